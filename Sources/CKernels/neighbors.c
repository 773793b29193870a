// Nearest neighbors by comparing every pair: at 10,000 points of 50 dimensions the exact answer takes less time than
// building an index for an approximate one.
#include "CKernels.h"
#include "parallel.h"

#include <math.h>
#include <stdlib.h>

// Points are packed in blocks that stay in the first cache: dimension by dimension, BLOCK points side by side.
#define LANES 16
#define BLOCK (4 * LANES)
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

typedef struct {
  int64_t count, dimensions, neighbors;
  const float *points;
  const lanes *blocks;
  int32_t *indices;
  float *distances;
  int64_t lower, upper;
} search;

/// Squared distances from one point to all of a block.
GM_INLINE void measure(const float *point, const lanes *block, int64_t dimensions, float distances[BLOCK]) {
  lanes sums[4] = {{0}, {0}, {0}, {0}};
  for (int64_t d = 0; d < dimensions; d++) {
    for (int part = 0; part < 4; part++) {
      lanes difference = block[4 * d + part] - point[d];
      sums[part] += difference * difference;
    }
  }
  for (int i = 0; i < BLOCK; i++) distances[i] = sums[i / LANES][i % LANES];
}

/// Replaces the farthest of the neighbors found so far, which stands at the top of a heap.
GM_INLINE void replace_farthest(int64_t count, float *distances, int32_t *indices, float distance, int32_t index) {
  int64_t place = 0;
  for (int64_t child = 1; child < count; child = 2 * place + 1) {
    if (child + 1 < count && distances[child + 1] > distances[child]) child++;
    if (distances[child] <= distance) break;
    distances[place] = distances[child];
    indices[place] = indices[child];
    place = child;
  }
  distances[place] = distance;
  indices[place] = index;
}

GM_KERNEL(search_rows) {
  const search *s = context;
  int64_t k = s->neighbors;
  float distances[BLOCK];
  for (int64_t i = lower * k; i < upper * k; i++) s->distances[i] = INFINITY;
  for (int64_t first = 0; first < s->count; first += BLOCK) {
    const lanes *block = s->blocks + first / LANES * s->dimensions;
    int64_t length = s->count - first < BLOCK ? s->count - first : BLOCK;
    for (int64_t row = lower; row < upper; row++) {
      float *farthest = s->distances + row * k;
      measure(s->points + row * s->dimensions, block, s->dimensions, distances);
      for (int64_t i = 0; i < length; i++) {
        if (distances[i] < *farthest && first + i != row)
          replace_farthest(k, farthest, s->indices + row * k, distances[i], (int32_t)(first + i));
      }
    }
  }
}

/// Rows in groups small enough that their neighbors stay in the second cache.
static void search_groups(const void *context, int64_t lower, int64_t upper) {
  const search *s = context;
  for (int64_t group = lower; group < upper; group++) {
    int64_t first = s->lower + 64 * group;
    search_rows(context, first, first + 64 < s->upper ? first + 64 : s->upper);
  }
}

/// Comparisons of numbers between two questions whether to go on: a quarter of a second on a core.
#define WORK_BETWEEN 1000000000

int gm_nearest_neighbors(int64_t count, int64_t dimensions, int64_t neighbors, const float *points, int32_t *indices,
                         float *distances, gm_goes_on goes_on, void *context) {
  int64_t blocks = (count + BLOCK - 1) / BLOCK;
  float *packed = aligned_alloc(sizeof(lanes), (size_t)(blocks * dimensions * BLOCK) * sizeof(float));
  if (!packed) return 0;
  for (int64_t i = 0; i < blocks * BLOCK; i++) {
    for (int64_t d = 0; d < dimensions; d++)
      packed[(i / BLOCK * dimensions + d) * BLOCK + i % BLOCK] = i < count ? points[i * dimensions + d] : 0.0f;
  }
  search s = {count, dimensions, neighbors, points, (const lanes *)packed, indices, distances, 0, 0};
  int64_t rows = (WORK_BETWEEN / (count * dimensions) / 64 + 1) * 64, done = 1;
  for (s.lower = 0; s.lower < count && done; s.lower = s.upper) {
    s.upper = s.lower + rows < count ? s.lower + rows : count;
    gm_parallel((s.upper - s.lower + 63) / 64, 1, search_groups, &s);
    done = !goes_on || goes_on(context, (double)s.upper / (double)count);
  }
  free(packed);
  return (int)done;
}
