// Sums of products over many points in double precision, for principal components.
#include "CKernels.h"
#include "parallel.h"

#include <stdlib.h>

// Points centered at a time: few enough to stay in the second cache.
#define CHUNK 64

typedef struct {
  int64_t dimensions;
  const double *centered;
  double *covariance;
} products;

/// Adds a chunk's products to one row of the upper triangle, four points at a time.
GM_INLINE void add_products(const products *p, int64_t i) {
  int64_t n = p->dimensions;
  double *sums = p->covariance + i * n;
  for (int64_t row = 0; row < CHUNK; row += 4) {
    const double *a = p->centered + row * n, *b = a + n, *c = b + n, *d = c + n;
    double fa = a[i], fb = b[i], fc = c[i], fd = d[i];
    for (int64_t j = i; j < n; j++) sums[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
  }
}

/// A long row of the triangle with a short one, so that all shares of the work are alike.
GM_KERNEL(add_pairs) {
  const products *p = context;
  for (int64_t i = lower; i < upper; i++) {
    add_products(p, i);
    if (p->dimensions - 1 - i > i) add_products(p, p->dimensions - 1 - i);
  }
}

int gm_covariance(int64_t count, int64_t dimensions, const float *points, const double *mean, double *covariance) {
  double *centered = calloc((size_t)(CHUNK * dimensions), sizeof(double));
  if (!centered) return 0;
  products p = {dimensions, centered, covariance};
  for (int64_t i = 0; i < dimensions * dimensions; i++) covariance[i] = 0;
  for (int64_t first = 0; first < count; first += CHUNK) {
    for (int64_t i = 0; i < CHUNK * dimensions; i++) {
      int is_point = first + i / dimensions < count;
      centered[i] = is_point ? points[first * dimensions + i] - mean[i % dimensions] : 0;
    }
    gm_parallel((dimensions + 1) / 2, 16, add_pairs, &p);
  }
  free(centered);
  return 1;
}

typedef struct {
  int64_t dimensions, axes;
  const float *points;
  const double *mean, *columns;
  double *coordinates;
} projection;

GM_KERNEL(project_rows) {
  const projection *p = context;
  for (int64_t row = lower; row < upper; row++) {
    double *sums = p->coordinates + row * p->axes;
    for (int64_t k = 0; k < p->axes; k++) sums[k] = 0;
    for (int64_t d = 0; d < p->dimensions; d++) {
      double centered = p->points[row * p->dimensions + d] - p->mean[d];
      for (int64_t k = 0; k < p->axes; k++) sums[k] += centered * p->columns[d * p->axes + k];
    }
  }
}

void gm_project(int64_t count, int64_t dimensions, int64_t axes, const float *points, const double *mean,
                const double *columns, double *coordinates) {
  projection p = {dimensions, axes, points, mean, columns, coordinates};
  gm_parallel(count, 64, project_rows, &p);
}
