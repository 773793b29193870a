// Nearest neighbors, nearly all of them: trees of random planes put points that are near into the same leaves (Dasgupta and
// Freund 2008), then neighbors of neighbors are looked at until little changes (Dong et al. 2011). Each row is changed by one
// thread and by what stood in the others before: the bits do not depend on the number of threads.
#include "CKernels.h"
#include "parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LANES 16
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

#define TREES 8
#define LEAF 64
/// Neighbors of a point, and of each of these, that are followed.
#define FOLLOWED 24
#define ROUNDS 10
/// Rows between two questions whether to go on.
#define ROWS 65536

typedef struct {
  int64_t count, stride, width;
  const lanes *points;
  uint64_t seed;
  uint32_t purpose;
  int32_t *indices;
  float *distances;
  /// Whether a neighbor came in the last round.
  uint8_t *fresh;
  /// Of each tree the points, leaf by leaf, where leaves end, and their number.
  int32_t *order, *scratch, *ends, *leaves;
  /// A round's beginning: neighbors, and those that have a point as their neighbor, at most FOLLOWED.
  int32_t *before, *followers;
  uint8_t *was_fresh, *follower_fresh, *follower_count;
  int32_t *changes;
  int64_t first;
} search;

GM_INLINE float distance(const search *s, int64_t i, int64_t j) {
  const lanes *x = s->points + i * s->stride, *y = s->points + j * s->stride;
  lanes sums = {0};
  for (int64_t d = 0; d < s->stride; d++) {
    lanes difference = x[d] - y[d];
    sums += difference * difference;
  }
  float sum[LANES];
  memcpy(sum, &sums, sizeof sum);
  for (int half = LANES / 2; half; half /= 2)
    for (int lane = 0; lane < half; lane++) sum[lane] += sum[lane + half];
  return sum[0];
}

/// Puts a neighbor into its place in a row, unless it is there or too far; tells whether it did.
GM_INLINE int insert(const search *s, int64_t row, float far, int32_t index) {
  int64_t width = s->width, place = width - 1;
  float *distances = s->distances + row * width;
  if (!(far < distances[place])) return 0;
  int32_t *indices = s->indices + row * width, is_there = 0;
  for (int64_t c = 0; c < width; c++) is_there |= indices[c] == index;
  if (is_there) return 0;
  uint8_t *fresh = s->fresh + row * width;
  for (; place > 0 && distances[place - 1] > far; place--)
    distances[place] = distances[place - 1], indices[place] = indices[place - 1], fresh[place] = fresh[place - 1];
  distances[place] = far, indices[place] = index, fresh[place] = 1;
  return 1;
}

/// Points nearer to the first of two drawn ones come before the others; gives their number, never less than a tenth.
GM_INLINE int64_t divide(const search *s, uint32_t tree, int64_t lower, int64_t upper) {
  int32_t *order = s->order + tree * s->count, *scratch = s->scratch + tree * s->count;
  const uint32_t key[2] = {(uint32_t)s->seed, (uint32_t)(s->seed >> 32)};
  uint32_t bits[4];
  gm_philox((const uint32_t[4]){(uint32_t)lower, (uint32_t)upper, 1 << 16 | tree, s->purpose}, key, bits);
  int64_t length = upper - lower, near = 0, far = 0;
  int64_t a = order[lower + bits[0] % length], b = order[lower + bits[1] % length];
  for (int64_t i = lower; i < upper; i++) {
    int32_t point = order[i];
    if (distance(s, point, a) < distance(s, point, b)) order[lower + near++] = point;
    else scratch[far++] = point;
  }
  memcpy(order + lower + near, scratch, (size_t)far * sizeof *scratch);
  return near < length / 10 || far < length / 10 ? length / 2 : near;
}

