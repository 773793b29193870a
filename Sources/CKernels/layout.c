// UMAP (McInnes et al. 2018): how strongly neighbors belong together, and where a graph's points lie in the plane or in more
// dimensions.
#include "CGraph.h"
#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <math.h>

typedef struct {
  int64_t neighbors;
  double target, mean;
  float *distances;
} memberships;

/// Σ_j exp(-max(0, d_j - nearest) / scale).
static double closeness(const memberships *m, const float *d, double nearest, double scale) {
  double sum = 0;
  for (int64_t j = 0; j < m->neighbors; j++) sum += d[j] > nearest ? exp((nearest - d[j]) / scale) : 1;
  return sum;
}

/// The scale at which a row has the closeness wanted, by bisection, but no less than a thousandth of the mean distance.
static double scale(const memberships *m, const float *d, double nearest) {
  double lower = 0, upper = INFINITY, value = 1, sum = 0;
  for (int step = 0; step < 64; step++) {
    double difference = closeness(m, d, nearest, value) - m->target;
    if (fabs(difference) < 1e-5) break;
    if (difference > 0) upper = value;
    else lower = value;
    value = isinf(upper) ? 2 * value : (lower + upper) / 2;
  }
  for (int64_t j = 0; j < m->neighbors; j++) sum += d[j];
  double least = 1e-3 * (nearest > 0 ? sum / (double)m->neighbors : m->mean);
  return value > least ? value : least;
}

static void take_roots(const void *context, int64_t lower, int64_t upper) {
  const memberships *m = context;
  for (int64_t e = lower * m->neighbors; e < upper * m->neighbors; e++) m->distances[e] = sqrtf(m->distances[e]);
}

static void take_memberships(const void *context, int64_t lower, int64_t upper) {
  const memberships *m = context;
  for (int64_t row = lower; row < upper; row++) {
    float *d = m->distances + row * m->neighbors, nearest = 0;
    for (int64_t j = m->neighbors - 1; j >= 0; j--) nearest = d[j] > 0 ? d[j] : nearest;
    double sigma = scale(m, d, nearest);
    for (int64_t j = 0; j < m->neighbors; j++)
      d[j] = d[j] > nearest && sigma > 0 ? (float)exp(((double)nearest - d[j]) / sigma) : 1.0f;
  }
}

void gm_neighbor_memberships(int64_t count, int64_t neighbors, double target, float *distances) {
  memberships m = {neighbors, target, 0, distances};
  gm_parallel(count, 256, take_roots, &m);
  for (int64_t e = 0; e < count * neighbors; e++) m.mean += distances[e];
  m.mean /= (double)(count * neighbors);
  gm_parallel(count, 64, take_memberships, &m);
}

GM_INLINE float clipped(float force) { return force > 4.0f ? 4.0f : force < -4.0f ? -4.0f : force; }

/// At a distance, d^2b; that of points which are nearly equal is taken for a millionth.
GM_INLINE float power_of(const gm_layout *l, float d2) { return gm_exp(l->b * gm_log(d2 > 1e-12f ? d2 : 1e-12f)); }

/// What draws neighbors to each other: -2ab·d^(2b-2) / (1 + a·d^2b).
GM_INLINE float attraction(const gm_layout *l, float d2, float power) {
  return d2 > 1e-12f ? -2.0f * l->a * l->b * power / (d2 * (1.0f + l->a * power)) : 0.0f;
}

/// What drives a point away from another: 2b / ((0.001 + d²)(1 + a·d^2b)).
GM_INLINE float repulsion(const gm_layout *l, float d2, float power) {
  return d2 > 1e-12f ? 2.0f * l->b / ((0.001f + d2) * (1.0f + l->a * power)) : 0.0f;
}

static float distance_squared(int64_t dimensions, const float *x, const float *y) {
  float sum = 0;
  for (int64_t d = 0; d < dimensions; d++) sum += (x[d] - y[d]) * (x[d] - y[d]);
  return sum;
}

/// Moves both ends of an edge toward each other.
static void pull(const gm_layout *l, int64_t dimensions, float rate, float *x, float *y) {
  float d2 = distance_squared(dimensions, x, y), factor = attraction(l, d2, power_of(l, d2));
  for (int64_t d = 0; d < dimensions; d++) {
    float force = rate * clipped(factor * (x[d] - y[d]));
    x[d] += force, y[d] -= force;
  }
}

/// Moves a point away from another.
static void push(const gm_layout *l, int64_t dimensions, float rate, float *x, const float *y) {
  float d2 = distance_squared(dimensions, x, y), factor = repulsion(l, d2, power_of(l, d2));
  for (int64_t d = 0; d < dimensions; d++) x[d] += rate * clipped(factor * (x[d] - y[d]));
}

#define DRAWS 5

