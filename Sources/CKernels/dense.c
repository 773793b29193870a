#include "CKernels.h"
#include "adam.h"
#include "parallel.h"
#include "vector_math.h"

#include <string.h>

// A product is computed in tiles of 12 × 32 numbers, whose sums stay in registers from the first term to the last. For the
// forward pass a tile is 12 rows × 32 outputs, for the gradient of the weights 12 inputs × 32 outputs. The factors come
// from a panel, which holds the 12 numbers of each term side by side, and from two blocks of lines of 16 outputs.
enum { line = GM_DENSE_LINE, unit_blocks = 2, tile = 12, part = 4 };
typedef float vector __attribute__((vector_size(4 * GM_DENSE_LINE)));
#define GM_UNROLL _Pragma("clang loop unroll(full)")
#define GM_LANES _Pragma("clang loop vectorize(assume_safety)")

static int64_t round_up(int64_t count, int64_t multiple) { return (count + multiple - 1) / multiple * multiple; }
static int64_t block_size(const gm_dense *s) { return round_up(s->inputs, line) * line; }
static int64_t block_count(const gm_dense *s) { return (s->outputs + line - 1) / line; }
static int64_t unit_count(const gm_dense *s) { return (block_count(s) + unit_blocks - 1) / unit_blocks; }
GM_INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

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
                            gm_ahead ahead, vector sums[unit_blocks][tile]) {
  vector total[unit_blocks][tile];  // in registers, which memory that others index is not
  GM_UNROLL for (int k = 0; k < width; k++)
    GM_UNROLL for (int j = 0; j < count; j++) total[k][j] = (vector){0};
  for (int64_t n = 0; n < terms; n++) {
    fetch(&ahead, n);
    vector factor[unit_blocks];
    GM_UNROLL for (int k = 0; k < width; k++) factor[k] = *(const vector *)(block + k * gap + n * line);
    GM_UNROLL for (int j = 0; j < count; j++)
      GM_UNROLL for (int k = 0; k < width; k++) total[k][j] += panel[n * count + j] * factor[k];
  }
  GM_UNROLL for (int k = 0; k < width; k++)
    GM_UNROLL for (int j = 0; j < count; j++) sums[k][j] = total[k][j];
}

typedef struct {
  gm_dense sizes;
  gm_activation activation;
  const float *x, *dy, *bias;
  float *weights, *first, *second;
  float *panels, *lines, *y, *d_weights, *d_bias;
  gm_adam_rule rule;
  int *is_finite;
} dense_task;

/// Numbers of a tile that begins at `start` of `count`, which is a multiple of 4: 12 but for the last ones.
GM_INLINE int64_t tile_at(int64_t start, int64_t count) { return least(tile, count - start); }

GM_INLINE float activated(gm_activation activation, float a) {
  if (activation == GM_RELU) return a < 0.0f ? 0.0f : a;  // NaN stays NaN
  return activation == GM_TANH ? gm_tanh(a) : a;
}

/// y of `count` rows from `row` on and the outputs of `width` blocks.
GM_INLINE void forward_tile(const dense_task *t, int count, int width, int64_t row, int64_t block, int64_t size,
                            gm_ahead ahead) {
  const gm_dense *s = &t->sizes;
  vector sums[unit_blocks][tile];
  add_products(count, width, s->inputs, t->panels + row * s->inputs, t->weights + block * size, size, ahead, sums);
  int64_t rows = least(count, s->rows - row);
  for (int k = 0; k < width; k++) {
    int64_t output = (block + k) * line, live = least(line, s->outputs - output);
    float bias[line] = {0};
    if (t->bias) memcpy(bias, t->bias + output, (size_t)live * sizeof(float));
    for (int64_t j = 0; j < rows; j++) {
      float result[line];
      memcpy(result, &sums[k][j], sizeof result);
      GM_LANES for (int l = 0; l < line; l++) result[l] = activated(t->activation, result[l] + bias[l]);
      float *y = t->y + (row + j) * s->outputs + output;
      if (live == line)
        memcpy(y, result, sizeof result);
      else
        memcpy(y, result, (size_t)live * sizeof(float));
    }
  }
}