GM_KERNEL(plant) {
  const search *s = context;
  for (int64_t tree = lower; tree < upper; tree++) {
    int64_t stack[512], depth = 0, capacity = s->count / 6 + 2;
    for (int64_t i = 0; i < s->count; i++) s->order[tree * s->count + i] = (int32_t)i;
    s->leaves[tree] = 0;
    stack[depth++] = s->count, stack[depth++] = 0;
    while (depth) {
      int64_t start = stack[--depth], end = stack[--depth];
      if (end - start <= LEAF) {
        s->ends[tree * capacity + s->leaves[tree]++] = (int32_t)end;
      } else {
        int64_t middle = start + divide(s, (uint32_t)tree, start, end);
        stack[depth++] = end, stack[depth++] = middle, stack[depth++] = middle, stack[depth++] = start;
      }
    }
  }
}

typedef struct {
  const search *s;
  const int32_t *order, *ends;
} leaves;

GM_KERNEL(compare_leaves) {
  const leaves *l = context;
  const search *s = l->s;
  for (int64_t leaf = lower; leaf < upper; leaf++) {
    for (int64_t i = leaf ? l->ends[leaf - 1] : 0; i < l->ends[leaf]; i++) {
      for (int64_t j = i + 1; j < l->ends[leaf]; j++) {
        float far = distance(s, l->order[i], l->order[j]);
        insert(s, l->order[i], far, l->order[j]);
        insert(s, l->order[j], far, l->order[i]);
      }
    }
  }
}

/// Keeps what stands in the rows, and who follows whom.
static void look_back(search *s) {
  int64_t size = s->count * s->width, followed = s->width < FOLLOWED ? s->width : FOLLOWED;
  memcpy(s->before, s->indices, (size_t)size * sizeof *s->before);
  memcpy(s->was_fresh, s->fresh, (size_t)size);
  memset(s->fresh, 0, (size_t)size);
  memset(s->follower_count, 0, (size_t)s->count);
  for (int64_t rank = 0; rank < followed; rank++) {
    for (int64_t row = 0; row < s->count; row++) {
      int32_t point = s->before[row * s->width + rank];
      if (point < 0 || s->follower_count[point] == FOLLOWED) continue;
      int64_t place = point * FOLLOWED + s->follower_count[point]++;
      s->followers[place] = (int32_t)row, s->follower_fresh[place] = s->was_fresh[row * s->width + rank];
    }
  }
}

/// Looks at the neighbors of one neighbor; `is_fresh` tells whether that one is new to the row.
GM_INLINE int32_t follow(const search *s, int64_t row, int64_t through, int is_fresh) {
  int64_t followed = s->width < FOLLOWED ? s->width : FOLLOWED, first = through * s->width;
  int32_t changes = 0;
  for (int64_t c = first; c < first + followed; c++) {
    int32_t other = s->before[c];
    if (other < 0 || other == row || !(is_fresh || s->was_fresh[c])) continue;
    changes += insert(s, row, distance(s, row, other), other);
  }
  return changes;
}

GM_KERNEL(improve) {
  const search *s = context;
  int64_t followed = s->width < FOLLOWED ? s->width : FOLLOWED;
  for (int64_t row = s->first + lower; row < s->first + upper; row++) {
    int32_t changes = 0;
    for (int64_t c = row * s->width; c < row * s->width + followed; c++)
      if (s->before[c] >= 0) changes += follow(s, row, s->before[c], s->was_fresh[c]);
    for (int64_t c = row * FOLLOWED; c < row * FOLLOWED + s->follower_count[row]; c++) {
      int32_t follower = s->followers[c];
      if (s->follower_fresh[c]) changes += insert(s, row, distance(s, row, follower), follower);
      changes += follow(s, row, follower, s->follower_fresh[c]);
    }
    s->changes[row] = changes;
  }
}

/// A row that is not full takes whoever comes next.
static void fill(const search *s) {
  for (int64_t row = 0; row < s->count; row++)
    for (int64_t step = 1; s->indices[(row + 1) * s->width - 1] < 0; step++) {
      int64_t other = (row + step) % s->count;
      insert(s, row, distance(s, row, other), (int32_t)other);
    }
}

