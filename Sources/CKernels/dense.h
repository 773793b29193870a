#ifndef GM_DENSE_H
#define GM_DENSE_H

#include "CKernels.h"
#include "parallel.h"

#include <string.h>

// A product is computed in tiles, whose sums stay in registers from the first term to the last: 12 × 32 numbers with
// AVX-512's 32 registers of 16, 4 × 16 with the 16 registers of 8 (or of 4) that other processors have. The factors come from
// places where 12 (4) numbers of each term stand side by side, and from two blocks (one) of lines of 16. No sum depends on
// how the tiles are divided among threads.
enum { line = GM_DENSE_LINE, most_blocks = 2, most_tile = 12, part = 4 };
typedef float vector __attribute__((vector_size(4 * GM_DENSE_LINE)));
#define GM_UNROLL _Pragma("clang loop unroll(full)")
#define GM_LANES _Pragma("clang loop vectorize(assume_safety)")

GM_INLINE int64_t round_up(int64_t count, int64_t multiple) { return (count + multiple - 1) / multiple * multiple; }
GM_INLINE int64_t divided(int64_t count, int64_t size) { return (count + size - 1) / size; }
GM_INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/// The size of tiles on this processor.
typedef struct {
  int64_t numbers, blocks;
} gm_tiling;

GM_INLINE gm_tiling gm_tiling_here(void) {
  return gm_chosen_instructions == GM_AVX512 ? (gm_tiling){most_tile, most_blocks} : (gm_tiling){part, 1};
}

/// Numbers of a tile that begins at `start` of `count`, which is a multiple of 4: all of them but for the last ones.
GM_INLINE int64_t tile_at(gm_tiling tiling, int64_t start, int64_t count) {
  return least(tiling.numbers, count - start);
}

/// Work in two directions: `outer` parts, each in `inner` ones, so that there are at least 16 if there can be.
typedef struct {
  int64_t outer, inner;
} gm_grid;

GM_INLINE gm_grid gm_grid_of(int64_t outer, int64_t most_inner) {
  enum { enough = 16 };
  return (gm_grid){outer, outer >= enough ? 1 : least(most_inner, divided(enough, outer))};
}

/// Runs a grid's parts; a thread more has to gain at least 500,000 products, for a start and a wait take some µs.
GM_INLINE void gm_run_grid(gm_grid grid, double products, gm_body body, const void *context) {
  int64_t count = grid.outer * grid.inner;
  gm_parallel(count, 1 + (int64_t)(5e5 * (double)count / products), body, context);
}

/// The part of `count` things that the inner part `index` has.
GM_INLINE int64_t share_start(int64_t count, int64_t index, int64_t parts) { return count * index / parts; }

/// Runs `call` with constants for the size of a tile, so that its sums can stay in registers.
#define GM_WITH_TILE(count, width, call) \
  do { \
    if ((width) == 2) { \
      if ((count) == 12) { call(12, 2); } else if ((count) == 8) { call(8, 2); } else { call(4, 2); } \
    } else { \
      if ((count) == 12) { call(12, 1); } else if ((count) == 8) { call(8, 1); } else { call(4, 1); } \
    } \
  } while (0)

typedef struct {
  gm_dense sizes;
  gm_tiling tiling;
  gm_grid grid;
  gm_activation activation;
  const float *x, *dy, *bias;
  float *weights, *panels, *lines, *y, *d_weights, *d_bias, *dx;
} gm_dense_task;

/// Lines of a block of W, and numbers in it.
GM_INLINE int64_t padded_inputs(const gm_dense *s) { return round_up(s->inputs, line); }
GM_INLINE int64_t block_size(const gm_dense *s) { return padded_inputs(s) * line; }
GM_INLINE int64_t block_count(const gm_dense *s) { return divided(s->outputs, line); }
GM_INLINE double product_count(const gm_dense *s) {
  return (double)s->rows * (double)s->inputs * (double)s->outputs;
}

/// Turns 16 rows of 16 numbers into their columns: a perfect shuffle of the rows, four times.
GM_INLINE void transpose_lines(vector v[line]) {
  GM_UNROLL for (int round = 0; round < 4; round++) {
    vector next[line];
    GM_UNROLL for (int i = 0; i < line / 2; i++) {
      vector a = v[i], b = v[i + line / 2];
      next[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      next[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    GM_UNROLL for (int i = 0; i < line; i++) v[i] = next[i];
  }
}

/// `count` numbers, at most 16; a whole line is one move.
GM_INLINE void copy_numbers(float *to, const float *from, int64_t count) {
  if (count == line)
    memcpy(to, from, line * sizeof(float));
  else
    for (int64_t i = 0; i < count; i++) to[i] = from[i];
}

/// Memory that is needed soon, fetched while sums run: at each of the first terms a line from each place.
typedef struct {
  const float *place[6];
  int places, writes;
  int64_t lines;
} gm_ahead;

GM_INLINE void fetch(const gm_ahead *ahead, int64_t n) {
  if (n >= ahead->lines) return;
  GM_UNROLL for (int i = 0; i < 6; i++) {
    if (i >= ahead->places) break;
    if (ahead->writes)
      __builtin_prefetch(ahead->place[i] + n * line, 1);
    else
      __builtin_prefetch(ahead->place[i] + n * line, 0, 2);
  }
}

/// sums[k][j] = Σ_n panel[n, j] · block k[n], for `count` numbers a term in the panel and `width` blocks.
GM_INLINE void add_products(int count, int width, int64_t terms, const float *panel, const float *block, int64_t gap,
                            gm_ahead ahead, vector sums[most_blocks][most_tile]) {
  vector total[most_blocks][most_tile];  // in registers, which memory that others index is not
  GM_UNROLL for (int k = 0; k < width; k++)
    GM_UNROLL for (int j = 0; j < count; j++) total[k][j] = (vector){0};
  for (int64_t n = 0; n < terms; n++) {
    fetch(&ahead, n);
    vector factor[most_blocks];
    GM_UNROLL for (int k = 0; k < width; k++) factor[k] = *(const vector *)(block + k * gap + n * line);
    GM_UNROLL for (int j = 0; j < count; j++)
      GM_UNROLL for (int k = 0; k < width; k++) total[k][j] += panel[n * count + j] * factor[k];
  }
  GM_UNROLL for (int k = 0; k < width; k++)
    GM_UNROLL for (int j = 0; j < count; j++) sums[k][j] = total[k][j];
}

#endif
