// Kernels on the graph of nearest neighbors and on the clusters of points. Rows are points; matrices are row-major. What is
// summed over points is summed in parts of fixed size, in their order: the bits do not depend on the number of threads.
#ifndef CGRAPH_H
#define CGRAPH_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// A sparse matrix: row i has the elements starts[i]..<starts[i + 1].
typedef struct {
  int64_t count;
  const int64_t *starts;
  const int32_t *columns;
  const float *values;
} gm_sparse;

/// Sorts each row's neighbors by distance, equal ones by index.
void gm_sort_neighbors(int64_t count, int64_t neighbors, int32_t *indices, float *distances);
/// y = A x for `width` columns at once: x and y are count × width.
void gm_sparse_multiply(const gm_sparse *a, int64_t width, const double *x, double *y);
/// xᵀ y of two count × width matrices: width × width.
void gm_gram(int64_t count, int64_t width, const double *x, const double *y, double *result);
/// x ← x m, with m width × width.
void gm_multiply_right(int64_t count, int64_t width, const double *m, double *x);

/// How neighbors are laid out: the curve 1/(1 + a·d^2b) of closeness, and the numbers drawn.
typedef struct {
  float a, b;
  uint64_t seed;
  uint32_t purpose;
} gm_layout;
/// An epoch of UMAP's layout (McInnes et al. 2018): each point i, one after the other, is drawn to one neighbor j, taken
/// with the probability of row i of the walk (`cumulative` sums each row to 1), both ends moving, and away from five points
/// at random. Forces are clipped to ±4.
void gm_layout_epoch(const gm_layout *layout, const gm_sparse *cumulative, int64_t dimensions, uint32_t epoch, float rate,
                     float *points);
/// The same in the plane on all threads: row i of `shares` has the share of all epochs in which an edge takes part, each time
/// with five points at random. The bits do not depend on the number of threads. `moved` is scratch for N / 4 + 2 numbers.
void gm_plane_epoch(const gm_layout *layout, const gm_sparse *shares, uint32_t epoch, float rate, float *points,
                    float *moved);
/// Turns each row of squared distances, nearest first, into the degrees to which neighbors belong together:
/// exp(-(d_ij - d_i)/s_i), d_i the distance to the nearest that is not equal, s_i such that the row has the sum `target`.
void gm_neighbor_memberships(int64_t count, int64_t neighbors, double target, float *distances);
/// One step of the walk from `point`, by a number 0…1: the neighbor it comes to.
int32_t gm_walk(const gm_sparse *cumulative, int64_t point, float uniform);

/// The nearest of K centers to each of N points, and its squared distance.
void gm_nearest_centers(int64_t count, int64_t dimensions, int64_t centers, const float *points, const float *places,
                        int32_t *nearest, float *distances);

/// log densities of K Gaussians, N × K: c_k - ½ ‖F_k (x - m_k)‖², F_k lower triangular (D × D each).
void gm_gaussian_log_densities(int64_t count, int64_t dimensions, int64_t components, const float *points,
                               const float *means, const float *factors, const float *constants, float *densities);
/// log densities → responsibilities in place; the sum over points of log Σ_k e^l.
double gm_responsibilities(int64_t count, int64_t components, float *densities);
/// The moments of each component: Σ r, Σ r x (D) and Σ r x xᵀ (D × D, lower triangle; only its diagonal when `diagonal`),
/// one after the other, 1 + D + D² numbers a component.
/// Returns 0 if memory is out.
int gm_weighted_moments(int64_t count, int64_t dimensions, int64_t components, int diagonal, const float *points,
                        const float *responsibilities, double *moments);

#pragma clang assume_nonnull end
#endif
