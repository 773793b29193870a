#include "CKernels.h"
#include "parallel.h"

typedef struct {
  gm_columns shape;
  const float *from, *bias;
  float *to;
} column_task;

/// The range of kernel positions k for which start + k lies in 0..<size.
GM_INLINE void clip(int64_t start, int64_t size, int64_t kernel, int64_t *lower, int64_t *upper) {
  *lower = start < 0 ? -start : 0;
  *upper = size - start < kernel ? size - start : kernel;
}

/// The part of a kernel that lies inside the image, and where the kernel's corner would be.
typedef struct {
  int64_t y0, y1, x0, x1, kernel, width;
} window;

GM_INLINE window window_at(const gm_columns *s, int64_t top, int64_t left) {
  window w = {.kernel = s->kernel, .width = s->large_width};
  clip(top, s->large_height, s->kernel, &w.y0, &w.y1);
  clip(left, s->large_width, s->kernel, &w.x0, &w.x1);
  return w;
}

GM_INLINE void add_column(window w, const float *column, float *corner) {
  for (int64_t y = w.y0; y < w.y1; y++)
    for (int64_t x = w.x0; x < w.x1; x++) corner[y * w.width + x] += column[y * w.kernel + x];
}

GM_INLINE void take_column(window w, const float *corner, float *column) {
  for (int64_t y = w.y0; y < w.y1; y++)
    for (int64_t x = w.x0; x < w.x1; x++) column[y * w.kernel + x] = corner[y * w.width + x];
}

/// The window as the compiler can unroll it: whole, with the kernel's size known; 0 if it is not so.
GM_INLINE int is_whole(window w, int64_t kernel) {
  return w.kernel == kernel && w.y1 - w.y0 == kernel && w.x1 - w.x0 == kernel;
}

GM_INLINE window whole(int64_t kernel, int64_t width) {
  return (window){0, kernel, 0, kernel, kernel, width};
}

GM_KERNEL(to_image_body) {
  const column_task *t = context;
  const gm_columns s = t->shape;
  int64_t plane = s.large_height * s.large_width, square = s.kernel * s.kernel;
  for (int64_t b = lower; b < upper; b++)
    for (int64_t o = 0; o < s.channels; o++) {
      float *image = t->to + (b * s.channels + o) * plane;
      for (int64_t p = 0; p < plane; p++) image[p] = t->bias[o];
      for (int64_t i = 0; i < s.height * s.width; i++) {
        const float *column = t->from + ((b * s.height * s.width + i) * s.channels + o) * square;
        int64_t top = i / s.width * s.stride - s.padding, left = i % s.width * s.stride - s.padding;
        float *corner = image + top * s.large_width + left;
        window w = window_at(&s, top, left);
        if (is_whole(w, 6)) add_column(whole(6, w.width), column, corner);
        else if (is_whole(w, 4)) add_column(whole(4, w.width), column, corner);
        else add_column(w, column, corner);
      }
    }
}

void gm_columns_to_image(const gm_columns *shape, const float *columns, const float *bias, float *image) {
  column_task t = {*shape, columns, bias, image};
  gm_parallel(shape->batch, 1, to_image_body, &t);
}

GM_KERNEL(to_columns_body) {
  const column_task *t = context;
  const gm_columns s = t->shape;
  int64_t plane = s.large_height * s.large_width, square = s.kernel * s.kernel;
  for (int64_t b = lower; b < upper; b++)
    for (int64_t i = 0; i < s.height * s.width; i++)
      for (int64_t o = 0; o < s.channels; o++) {
        const float *image = t->from + (b * s.channels + o) * plane;
        float *column = t->to + ((b * s.height * s.width + i) * s.channels + o) * square;
        int64_t top = i / s.width * s.stride - s.padding, left = i % s.width * s.stride - s.padding;
        const float *corner = image + top * s.large_width + left;
        window w = window_at(&s, top, left);
        if (!is_whole(w, s.kernel)) for (int64_t k = 0; k < square; k++) column[k] = 0.0f;
        if (is_whole(w, 6)) take_column(whole(6, w.width), corner, column);
        else if (is_whole(w, 4)) take_column(whole(4, w.width), corner, column);
        else take_column(w, corner, column);
      }
}

void gm_image_to_columns(const gm_columns *shape, const float *image, float *columns) {
  column_task t = {.shape = *shape, .from = image, .to = columns};
  gm_parallel(shape->batch, 1, to_columns_body, &t);
}

void gm_channel_sums(int64_t batch, int64_t channels, int64_t pixels, const float *image, float *sums) {
#pragma clang fp reassociate(on)
  for (int64_t o = 0; o < channels; o++) {
    double total = 0;
    for (int64_t b = 0; b < batch; b++) {
      const float *plane = image + (b * channels + o) * pixels;
      float sum = 0.0f;
      for (int64_t p = 0; p < pixels; p++) sum += plane[p];
      total += sum;
    }
    sums[o] = (float)total;
  }
}
