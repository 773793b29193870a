// Embedding in the plane: t-SNE (van der Maaten and Hinton 2008) with the repulsion by a tree (van der Maaten 2014).
#include "CKernels.h"
#include "parallel.h"
#include "quadtree.h"

#include <math.h>
#include <stdlib.h>

#define GROUP 16
typedef float lanes __attribute__((vector_size(GROUP * sizeof(float)), aligned(4)));

typedef struct {
  int64_t neighbors;
  double perplexity;
  float *distances;
} affinities;

/// Sums of exp(-precision·d) and of d times it, over squared distances from the least one on.
static double entropy(const float *d, int64_t count, float least, double precision) {
  double sum = 0, moment = 0;
  for (int64_t j = 0; j < count; j++) {
    double distance = (double)d[j] - least, p = exp(-precision * distance);
    sum += p, moment += p * distance;
  }
  return log(sum) + precision * moment / sum;
}

/// The precision at which a row has the entropy wanted, by bisection; where distances are equal there is none, and the
/// row becomes uniform.
static double precision(const float *d, int64_t count, float least, double target) {
  double mean = 0, lower = 0, upper = INFINITY;
  for (int64_t j = 0; j < count; j++) mean += (double)d[j] - least;
  double value = mean > 0 ? (double)count / mean : 1;
  for (int step = 0; step < 200; step++) {
    double difference = entropy(d, count, least, value) - target;
    if (fabs(difference) < 1e-6) break;
    if (difference > 0) lower = value;
    else upper = value;
    value = isinf(upper) ? 2 * value : (lower + upper) / 2;
    if (value > 1e200) break;
  }
  return value;
}

static void probabilities(const void *context, int64_t lower, int64_t upper) {
  const affinities *a = context;
  for (int64_t row = lower; row < upper; row++) {
    float *d = a->distances + row * a->neighbors, least = d[0];
    for (int64_t j = 1; j < a->neighbors; j++) least = d[j] < least ? d[j] : least;
    double beta = precision(d, a->neighbors, least, log(a->perplexity)), sum = 0;
    for (int64_t j = 0; j < a->neighbors; j++) sum += exp(-beta * ((double)d[j] - least));
    for (int64_t j = 0; j < a->neighbors; j++) d[j] = (float)(exp(-beta * ((double)d[j] - least)) / sum);
  }
}

void gm_neighbor_probabilities(int64_t count, int64_t neighbors, double perplexity, float *distances) {
  affinities a = {neighbors, perplexity, distances};
  gm_parallel(count, 64, probabilities, &a);
}

typedef struct {
  const gm_sparse *p;
  const float *points;
  float *forces;
  double *logs;
} attraction;

static void attract(const void *context, int64_t lower, int64_t upper) {
  const attraction *a = context;
  for (int64_t i = lower; i < upper; i++) {
    float x = a->points[2 * i], y = a->points[2 * i + 1], fx = 0, fy = 0;
    for (int64_t e = a->p->starts[i]; e < a->p->starts[i + 1]; e++) {
      const float *other = a->points + 2 * a->p->columns[e];
      float dx = x - other[0], dy = y - other[1], w = a->p->values[e] / (1.0f + dx * dx + dy * dy);
      fx += w * dx, fy += w * dy;
    }
    a->forces[2 * i] = fx, a->forces[2 * i + 1] = fy;
  }
}

/// Σ_j p_ij log(p_ij (1 + d_ij²)) of each row.
static void sum_logs(const void *context, int64_t lower, int64_t upper) {
  const attraction *a = context;
  for (int64_t i = lower; i < upper; i++) {
    double sum = 0;
    for (int64_t e = a->p->starts[i]; e < a->p->starts[i + 1]; e++) {
      const float *other = a->points + 2 * a->p->columns[e];
      double dx = a->points[2 * i] - other[0], dy = a->points[2 * i + 1] - other[1], p = a->p->values[e];
      if (p > 0) sum += p * log(p * (1 + dx * dx + dy * dy));
    }
    a->logs[i] = sum;
  }
}

typedef struct {
  gm_quadtree tree;
  /// (1/theta)², for cells to be seen as one from afar.
  float opening;
  float *forces;
  /// Σ_j q_ij over the points of each group.
  double *sums;
} repulsion;

typedef struct {
  lanes x, y, fx, fy, sum;
} group_forces;

/// What `mass` points at (x, y) do to a group: q = 1/(1 + d²), and q² (y_i - y_j).
GM_INLINE void repel(group_forces *g, float x, float y, float mass) {
  lanes dx = g->x - x, dy = g->y - y;
  lanes q = 1.0f / (1.0f + dx * dx + dy * dy), weighted = mass * q, squared = weighted * q;
  g->sum += weighted, g->fx += squared * dx, g->fy += squared * dy;
}

/// Squared distance from a point to the box around a group.
GM_INLINE float distance_squared(const float box[4], float x, float y) {
  float dx = x < box[0] ? box[0] - x : x > box[1] ? x - box[1] : 0.0f;
  float dy = y < box[2] ? box[2] - y : y > box[3] ? y - box[3] : 0.0f;
  return dx * dx + dy * dy;
}

