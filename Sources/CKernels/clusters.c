// Clusters of points: nearest centers, and mixtures of Gaussians with full or diagonal covariances.
#include "CGraph.h"
#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Points that are computed side by side, and of a part whose sums are taken together.
#define LANES 16
#define PART 1024
typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));

typedef struct {
  int64_t dimensions, centers;
  const float *points, *places;
  int32_t *nearest;
  float *distances;
} assignment;

static void assign_rows(const void *context, int64_t lower, int64_t upper) {
  const assignment *a = context;
  int64_t D = a->dimensions;
  for (int64_t i = lower; i < upper; i++) {
    const float *x = a->points + i * D;
    float least = INFINITY;
    for (int64_t k = 0; k < a->centers; k++) {
      const float *m = a->places + k * D;
      float sum = 0;
      for (int64_t d = 0; d < D; d++) sum += (x[d] - m[d]) * (x[d] - m[d]);
      if (sum < least) least = sum, a->nearest[i] = (int32_t)k;
    }
    a->distances[i] = least;
  }
}

void gm_nearest_centers(int64_t count, int64_t dimensions, int64_t centers, const float *points, const float *places,
                        int32_t *nearest, float *distances) {
  assignment a = {dimensions, centers, points, places, nearest, distances};
  memset(nearest, 0, (size_t)count * sizeof *nearest);
  gm_parallel(count, 64, assign_rows, &a);
}

typedef struct {
  int64_t count, dimensions, components;
  const float *points, *means, *factors, *constants;
  float *densities;
} density_task;

/// LANES points from `first` on, dimension by dimension; past the end, the last point again.
GM_INLINE void gather(const float *points, int64_t count, int64_t D, int64_t first, lanes *x) {
  for (int64_t d = 0; d < D; d++)
    for (int64_t i = 0; i < LANES; i++) x[d][i] = points[(first + i < count ? first + i : count - 1) * D + d];
}

GM_KERNEL(density_groups) {
  const density_task *t = context;
  int64_t D = t->dimensions, K = t->components;
  lanes x[D], e[D];
  for (int64_t group = lower; group < upper; group++) {
    int64_t first = group * LANES, length = t->count - first < LANES ? t->count - first : LANES;
    gather(t->points, t->count, D, first, x);
    for (int64_t k = 0; k < K; k++) {
      const float *mean = t->means + k * D, *factor = t->factors + k * D * D;
      for (int64_t d = 0; d < D; d++) e[d] = x[d] - mean[d];
      lanes squares = {0};
      for (int64_t r = 0; r < D; r++) {
        lanes sum = {0};
        for (int64_t c = 0; c <= r; c++) sum += factor[r * D + c] * e[c];
        squares += sum * sum;
      }
      for (int64_t i = 0; i < length; i++) t->densities[(first + i) * K + k] = t->constants[k] - 0.5f * squares[i];
    }
  }
}

void gm_gaussian_log_densities(int64_t count, int64_t dimensions, int64_t components, const float *points,
                               const float *means, const float *factors, const float *constants, float *densities) {
  density_task t = {count, dimensions, components, points, means, factors, constants, densities};
  gm_parallel((count + LANES - 1) / LANES, 4, density_groups, &t);
}

double gm_responsibilities(int64_t count, int64_t components, float *densities) {
  double total = 0;
  for (int64_t i = 0; i < count; i++) {
    float *row = densities + i * components, largest = row[0], sum = 0;
    for (int64_t k = 1; k < components; k++) largest = gm_maximum(largest, row[k]);
    for (int64_t k = 0; k < components; k++) sum += row[k] = gm_exp(row[k] - largest);
    for (int64_t k = 0; k < components; k++) row[k] /= sum;
    total += (double)largest + log((double)sum);
  }
  return total;
}

typedef struct {
  int64_t count, dimensions, components, size;
  int diagonal;
  const float *points, *responsibilities;
  double *parts;
} moment_task;

GM_INLINE float lane_sum(const lanes *v) {
  float sum = 0;
  for (int i = 0; i < LANES; i++) sum += (*v)[i];
  return sum;
}

/// Adds the moments of LANES points, weighted by `r`, to those of a component.
GM_INLINE void add_moments(int64_t D, int diagonal, const lanes *x, const lanes *r, double *sums) {
  sums[0] += lane_sum(r);
  for (int64_t d = 0; d < D; d++) {
    lanes weighted = *r * x[d];
    sums[1 + d] += lane_sum(&weighted);
    for (int64_t c = diagonal ? d : 0; c <= d; c++) {
      lanes product = weighted * x[c];
      sums[1 + D + d * D + c] += lane_sum(&product);
    }
  }
}

GM_KERNEL(moment_parts) {
  const moment_task *t = context;
  int64_t D = t->dimensions, K = t->components;
  lanes x[D];
  for (int64_t part = lower; part < upper; part++) {
    double *sums = t->parts + part * K * t->size;
    memset(sums, 0, (size_t)(K * t->size) * sizeof *sums);
    int64_t last = (part + 1) * PART < t->count ? (part + 1) * PART : t->count;
    for (int64_t first = part * PART; first < last; first += LANES) {
      gather(t->points, t->count, D, first, x);
      for (int64_t k = 0; k < K; k++) {
        lanes r = {0};
        for (int64_t i = 0; i < LANES && first + i < last; i++) r[i] = t->responsibilities[(first + i) * K + k];
        add_moments(D, t->diagonal, x, &r, sums + k * t->size);
      }
    }
  }
}

int gm_weighted_moments(int64_t count, int64_t dimensions, int64_t components, int diagonal, const float *points,
                        const float *responsibilities, double *moments) {
  int64_t parts = (count + PART - 1) / PART, size = 1 + dimensions + dimensions * dimensions, all = components * size;
  double *sums = malloc((size_t)(parts * all) * sizeof *sums);
  if (!sums) return 0;
  moment_task t = {count, dimensions, components, size, diagonal, points, responsibilities, sums};
  gm_parallel(parts, 1, moment_parts, &t);
  memset(moments, 0, (size_t)all * sizeof *moments);
  for (int64_t part = 0; part < parts; part++)
    for (int64_t i = 0; i < all; i++) moments[i] += sums[part * all + i];
  free(sums);
  return 1;
}