void gm_layout_epoch(const gm_layout *l, const gm_sparse *cumulative, int64_t dimensions, uint32_t epoch, float rate,
                     float *points) {
  const uint32_t key[2] = {(uint32_t)l->seed, (uint32_t)(l->seed >> 32)};
  for (int64_t i = 0; i < cumulative->count; i++) {
    uint32_t bits[8];
    for (uint32_t part = 0; part < 2; part++)
      gm_philox((const uint32_t[4]){(uint32_t)i, part, epoch, l->purpose}, key, bits + 4 * part);
    float *x = points + i * dimensions;
    int32_t neighbor = gm_walk(cumulative, i, (float)(bits[0] >> 8) * 0x1p-24f);
    if (neighbor != i) pull(l, dimensions, rate, x, points + neighbor * dimensions);
    for (int draw = 1; draw <= DRAWS; draw++) {
      int64_t other = (int64_t)(((uint64_t)bits[draw] * (uint64_t)cumulative->count) >> 32);
      if (other != i) push(l, dimensions, rate, x, points + other * dimensions);
    }
  }
}

// The plane, on all threads: points move in groups. Within a group each sees the others where they were before, so that the
// places do not depend on who is first; along its own edges a point goes one after the other.

#define GROUPS 8
/// A neighbor, the points drawn, and two that do nothing.
#define LANES 8

typedef struct {
  const gm_layout *layout;
  const gm_sparse *shares;
  const float *points;
  float *moved;
  uint32_t group, epoch;
  float rate;
} turn;

/// Moves a point by its neighbor, which stands first, and by those drawn. An edge is seen from both ends, and the other end
/// does not move now: its attraction counts twice.
GM_INLINE void move(const turn *t, const float x[LANES], const float y[LANES], float place[2]) {
  float fx[LANES], fy[LANES];
  for (int i = 0; i < LANES; i++) {
    float dx = place[0] - x[i], dy = place[1] - y[i], d2 = dx * dx + dy * dy, power = power_of(t->layout, d2);
    float pull = attraction(t->layout, d2, power), push = repulsion(t->layout, d2, power);
    float factor = i == 0 ? pull : push, weight = i == 0 ? 2.0f * t->rate : t->rate;
    fx[i] = weight * clipped(factor * dx), fy[i] = weight * clipped(factor * dy);
  }
  for (int i = 0; i <= DRAWS; i++) place[0] += fx[i], place[1] += fy[i];
}

/// Whether an edge with a share of all epochs has its turn in this one.
GM_INLINE int has_turn(float share, uint32_t epoch) {
  return (int32_t)(share * (float)(epoch + 1)) > (int32_t)(share * (float)epoch);
}

GM_KERNEL(move_group) {
  const turn *t = context;
  const gm_sparse *shares = t->shares;
  const gm_layout *l = t->layout;
  const uint32_t key[2] = {(uint32_t)l->seed, (uint32_t)(l->seed >> 32)};
  for (int64_t index = lower; index < upper; index++) {
    int64_t i = t->group + GROUPS * index;
    float place[2] = {t->points[2 * i], t->points[2 * i + 1]};
    uint32_t bits[4];
    gm_philox((const uint32_t[4]){(uint32_t)i, 0, t->epoch + 2, l->purpose}, key, bits);
    uint64_t state = (uint64_t)bits[0] << 32 | bits[1];
    for (int64_t e = shares->starts[i]; e < shares->starts[i + 1]; e++) {
      if (!has_turn(shares->values[e], t->epoch)) continue;
      float x[LANES], y[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        int64_t other = lane == 0 ? shares->columns[e] : i;
        if (lane >= 1 && lane <= DRAWS) {
          state = state * 6364136223846793005u + 1442695040888963407u;
          other = (int64_t)(((state >> 32) * (uint64_t)shares->count) >> 32);
        }
        x[lane] = other == i ? place[0] : t->points[2 * other], y[lane] = other == i ? place[1] : t->points[2 * other + 1];
      }
      move(t, x, y, place);
    }
    t->moved[2 * index] = place[0], t->moved[2 * index + 1] = place[1];
  }
}

void gm_plane_epoch(const gm_layout *layout, const gm_sparse *shares, uint32_t epoch, float rate, float *points,
                    float *moved) {
  for (uint32_t group = 0; group < GROUPS && group < shares->count; group++) {
    int64_t members = (shares->count - group + GROUPS - 1) / GROUPS;
    turn t = {layout, shares, points, moved, group, epoch, rate};
    gm_parallel(members, 64, move_group, &t);
    for (int64_t index = 0; index < members; index++) {
      int64_t i = group + GROUPS * index;
      points[2 * i] = moved[2 * index], points[2 * i + 1] = moved[2 * index + 1];
    }
  }
}
