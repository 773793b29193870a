#include "dense.h"
#include "vector_math.h"

// y = f(x · Wᵀ + b): a tile has 12 rows and 32 outputs, and its terms are the inputs.

GM_INLINE float activated(gm_activation activation, float a) {
  if (activation == GM_RELU) return a < 0.0f ? 0.0f : a;  // NaN stays NaN
  return activation == GM_TANH ? gm_tanh(a) : a;
}

/// y of `count` rows from `row` on and the outputs of `width` blocks.
GM_INLINE void forward_tile(const gm_dense_task *t, int count, int width, int64_t row, int64_t block, gm_ahead ahead) {
  const gm_dense *s = &t->sizes;
  int64_t size = block_size(s);
  vector sums[most_blocks][most_tile];
  add_products(count, width, s->inputs, t->panels + row * s->inputs, t->weights + block * size, size, ahead, sums);
  int64_t rows = least(count, s->rows - row);
  for (int k = 0; k < width; k++) {
    int64_t output = (block + k) * line, live = least(line, s->outputs - output);
    float bias[line] = {0};
    if (t->bias) copy_numbers(bias, t->bias + output, live);
    for (int64_t j = 0; j < rows; j++) {
      float result[line];
      memcpy(result, &sums[k][j], sizeof result);
      GM_LANES for (int l = 0; l < line; l++) result[l] = activated(t->activation, result[l] + bias[l]);
      copy_numbers(t->y + (row + j) * s->outputs + output, result, live);
    }
  }
}

/// Some tiles of rows with the outputs of `width` blocks; each fetches its share of the next blocks.
GM_INLINE void forward_unit(const gm_dense_task *t, int width, int64_t block, int64_t first, int64_t end) {
  const gm_dense *s = &t->sizes;
  int64_t rows = round_up(s->rows, part), size = block_size(s), tiles = end - first;
  const float *next = t->weights + (block + width) * size;
  int places = block + 2 * width > block_count(s) ? 0 : width;
  for (int64_t index = 0; index < tiles; index++) {
    int64_t row = (first + index) * t->tiling.numbers, count = tile_at(t->tiling, row, rows);
    int64_t begin = share_start(s->inputs, index, tiles), stop = share_start(s->inputs, index + 1, tiles);
    gm_ahead ahead = {{next + begin * line, next + size + begin * line}, places, 0, stop - begin};
#define CALL(numbers, blocks) forward_tile(t, numbers, blocks, row, block, ahead)
    GM_WITH_TILE(count, width, CALL);
#undef CALL
  }
}

GM_KERNEL(forward_body) {
  const gm_dense_task *t = context;
  int64_t tiles = divided(t->sizes.rows, t->tiling.numbers), blocks = block_count(&t->sizes);
  for (int64_t index = lower; index < upper; index++) {
    int64_t block = index / t->grid.inner * t->tiling.blocks, inner = index % t->grid.inner;
    int64_t first = share_start(tiles, inner, t->grid.inner), end = share_start(tiles, inner + 1, t->grid.inner);
    if (t->tiling.blocks == 2 && block + 1 < blocks)
      forward_unit(t, 2, block, first, end);
    else
      forward_unit(t, 1, block, first, end);
  }
}

/// Rows in panels of 12: for each input the rows' numbers side by side; missing rows are 0.
GM_KERNEL(row_panels_body) {
  const gm_dense_task *t = context;
  int64_t inputs = t->sizes.inputs, rows = round_up(t->sizes.rows, part);
  for (int64_t p = lower; p < upper; p++) {
    int64_t row = p * t->tiling.numbers, count = tile_at(t->tiling, row, rows);
    int64_t live = least(count, t->sizes.rows - row), i = 0;
    float *panel = t->panels + row * inputs;
    for (; i + line <= inputs && count == most_tile; i += line) {
      vector lines[line] = {0};
      for (int64_t j = 0; j < live; j++) memcpy(&lines[j], t->x + (row + j) * inputs + i, sizeof(vector));
      transpose_lines(lines);
      for (int64_t n = 0; n < line; n++) memcpy(panel + (i + n) * most_tile, &lines[n], most_tile * sizeof(float));
    }
    for (; i < inputs; i++)
      for (int64_t j = 0; j < count; j++) panel[i * count + j] = j < live ? t->x[(row + j) * inputs + i] : 0.0f;
  }
}

void gm_dense_forward(const gm_dense *sizes, gm_activation activation, const float *x, const float *weights,
                      const float *bias, float *scratch, float *y) {
  gm_tiling tiling = gm_tiling_here();
  int64_t tiles = divided(sizes->rows, tiling.numbers);
  gm_dense_task t = {.sizes = *sizes, .tiling = tiling, .activation = activation, .x = x, .bias = bias,
                     .weights = (float *)weights, .panels = scratch, .y = y,
                     .grid = gm_grid_of(divided(block_count(sizes), tiling.blocks), tiles)};
  gm_parallel(tiles, 1 + 8192 / (tiling.numbers * sizes->inputs), row_panels_body, &t);
  gm_run_grid(t.grid, product_count(sizes), forward_body, &t);
}

int64_t gm_dense_scratch(const gm_dense *sizes) {
  int64_t rows = round_up(sizes->rows, line), inputs = padded_inputs(sizes), outputs = block_count(sizes) * line;
  // Panels of x and lines of dy for the gradient of the weights; lines of dy and sums for that of the input.
  return rows * inputs + rows * outputs;
}