GM_INLINE void forward_unit(const dense_task *t, int width, int64_t block, int64_t size) {
  int64_t rows = (t->sizes.rows + part - 1) / part * part, tiles = (rows + tile - 1) / tile;
  int is_last = block + 2 * unit_blocks > (t->sizes.outputs + line - 1) / line;
  for (int64_t row = 0; row < rows; row += tile) {
    // Each tile of rows fetches its share of the next blocks.
    int64_t index = row / tile, begin = t->sizes.inputs * index / tiles, end = t->sizes.inputs * (index + 1) / tiles;
    const float *next = t->weights + (block + unit_blocks) * size + begin * line;
    gm_ahead ahead = {{next, next + size}, is_last ? 0 : 2, 0, end - begin};
    switch (tile_at(row, rows)) {
      case 4: forward_tile(t, 4, width, row, block, size, ahead); break;
      case 8: forward_tile(t, 8, width, row, block, size, ahead); break;
      default: forward_tile(t, tile, width, row, block, size, ahead);
    }
  }
}

GM_KERNEL(forward_body) {
  const dense_task *t = context;
  int64_t blocks = (t->sizes.outputs + line - 1) / line, size = (t->sizes.inputs + line - 1) / line * line * line;
  for (int64_t unit = lower; unit < upper; unit++) {
    int64_t block = unit * unit_blocks;
    if (block + 1 < blocks)
      forward_unit(t, 2, block, size);
    else
      forward_unit(t, 1, block, size);
  }
}

/// Rows in panels of 12: for each input the rows' numbers side by side; missing rows are 0.
GM_KERNEL(row_panels_body) {
  const dense_task *t = context;
  int64_t inputs = t->sizes.inputs, rows = (t->sizes.rows + part - 1) / part * part;
  for (int64_t p = lower; p < upper; p++) {
    int64_t row = p * tile, count = tile_at(row, rows);
    float *panel = t->panels + row * inputs;
    for (int64_t j = 0; j < count; j++)
      for (int64_t i = 0; i < inputs; i++)
        panel[i * count + j] = row + j < t->sizes.rows ? t->x[(row + j) * inputs + i] : 0.0f;
  }
}

void gm_dense_forward(const gm_dense *sizes, gm_activation activation, const float *x, const float *weights,
                      const float *bias, float *scratch, float *y) {
  dense_task t = {.sizes = *sizes, .activation = activation, .x = x, .bias = bias, .weights = (float *)weights,
                  .panels = scratch, .y = y};
  gm_parallel((sizes->rows + tile - 1) / tile, 1, row_panels_body, &t);
  gm_parallel(unit_count(sizes), 1, forward_body, &t);
}

/// A step of Adam on the numbers of a tile; gives 1 where one is not finite.
GM_INLINE int move_tile(const dense_task *t, int count, int width, int64_t place, int64_t size,
                        vector sums[unit_blocks][tile]) {
  int wrong[line] = {0};
  for (int k = 0; k < width; k++)
    for (int j = 0; j < count; j++) {
      float *p = t->weights + place + k * size + j * line, *m = t->first + (p - t->weights);
      float *v = t->second + (p - t->weights), gradient[line];
      memcpy(gradient, &sums[k][j], sizeof gradient);
      GM_LANES for (int l = 0; l < line; l++) wrong[l] |= gm_adam_number(t->rule, gradient[l], p + l, m + l, v + l);
    }
  int any = 0;
  for (int l = 0; l < line; l++) any |= wrong[l];
  return any;
}

/// The gradient of the weights from `count` inputs, which begin at `input`, to the outputs of `width` blocks.
GM_INLINE int gradient_tile(const dense_task *t, int count, int width, int64_t input, int64_t block, int64_t size) {
  const gm_dense *s = &t->sizes;
  int64_t place = block * size + input * line;
  gm_ahead ahead = {.lines = count, .writes = 1};
  if (t->first) {
    ahead.places = 3 * width;
    for (int k = 0; k < width; k++) {
      ahead.place[3 * k] = t->weights + place + k * size;
      ahead.place[3 * k + 1] = t->first + place + k * size;
      ahead.place[3 * k + 2] = t->second + place + k * size;
    }
  }
  vector sums[unit_blocks][tile];
  add_products(count, width, s->rows, t->panels + input * s->rows, t->lines + block * s->rows * line, s->rows * line,
               ahead, sums);
  if (t->first) return move_tile(t, count, width, place, size, sums);
  for (int k = 0; k < width; k++)
    for (int j = 0; j < count; j++)
      memcpy(t->d_weights + place + k * size + j * line, &sums[k][j], sizeof(vector));
  return 0;
}

