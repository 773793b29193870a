#include "CKernels.h"
#include "parallel.h"

#include <math.h>

// Several columns at a time, each with sums of its own in the order of the rows: the numbers are those of a loop over one column.

typedef struct {
  int64_t columns;
  const double *values;
  const _Bool *left_out;
  double *known;
} measure;

GM_UNFUSED_KERNEL(sums_body) {
  const measure *m = context;
  const int64_t n = m->columns;
  double *count = m->known, *missing = count + n, *first = missing + n, *sum = first + n, *least = sum + n;
  double *greatest = least + n;
  for (int64_t r = lower; r < upper; r++) {
    if (m->left_out[r]) continue;
    const double *row = m->values + r * n;
#pragma clang loop vectorize(assume_safety)
    for (int64_t c = 0; c < n; c++) {
      double y = row[c], is = y == y ? 1.0 : 0.0;
      first[c] = (y == y) & (count[c] == 0) ? y : first[c];
      count[c] += is;
      missing[c] += 1.0 - is;
      sum[c] += y == y ? y - first[c] : 0.0;
      least[c] = y < least[c] ? y : least[c];
      greatest[c] = y >= greatest[c] ? y : greatest[c];
    }
  }
}

void gm_add_columns(int64_t rows, int64_t columns, const double *values, const _Bool *left_out, double *known) {
  measure m = {columns, values, left_out, known};
  sums_body(&m, 0, rows);
}

typedef struct {
  int64_t columns;
  const double *values, *mean;
  const _Bool *left_out;
  double *square;
} deviation;

GM_UNFUSED_KERNEL(squares_body) {
  const deviation *d = context;
  for (int64_t r = lower; r < upper; r++) {
    if (d->left_out[r]) continue;
    const double *row = d->values + r * d->columns;
#pragma clang loop vectorize(assume_safety)
    for (int64_t c = 0; c < d->columns; c++) {
      double rest = row[c] - d->mean[c];
      d->square[c] += rest == rest ? rest * rest : 0.0;
    }
  }
}

void gm_add_squares(int64_t rows, int64_t columns, const double *values, const _Bool *left_out, const double *mean,
                    double *square) {
  deviation d = {columns, values, mean, left_out, square};
  squares_body(&d, 0, rows);
}

typedef struct {
  int64_t columns;
  const double *values, *offset, *factor, *mean;
  const _Bool *is_test;
  float **train, **test;
} scaling;

GM_KERNEL(scale_body) {
  const scaling *s = context;
  const int64_t columns = s->columns;
  float *train = *s->train, *test = *s->test;
  for (int64_t r = lower; r < upper; r++) {
    const double *row = s->values + r * columns;
    float *to = s->is_test[r] ? test : train;
#pragma clang loop vectorize(assume_safety)
    for (int64_t c = 0; c < columns; c++) {
      double y = row[c] == row[c] ? row[c] : s->mean[c];
      to[c] = (float)((y - s->offset[c]) * s->factor[c]);
    }
    if (s->is_test[r]) test += columns; else train += columns;
  }
  *s->train = train;
  *s->test = test;
}

void gm_scale_rows(int64_t rows, int64_t columns, const double *values, const double *offset, const double *factor,
                   const double *mean, const _Bool *is_test, float **train, float **test) {
  scaling s = {columns, values, offset, factor, mean, is_test, train, test};
  scale_body(&s, 0, rows);
}

typedef struct {
  int64_t columns;
  const double *values, *powers;
  int32_t *whole;
  int64_t *wrong;
} packing;

GM_INLINE double whole_number(double y, double power) {
  return nearbyint(y * power);
}

/// Whether a double is whole / power to the bit. -0 is none, for whole numbers have no such.
GM_INLINE _Bool is_quotient(double y, double whole, double power) {
  return (whole / power == y) & (fabs(whole) < 0x1p31) & ((whole != 0) | (copysign(1.0, y) > 0));
}

/// Packs rows up to the first that has a value which is no such quotient; `wrong` is that row, or the end.
GM_KERNEL(pack_body) {
  const packing *p = context;
  for (*p->wrong = lower; *p->wrong < upper; ++*p->wrong) {
    const double *row = p->values + *p->wrong * p->columns;
    int32_t *to = p->whole + *p->wrong * p->columns;
    int64_t wrong = 0;
#pragma clang loop vectorize(assume_safety)
    for (int64_t c = 0; c < p->columns; c++) {
      double whole = whole_number(row[c], p->powers[c]);
      wrong += (row[c] == row[c]) & !is_quotient(row[c], whole, p->powers[c]);
      to[c] = fabs(whole) < 0x1p31 ? (int32_t)whole : INT32_MIN;
    }
    if (wrong) return;
  }
}

/// Raises the columns' powers until a row's values are such quotients; 0 if none does.
static int raise_powers(const double *row, int64_t columns, double *powers) {
  for (int64_t c = 0; c < columns; c++)
    while (row[c] == row[c] && !is_quotient(row[c], whole_number(row[c], powers[c]), powers[c])) {
      powers[c] *= 10;
      if (powers[c] > 1e9) return 0;
    }
  return 1;
}

int gm_pack_rows(int64_t rows, int64_t columns, const double *values, double *powers, int32_t *whole) {
  int64_t row = 0, stale = 0;
  packing p = {columns, values, powers, whole, &row};
  // Sixteen rows tell the decimals of most columns, so that a pass over all seldom has to begin again.
  for (int64_t r = 0; r < rows && r < 16; r++)
    if (!raise_powers(values + r * columns, columns, powers)) return 0;
  do {
    stale = 0;
    pack_body(&p, 0, rows);
    while (row < rows) {
      if (!raise_powers(values + row * columns, columns, powers)) return 0;
      stale = 1;
      pack_body(&p, row, rows);
    }
  } while (stale);
  return 1;
}

typedef struct {
  int64_t columns;
  const int32_t *whole;
  const double *powers;
  double *values;
} unpacking;

GM_KERNEL(unpack_body) {
  const unpacking *u = context;
  for (int64_t r = lower; r < upper; r++) {
    const int32_t *row = u->whole + r * u->columns;
    double *to = u->values + r * u->columns;
#pragma clang loop vectorize(assume_safety)
    for (int64_t c = 0; c < u->columns; c++)
      to[c] = row[c] == INT32_MIN ? (double)NAN : (double)row[c] / u->powers[c];
  }
}

void gm_unpack_rows(int64_t rows, int64_t columns, const int32_t *whole, const double *powers, double *values) {
  unpacking u = {columns, whole, powers, values};
  unpack_body(&u, 0, rows);
}