GM_INLINE void surround(const group_forces *g, float box[4]) {
  box[0] = box[1] = g->x[0], box[2] = box[3] = g->y[0];
  for (int i = 1; i < GROUP; i++) {
    box[0] = g->x[i] < box[0] ? g->x[i] : box[0], box[1] = g->x[i] > box[1] ? g->x[i] : box[1];
    box[2] = g->y[i] < box[2] ? g->y[i] : box[2], box[3] = g->y[i] > box[3] ? g->y[i] : box[3];
  }
}

/// One walk through the tree for neighbors along the curve, which see the same cells from afar.
GM_KERNEL(repel_groups) {
  const repulsion *r = context;
  const gm_quadtree *t = &r->tree;
  for (int64_t index = lower; index < upper; index++) {
    int64_t first = index * GROUP, length = t->count - first < GROUP ? t->count - first : GROUP;
    group_forces g = {0};
    for (int i = 0; i < GROUP; i++) {
      int64_t place = first + (i < length ? i : length - 1);
      g.x[i] = t->x[place], g.y[i] = t->y[place];
    }
    float box[4];
    surround(&g, box);
    for (int32_t n = 0; n < t->node_count;) {
      const gm_node *node = &t->nodes[n];
      if (node->side_squared * r->opening <= distance_squared(box, node->x, node->y)) {
        repel(&g, node->x, node->y, node->mass);
        n = node->next;
      } else {
        for (int32_t i = node->first; i < node->first + node->length; i++) repel(&g, t->x[i], t->y[i], 1.0f);
        n++;
      }
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      int64_t point = t->order[first + i];
      r->forces[2 * point] = g.fx[i], r->forces[2 * point + 1] = g.fy[i];
      sum += g.sum[i] - 1.0;  // each point saw itself
    }
    r->sums[index] = sum;
  }
}

struct gm_embedding {
  repulsion repulsion;
  int64_t groups;
  float *attraction, *gains, *updates;
  double *logs;
};

static void *floats(int64_t count) { return calloc((size_t)count, sizeof(float)); }

gm_embedding *gm_embedding_create(int64_t count, float theta) {
  gm_embedding *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  repulsion *r = &e->repulsion;
  gm_quadtree *t = &r->tree;
  t->count = count, r->opening = 1.0f / (theta * theta), e->groups = (count + GROUP - 1) / GROUP;
  t->x = floats(count), t->y = floats(count), t->order = floats(count), t->other_order = floats(count);
  t->codes = floats(count), t->other_codes = floats(count), t->nodes = calloc((size_t)(2 * count), sizeof(gm_node));
  r->forces = floats(2 * count), r->sums = calloc((size_t)e->groups, sizeof(double));
  e->attraction = floats(2 * count), e->gains = floats(2 * count), e->updates = floats(2 * count);
  e->logs = calloc((size_t)count, sizeof(double));
  int is_whole = t->x && t->y && t->order && t->other_order && t->codes && t->other_codes && t->nodes && r->forces &&
                 r->sums && e->attraction && e->gains && e->updates && e->logs;
  if (!is_whole) return gm_embedding_destroy(e), NULL;
  for (int64_t i = 0; i < 2 * count; i++) e->gains[i] = 1.0f;
  return e;
}

void gm_embedding_destroy(gm_embedding *e) {
  gm_quadtree *t = &e->repulsion.tree;
  void *arrays[] = {t->x, t->y, t->order, t->other_order, t->codes, t->other_codes, t->nodes, e->repulsion.forces,
                    e->repulsion.sums, e->attraction, e->gains, e->updates, e->logs};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free(arrays[i]);
  free(e);
}

double gm_embedding_gradient(gm_embedding *e, const gm_sparse *p, float exaggeration, const float *points,
                             float *gradient) {
  int64_t count = e->repulsion.tree.count;
  gm_build_quadtree(&e->repulsion.tree, points);
  gm_parallel(e->groups, 16, repel_groups, &e->repulsion);
  attraction a = {p, points, e->attraction, e->logs};
  gm_parallel(count, 256, attract, &a);
  double sum = 0;
  for (int64_t i = 0; i < e->groups; i++) sum += e->repulsion.sums[i];
  float share = sum > 0 ? (float)(4.0 / sum) : 0.0f;
  for (int64_t i = 0; i < 2 * count; i++)
    gradient[i] = 4.0f * exaggeration * e->attraction[i] - share * e->repulsion.forces[i];
  return sum;
}

double gm_embedding_divergence(gm_embedding *e, const gm_sparse *p, double sum, const float *points) {
  attraction a = {p, points, e->attraction, e->logs};
  gm_parallel(e->repulsion.tree.count, 256, sum_logs, &a);
  double total = 0;
  for (int64_t i = 0; i < e->repulsion.tree.count; i++) total += e->logs[i];
  return total + log(sum);
}

void gm_embedding_step(gm_embedding *e, float rate, float momentum, const float *gradient, float *points) {
  for (int64_t i = 0; i < 2 * e->repulsion.tree.count; i++) {
    float gain = e->updates[i] * gradient[i] < 0.0f ? e->gains[i] + 0.2f : e->gains[i] * 0.8f;
    e->gains[i] = gain > 0.01f ? gain : 0.01f;
    e->updates[i] = momentum * e->updates[i] - rate * e->gains[i] * gradient[i];
    points[i] += e->updates[i];
  }
}
