#include "adam.h"
#include "dense.h"

// dW = dyᵀ · x: a tile has 12 inputs and 32 outputs, and its terms are the rows.

typedef struct {
  gm_dense_task dense;
  float *first, *second;
  gm_adam_rule rule;
  int *is_finite;
} weight_task;

/// A step of Adam on the numbers of a tile; gives 1 if one is not finite.
GM_INLINE int move_tile(const weight_task *t, int count, int width, int64_t place, int64_t size,
                        vector sums[most_blocks][most_tile]) {
  int wrong[line] = {0};
  for (int k = 0; k < width; k++)
    for (int j = 0; j < count; j++) {
      int64_t at = place + k * size + j * line;
      float *p = t->dense.weights + at, *m = t->first + at, *v = t->second + at, gradient[line];
      memcpy(gradient, &sums[k][j], sizeof gradient);
      GM_LANES for (int l = 0; l < line; l++) wrong[l] |= gm_adam_number(t->rule, gradient[l], p + l, m + l, v + l);
    }
  int any = 0;
  for (int l = 0; l < line; l++) any |= wrong[l];
  return any;
}

/// The gradient of the weights from `count` inputs, which begin at `input`, to the outputs of `width` blocks.
GM_INLINE int gradient_tile(const weight_task *t, int count, int width, int64_t input, int64_t block) {
  const gm_dense *s = &t->dense.sizes;
  int64_t size = block_size(s), place = block * size + input * line;
  gm_ahead ahead = {.lines = count, .writes = 1};
  if (t->first) {
    ahead.places = 3 * width;
    for (int k = 0; k < width; k++) {
      ahead.place[3 * k] = t->dense.weights + place + k * size;
      ahead.place[3 * k + 1] = t->first + place + k * size;
      ahead.place[3 * k + 2] = t->second + place + k * size;
    }
  }
  vector sums[most_blocks][most_tile];
  add_products(count, width, s->rows, t->dense.panels + input * s->rows, t->dense.lines + block * s->rows * line,
               s->rows * line, ahead, sums);
  if (t->first) return move_tile(t, count, width, place, size, sums);
  for (int k = 0; k < width; k++)
    for (int j = 0; j < count; j++)
      memcpy(t->dense.d_weights + place + k * size + j * line, &sums[k][j], sizeof(vector));
  return 0;
}

GM_INLINE int gradient_unit(const weight_task *t, int width, int64_t block, int64_t first, int64_t end) {
  gm_tiling tiling = t->dense.tiling;
  int64_t inputs = padded_inputs(&t->dense.sizes);
  int wrong = 0;
  for (int64_t index = first; index < end; index++) {
    int64_t input = index * tiling.numbers, count = tile_at(tiling, input, inputs);
#define CALL(numbers, blocks) wrong |= gradient_tile(t, numbers, blocks, input, block)
    GM_WITH_TILE(count, width, CALL);
#undef CALL
  }
  return wrong;
}

GM_KERNEL(gradient_body) {
  const weight_task *t = context;
  gm_grid grid = t->dense.grid;
  int64_t tiles = divided(padded_inputs(&t->dense.sizes), t->dense.tiling.numbers);
  int wrong = 0;
  for (int64_t index = lower; index < upper; index++) {
    int64_t block = index / grid.inner * t->dense.tiling.blocks, inner = index % grid.inner;
    int64_t first = share_start(tiles, inner, grid.inner), end = share_start(tiles, inner + 1, grid.inner);
    wrong |= t->dense.tiling.blocks == 2 && block + 1 < block_count(&t->dense.sizes)
      ? gradient_unit(t, 2, block, first, end) : gradient_unit(t, 1, block, first, end);
  }
  if (wrong) __atomic_store_n(t->is_finite, 0, __ATOMIC_RELAXED);
}

/// dy of each block's outputs as lines, one a row, and their sums.
GM_KERNEL(lines_body) {
  const gm_dense_task *t = context;
  const gm_dense *s = &t->sizes;
  for (int64_t block = lower; block < upper; block++) {
    int64_t output = block * line, live = least(line, s->outputs - output);
    float *lines = t->lines + block * s->rows * line, sum[line] = {0};
    for (int64_t r = 0; r < s->rows; r++) {
      float values[line] = {0};
      copy_numbers(values, t->dy + r * s->outputs + output, live);
      memcpy(lines + r * line, values, sizeof values);
      for (int l = 0; l < line; l++) sum[l] += values[l];
    }
    if (t->d_bias) copy_numbers(t->d_bias + output, sum, live);
  }
}

/// Inputs in panels of 12: for each row the inputs' numbers side by side; inputs beyond the last are 0.
GM_KERNEL(input_panels_body) {
  const gm_dense_task *t = context;
  int64_t rows = t->sizes.rows, inputs = t->sizes.inputs, padded = padded_inputs(&t->sizes);
  for (int64_t p = lower; p < upper; p++) {
    int64_t input = p * t->tiling.numbers, count = tile_at(t->tiling, input, padded);
    float *panel = t->panels + input * rows;
    if (count == most_tile && input + most_tile <= inputs) {
      for (int64_t r = 0; r < rows; r++)
        memcpy(panel + r * most_tile, t->x + r * inputs + input, most_tile * sizeof(float));
      continue;
    }
    for (int64_t r = 0; r < rows; r++)
      for (int64_t j = 0; j < count; j++)
        panel[r * count + j] = input + j < inputs ? t->x[r * inputs + input + j] : 0.0f;
  }
}

static void run_gradients(weight_task *t, float *scratch) {
  gm_dense_task *d = &t->dense;
  const gm_dense *s = &d->sizes;
  int64_t padded = padded_inputs(s);
  d->tiling = gm_tiling_here();
  d->panels = scratch;
  d->lines = scratch + round_up(s->rows, line) * padded;
  int64_t tiles = divided(padded, d->tiling.numbers);
  d->grid = gm_grid_of(divided(block_count(s), d->tiling.blocks), tiles);
  gm_parallel(tiles, 1 + 8192 / (d->tiling.numbers * s->rows), input_panels_body, d);
  gm_parallel(block_count(s), 1 + 8192 / (line * s->rows), lines_body, d);
  gm_run_grid(d->grid, product_count(s), gradient_body, t);
}

void gm_dense_gradients(const gm_dense *sizes, const float *x, const float *dy, float *scratch, float *d_weights,
                        float *d_bias) {
  weight_task t = {.dense = {.sizes = *sizes, .x = x, .dy = dy, .d_weights = d_weights, .d_bias = d_bias}};
  run_gradients(&t, scratch);
}

int gm_dense_adam(const gm_dense *sizes, const float *x, const float *dy, float *scratch,
                  const gm_adam_settings *settings, float *weights, float *first_moments, float *second_moments,
                  float *d_bias) {
  int is_finite = 1;
  weight_task t = {.dense = {.sizes = *sizes, .x = x, .dy = dy, .weights = weights, .d_bias = d_bias},
                   .first = first_moments, .second = second_moments, .rule = gm_adam_rule_of(settings),
                   .is_finite = &is_finite};
  run_gradients(&t, scratch);
  return is_finite;
}
