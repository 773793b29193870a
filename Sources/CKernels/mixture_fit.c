// Fitting a mixture of Gaussians with diagonal covariances to points, in double precision. Points come by rows (N × D) and, for
// loops over many points, by columns (D × N). Every sum runs in the order of its points or dimensions and products are not
// fused: the numbers depend on neither the processor nor the threads.
#include "CKernels.h"
#include "parallel.h"

#include <math.h>

enum { points_at_once = 128 };

typedef struct {
  int64_t count, dimensions, components;
  const float *rows, *columns, *center;
  const double *means_in, *precisions, *constants, *responsibilities_in;
  double least_variance;
  double *responsibilities, *logs, *distances, *weights, *means, *variances;
} fit_task;

/// squares[p] = Σ_d (x_pd - m_d)² factor_d for `width` points from `first` on.
GM_INLINE void squared_distances(const fit_task *t, int64_t first, int64_t width, const double *mean, const double *factor,
                                 double *squares) {
  for (int64_t p = 0; p < width; p++) squares[p] = 0.0;
  for (int64_t d = 0; d < t->dimensions; d++) {
    const float *x = t->columns + d * t->count + first;
    double m = mean ? mean[d] : (double)t->center[d];
    if (factor)
      for (int64_t p = 0; p < width; p++) {
        double e = (double)x[p] - m;
        squares[p] += e * e * factor[d];
      }
    else
      for (int64_t p = 0; p < width; p++) {
        double e = (double)x[p] - m;
        squares[p] += e * e;
      }
  }
}

/// Turns a point's log densities into responsibilities; gives log Σ e^l.
GM_INLINE double normalize(int64_t components, double *l) {
  double largest = l[0], sum = 0.0;
  for (int64_t k = 1; k < components; k++) largest = l[k] > largest ? l[k] : largest;
  for (int64_t k = 0; k < components; k++) {
    double difference = l[k] - largest;
    l[k] = difference < -746.0 ? 0.0 : exp(difference);
    sum += l[k];
  }
  for (int64_t k = 0; k < components; k++) l[k] /= sum;
  return largest + log(sum);
}

GM_UNFUSED_KERNEL(expect_body) {
  const fit_task *t = context;
  int64_t K = t->components, D = t->dimensions;
  for (int64_t block = lower; block < upper; block++) {
    int64_t first = block * points_at_once, rest = t->count - first;
    int64_t width = rest < points_at_once ? rest : points_at_once;
    double squares[points_at_once];
    for (int64_t k = 0; k < K; k++) {
      squared_distances(t, first, width, t->means_in + k * D, t->precisions + k * D, squares);
      for (int64_t p = 0; p < width; p++)
        t->responsibilities[(first + p) * K + k] = t->constants[k] - 0.5 * squares[p];
    }
    for (int64_t p = first; p < first + width; p++) t->logs[p] = normalize(K, t->responsibilities + p * K);
  }
}

static int64_t block_count(int64_t count) { return (count + points_at_once - 1) / points_at_once; }

void gm_fit_expect(int64_t count, int64_t dimensions, int64_t components, const float *columns, const double *means,
                   const double *precisions, const double *constants, double *responsibilities, double *logs) {
  fit_task t = {.count = count, .dimensions = dimensions, .components = components, .columns = columns, .means_in = means,
                .precisions = precisions, .constants = constants, .responsibilities = responsibilities, .logs = logs};
  gm_parallel(block_count(count), 1, expect_body, &t);
}

/// One component's weight, means and variances.
GM_UNFUSED_KERNEL(maximize_body) {
  const fit_task *t = context;
  int64_t D = t->dimensions, K = t->components;
  for (int64_t k = lower; k < upper; k++) {
    double size = 10 * 0x1p-52, *mean = t->means + k * D, *variance = t->variances + k * D;
    for (int64_t d = 0; d < D; d++) mean[d] = variance[d] = 0.0;
    for (int64_t p = 0; p < t->count; p++) {
      double share = t->responsibilities_in[p * K + k];
      const float *x = t->rows + p * D;
      size += share;
      for (int64_t d = 0; d < D; d++) mean[d] += share * (double)x[d];
    }
    for (int64_t d = 0; d < D; d++) mean[d] /= size;
    for (int64_t p = 0; p < t->count; p++) {
      double share = t->responsibilities_in[p * K + k];
      const float *x = t->rows + p * D;
      for (int64_t d = 0; d < D; d++) {
        double e = (double)x[d] - mean[d];
        variance[d] += share * e * e;
      }
    }
    for (int64_t d = 0; d < D; d++) variance[d] = variance[d] / size + t->least_variance;
    t->weights[k] = size / (double)t->count;
  }
}

void gm_fit_maximize(int64_t count, int64_t dimensions, int64_t components, const float *rows,
                     const double *responsibilities, double least_variance, double *weights, double *means,
                     double *variances) {
  fit_task t = {.count = count, .dimensions = dimensions, .components = components, .rows = rows,
                .responsibilities_in = responsibilities, .least_variance = least_variance, .weights = weights,
                .means = means, .variances = variances};
  gm_parallel(components, 1, maximize_body, &t);
}

GM_UNFUSED_KERNEL(distances_body) {
  const fit_task *t = context;
  for (int64_t block = lower; block < upper; block++) {
    int64_t first = block * points_at_once, rest = t->count - first;
    int64_t width = rest < points_at_once ? rest : points_at_once;
    squared_distances(t, first, width, 0, 0, t->distances + first);
  }
}

void gm_fit_distances(int64_t count, int64_t dimensions, const float *columns, const float *center, double *distances) {
  fit_task t = {.count = count, .dimensions = dimensions, .columns = columns, .center = center, .distances = distances};
  gm_parallel(block_count(count), 4, distances_body, &t);
}