static int take_memory(search *s) {
  size_t count = (size_t)s->count, size = count * (size_t)s->width, ends = count / 6 + 2;
  s->fresh = malloc(size), s->was_fresh = malloc(size), s->before = malloc(4 * size);
  s->order = malloc(4 * TREES * count), s->scratch = malloc(4 * TREES * count);
  s->ends = malloc(4 * TREES * ends), s->leaves = malloc(4 * TREES), s->changes = malloc(4 * count);
  s->followers = malloc(4 * FOLLOWED * count), s->follower_fresh = malloc(FOLLOWED * count);
  s->follower_count = malloc(count);
  return s->fresh && s->was_fresh && s->before && s->order && s->scratch && s->ends && s->leaves && s->changes &&
         s->followers && s->follower_fresh && s->follower_count;
}

static void give_memory(search *s, void *points) {
  void *arrays[] = {points, s->fresh, s->was_fresh, s->before, s->order, s->scratch, s->ends, s->leaves, s->changes,
                    s->followers, s->follower_fresh, s->follower_count};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free(arrays[i]);
}

/// Points in whole vectors: the numbers that are missing are 0.
static float *padded(const search *s, int64_t dimensions, const float *points) {
  size_t row = (size_t)s->stride * sizeof(lanes);
  float *all = aligned_alloc(sizeof(lanes), (size_t)s->count * row);
  if (!all) return NULL;
  memset(all, 0, (size_t)s->count * row);
  for (int64_t i = 0; i < s->count; i++)
    memcpy(all + i * s->stride * LANES, points + i * dimensions, (size_t)dimensions * sizeof(float));
  return all;
}

static int goes_through(search *s, gm_goes_on goes_on, void *goes_context) {
  gm_parallel(TREES, 1, plant, s);
  for (int64_t tree = 0; tree < TREES; tree++) {
    leaves l = {s, s->order + tree * s->count, s->ends + tree * (s->count / 6 + 2)};
    gm_parallel(s->leaves[tree], 16, compare_leaves, &l);
    if (goes_on && !goes_on(goes_context, 0.3 * (double)(tree + 1) / TREES)) return 0;
  }
  for (int round = 0; round < ROUNDS; round++) {
    int64_t changes = 0;
    look_back(s);
    for (s->first = 0; s->first < s->count; s->first += ROWS) {
      gm_parallel(s->count - s->first < ROWS ? s->count - s->first : ROWS, 64, improve, s);
      double done = (round + (double)s->first / (double)s->count) / ROUNDS;
      if (goes_on && !goes_on(goes_context, 0.3 + 0.7 * done)) return 0;
    }
    for (int64_t row = 0; row < s->count; row++) changes += s->changes[row];
    if (changes < s->count * s->width / 1000) break;
  }
  fill(s);
  return !goes_on || goes_on(goes_context, 1);
}

int gm_near_neighbors(int64_t count, int64_t dimensions, int64_t neighbors, const float *points, uint64_t seed,
                      uint32_t purpose, int32_t *indices, float *distances, gm_goes_on goes_on, void *context) {
  search s = {.count = count, .stride = (dimensions + LANES - 1) / LANES, .width = neighbors, .seed = seed,
              .purpose = purpose, .indices = indices, .distances = distances};
  float *all = padded(&s, dimensions, points);
  s.points = (const lanes *)all;
  int is_done = take_memory(&s) && all;
  if (is_done) {
    for (int64_t e = 0; e < count * neighbors; e++) indices[e] = -1, distances[e] = INFINITY;
    memset(s.fresh, 0, (size_t)(count * neighbors));
    is_done = goes_through(&s, goes_on, context);
  }
  give_memory(&s, all);
  return is_done;
}
