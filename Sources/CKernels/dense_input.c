#include "dense.h"

// dx = dy · W: a tile has 12 inputs and 32 rows, and its terms are the outputs, so that W is read as it lies in memory: at
// each term 12 numbers of a block, a line apart. Otherwise W, which is larger than the rest, would have to be transposed in
// each step.

/// Blocks of outputs at once: the lines of dy for 64 of them and 100 rows (0.4 MB) stay near the core while all inputs pass.
enum { chunk = 64 };

/// sums[k][j] = Σ over the outputs of some blocks of W[output, input j] · dy[output, row block k].
GM_INLINE void add_outputs(int count, int width, int64_t blocks, const float *weights, int64_t size, const float *lines,
                           int64_t gap, vector sums[most_blocks][most_tile]) {
  vector total[most_blocks][most_tile];
  GM_UNROLL for (int k = 0; k < width; k++)
    GM_UNROLL for (int j = 0; j < count; j++) total[k][j] = (vector){0};
  for (int64_t b = 0; b < blocks; b++) {
    const float *block = weights + b * size;
    if (b + 2 < blocks)
      GM_UNROLL for (int j = 0; j < count; j++) __builtin_prefetch(block + 2 * size + j * line);
    for (int l = 0; l < line; l++) {
      vector factor[most_blocks];
      GM_UNROLL for (int k = 0; k < width; k++) factor[k] = *(const vector *)(lines + k * gap + (b * line + l) * line);
      GM_UNROLL for (int j = 0; j < count; j++)
        GM_UNROLL for (int k = 0; k < width; k++) total[k][j] += block[j * line + l] * factor[k];
    }
  }
  GM_UNROLL for (int k = 0; k < width; k++)
    GM_UNROLL for (int j = 0; j < count; j++) sums[k][j] = total[k][j];
}

/// The finished sums of a tile as rows of dx.
GM_INLINE void write_rows(const gm_dense_task *t, int count, int64_t input, int64_t row, const vector *sums) {
  const gm_dense *s = &t->sizes;
  int64_t rows = least(line, s->rows - row), inputs = least(count, s->inputs - input);
  vector lines[line] = {0};
  for (int j = 0; j < count; j++) lines[j] = sums[j];
  transpose_lines(lines);
  float *dx = t->dx + row * s->inputs + input;
  for (int64_t r = 0; r < rows; r++) {
    float values[line];
    memcpy(values, &lines[r], sizeof values);
    if (inputs == count)
      memcpy(dx + r * s->inputs, values, (size_t)count * sizeof(float));
    else
      copy_numbers(dx + r * s->inputs, values, inputs);
  }
}

/// What the blocks `first`..<`end` add to dx of `count` inputs and the rows of `width` blocks.
GM_INLINE void input_tile(const gm_dense_task *t, int count, int width, int64_t input, int64_t rows, int64_t first,
                          int64_t end) {
  const gm_dense *s = &t->sizes;
  int64_t size = block_size(s), outputs = block_count(s) * line, padded = padded_inputs(s);
  vector sums[most_blocks][most_tile];
  add_outputs(count, width, end - first, t->weights + first * size + input * line, size,
              t->lines + (rows * outputs + first * line) * line, outputs * line, sums);
  for (int k = 0; k < width; k++) {
    vector *kept = (vector *)(t->panels + ((rows + k) * padded + input) * line);
    for (int j = 0; j < count; j++) kept[j] = first > 0 ? kept[j] + sums[k][j] : sums[k][j];
    if (end == block_count(s)) write_rows(t, count, input, (rows + k) * line, kept);
  }
}

GM_INLINE void input_unit(const gm_dense_task *t, int64_t input, int64_t start, int64_t stop, int64_t first, int64_t end) {
  int64_t count = tile_at(t->tiling, input, padded_inputs(&t->sizes));
  for (int64_t rows = start; rows < stop; rows += t->tiling.blocks) {
    int64_t width = least(t->tiling.blocks, stop - rows);
#define CALL(numbers, blocks) input_tile(t, numbers, blocks, input, rows, first, end)
    GM_WITH_TILE(count, width, CALL);
#undef CALL
  }
}

GM_KERNEL(input_gradient_body) {
  const gm_dense_task *t = context;
  int64_t blocks = block_count(&t->sizes), row_blocks = divided(t->sizes.rows, line);
  for (int64_t first = 0; first < blocks; first += chunk)
    for (int64_t index = lower; index < upper; index++) {
      int64_t input = index / t->grid.inner * t->tiling.numbers, inner = index % t->grid.inner;
      input_unit(t, input, share_start(row_blocks, inner, t->grid.inner),
                 share_start(row_blocks, inner + 1, t->grid.inner), first, least(first + chunk, blocks));
    }
}

/// dy in lines of 16 rows, one for each output: its outputs in blocks, beyond the last 0.
GM_KERNEL(output_lines_body) {
  const gm_dense_task *t = context;
  const gm_dense *s = &t->sizes;
  int64_t blocks = block_count(s);
  for (int64_t index = lower; index < upper; index++) {
    int64_t row = index / blocks * line, output = index % blocks * line;
    int64_t rows = least(line, s->rows - row), live = least(line, s->outputs - output);
    float *lines = t->lines + (index / blocks * blocks * line + output) * line;
    vector values[line] = {0};
    for (int64_t r = 0; r < rows; r++)
      copy_numbers((float *)&values[r], t->dy + (row + r) * s->outputs + output, live);
    transpose_lines(values);
    memcpy(lines, values, sizeof values);
  }
}

void gm_dense_input_gradient(const gm_dense *sizes, const float *dy, const float *weights, float *scratch, float *dx) {
  gm_tiling tiling = gm_tiling_here();
  int64_t row_blocks = divided(sizes->rows, line), inputs = padded_inputs(sizes);
  gm_dense_task t = {.sizes = *sizes, .tiling = tiling, .dy = dy, .weights = (float *)weights, .dx = dx,
                     .panels = scratch, .lines = scratch + row_blocks * line * inputs,
                     .grid = gm_grid_of(divided(inputs, tiling.numbers), divided(row_blocks, tiling.blocks))};
  gm_parallel(row_blocks * block_count(sizes), 1 + 8192 / (line * line), output_lines_body, &t);
  gm_run_grid(t.grid, product_count(sizes), input_gradient_body, &t);
}
