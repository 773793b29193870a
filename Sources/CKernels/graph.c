// The graph of nearest neighbors: products with its matrix, and its walk.
#include "CGraph.h"
#include "CKernels.h"
#include "parallel.h"

#include <stdlib.h>
#include <string.h>

/// Points of a part whose sums are taken together.
#define PART 1024

typedef struct {
  int64_t neighbors;
  int32_t *indices;
  float *distances;
} neighbor_rows;

static void sort_rows(const void *context, int64_t lower, int64_t upper) {
  const neighbor_rows *n = context;
  for (int64_t row = lower; row < upper; row++) {
    int32_t *index = n->indices + row * n->neighbors;
    float *distance = n->distances + row * n->neighbors;
    for (int64_t i = 1; i < n->neighbors; i++) {
      int32_t moved = index[i];
      float far = distance[i];
      int64_t place = i;
      for (; place > 0; place--) {
        if (distance[place - 1] < far || (distance[place - 1] == far && index[place - 1] < moved)) break;
        distance[place] = distance[place - 1], index[place] = index[place - 1];
      }
      distance[place] = far, index[place] = moved;
    }
  }
}

void gm_sort_neighbors(int64_t count, int64_t neighbors, int32_t *indices, float *distances) {
  neighbor_rows n = {neighbors, indices, distances};
  gm_parallel(count, 256, sort_rows, &n);
}

typedef struct {
  const gm_sparse *a;
  int64_t width;
  const double *x;
  double *y;
} product;

GM_KERNEL(multiply_rows) {
  const product *p = context;
  int64_t width = p->width;
  for (int64_t i = lower; i < upper; i++) {
    double *restrict row = p->y + i * width;
    memset(row, 0, (size_t)width * sizeof *row);
    for (int64_t e = p->a->starts[i]; e < p->a->starts[i + 1]; e++) {
      const double *other = p->x + p->a->columns[e] * width;
      double value = p->a->values[e];
      for (int64_t c = 0; c < width; c++) row[c] += value * other[c];
    }
  }
}

void gm_sparse_multiply(const gm_sparse *a, int64_t width, const double *x, double *y) {
  product p = {a, width, x, y};
  gm_parallel(a->count, 128, multiply_rows, &p);
}

typedef struct {
  int64_t count, width;
  const double *x, *y;
  double *parts;
} gram;

GM_KERNEL(gram_parts) {
  const gram *g = context;
  int64_t width = g->width;
  for (int64_t part = lower; part < upper; part++) {
    double *sums = g->parts + part * width * width;
    int64_t last = (part + 1) * PART < g->count ? (part + 1) * PART : g->count;
    memset(sums, 0, (size_t)(width * width) * sizeof *sums);
    for (int64_t i = part * PART; i < last; i++) {
      const double *y = g->y + i * width;
      for (int64_t r = 0; r < width; r++) {
        double *restrict row = sums + r * width, x = g->x[i * width + r];
        for (int64_t c = 0; c < width; c++) row[c] += x * y[c];
      }
    }
  }
}

void gm_gram(int64_t count, int64_t width, const double *x, const double *y, double *result) {
  int64_t parts = (count + PART - 1) / PART, size = width * width;
  memset(result, 0, (size_t)size * sizeof *result);
  double *sums = malloc((size_t)(parts * size) * sizeof *sums);
  if (!sums) return;
  gram g = {count, width, x, y, sums};
  gm_parallel(parts, 1, gram_parts, &g);
  for (int64_t part = 0; part < parts; part++)
    for (int64_t i = 0; i < size; i++) result[i] += sums[part * size + i];
  free(sums);
}

typedef struct {
  int64_t width;
  const double *m;
  double *x;
} right_product;

GM_KERNEL(multiply_right_rows) {
  const right_product *p = context;
  int64_t width = p->width;
  double row[width];
  for (int64_t i = lower; i < upper; i++) {
    double *restrict x = p->x + i * width;
    memcpy(row, x, (size_t)width * sizeof *row);
    memset(x, 0, (size_t)width * sizeof *row);
    for (int64_t r = 0; r < width; r++)
      for (int64_t c = 0; c < width; c++) x[c] += row[r] * p->m[r * width + c];
  }
}

void gm_multiply_right(int64_t count, int64_t width, const double *m, double *x) {
  right_product p = {width, m, x};
  gm_parallel(count, 256, multiply_right_rows, &p);
}

int32_t gm_walk(const gm_sparse *cumulative, int64_t point, float uniform) {
  int64_t low = cumulative->starts[point], high = cumulative->starts[point + 1] - 1;
  if (high < low) return (int32_t)point;
  while (low < high) {
    int64_t middle = (low + high) / 2;
    if (cumulative->values[middle] < uniform) low = middle + 1;
    else high = middle;
  }
  return cumulative->columns[low];
}