/// dy of a block's outputs as lines, one a row, and their sums.
GM_INLINE void take_lines(const dense_task *t, int64_t block) {
  const gm_dense *s = &t->sizes;
  int64_t output = block * line, live = least(line, s->outputs - output);
  float *lines = t->lines + block * s->rows * line, sum[line] = {0};
  for (int64_t r = 0; r < s->rows; r++) {
    float values[line] = {0};
    memcpy(values, t->dy + r * s->outputs + output, (size_t)live * sizeof(float));
    memcpy(lines + r * line, values, sizeof values);
    for (int l = 0; l < line; l++) sum[l] += values[l];
  }
  if (t->d_bias) memcpy(t->d_bias + output, sum, (size_t)live * sizeof(float));
}

GM_INLINE int gradient_unit(const dense_task *t, int width, int64_t block, int64_t size) {
  int64_t inputs = size / line;
  int wrong = 0;
  for (int k = 0; k < width; k++) take_lines(t, block + k);
  for (int64_t input = 0; input < inputs; input += tile) switch (tile_at(input, inputs)) {
      case 4: wrong |= gradient_tile(t, 4, width, input, block, size); break;
      case 8: wrong |= gradient_tile(t, 8, width, input, block, size); break;
      default: wrong |= gradient_tile(t, tile, width, input, block, size);
    }
  return wrong;
}

GM_KERNEL(gradient_body) {
  const dense_task *t = context;
  int64_t blocks = (t->sizes.outputs + line - 1) / line, size = (t->sizes.inputs + line - 1) / line * line * line;
  int wrong = 0;
  for (int64_t unit = lower; unit < upper; unit++) {
    int64_t block = unit * unit_blocks;
    wrong |= block + 1 < blocks ? gradient_unit(t, 2, block, size) : gradient_unit(t, 1, block, size);
  }
  if (wrong) __atomic_store_n(t->is_finite, 0, __ATOMIC_RELAXED);
}

/// Inputs in panels of 12: for each row the inputs' numbers side by side; inputs beyond the last are 0.
GM_KERNEL(input_panels_body) {
  const dense_task *t = context;
  int64_t rows = t->sizes.rows, inputs = t->sizes.inputs, padded = (inputs + line - 1) / line * line;
  for (int64_t p = lower; p < upper; p++) {
    int64_t input = p * tile, count = tile_at(input, padded);
    float *panel = t->panels + input * rows;
    if (count == tile && input + tile <= inputs) {
      for (int64_t r = 0; r < rows; r++)
        memcpy(panel + r * tile, t->x + r * inputs + input, tile * sizeof(float));
      continue;
    }
    for (int64_t r = 0; r < rows; r++)
      for (int64_t j = 0; j < count; j++)
        panel[r * count + j] = input + j < inputs ? t->x[r * inputs + input + j] : 0.0f;
  }
}

static void run_gradients(dense_task *t, float *scratch) {
  const gm_dense *s = &t->sizes;
  int64_t padded = block_size(s) / line;
  t->panels = scratch;
  t->lines = scratch + round_up(s->rows * padded, line);
  gm_parallel((padded + tile - 1) / tile, 1, input_panels_body, t);
  gm_parallel(unit_count(s), 1, gradient_body, t);
}

int64_t gm_dense_scratch(const gm_dense *sizes) {
  int64_t padded = block_size(sizes) / line;
  return round_up((sizes->rows + part) * padded, line) + sizes->rows * block_count(sizes) * line;
}

void gm_dense_gradients(const gm_dense *sizes, const float *x, const float *dy, float *scratch, float *d_weights,
                        float *d_bias) {
  dense_task t = {.sizes = *sizes, .x = x, .dy = dy, .d_weights = d_weights, .d_bias = d_bias};
  run_gradients(&t, scratch);
}

int gm_dense_adam(const gm_dense *sizes, const float *x, const float *dy, float *scratch,
                  const gm_adam_settings *settings, float *weights, float *first_moments, float *second_moments,
                  float *d_bias) {
  int is_finite = 1;
  dense_task t = {.sizes = *sizes, .x = x, .dy = dy, .weights = weights, .first = first_moments,
                  .second = second_moments, .d_bias = d_bias, .rule = gm_adam_rule_of(settings),
                  .is_finite = &is_finite};
  run_gradients(&t, scratch);
  return is_finite;
}
