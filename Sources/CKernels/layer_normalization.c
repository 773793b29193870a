#include "CKernels.h"
#include "parallel.h"

#include <stddef.h>

// Layer normalization with its rectifier: each example over all of its numbers, row-major, the pixels of a channel together.
typedef struct {
  int64_t batch, channels, pixels;
  float epsilon;
  const float *x, *scale, *shift, *moments_in;
  float *y, *moments, *gradient, *d_scale, *d_shift;
} layer_task;

GM_INLINE float normalized(float x, const float *moments) { return (x - moments[0]) * moments[1]; }

/// Where the rectifier let the gradient through.
GM_INLINE float before_rectifier(float gradient, float normal, float scale, float shift) {
  return normal * scale + shift > 0.0f ? gradient : 0.0f;
}

GM_KERNEL(layer_body) {
#pragma clang fp reassociate(on)
  const layer_task *t = context;
  int64_t size = t->channels * t->pixels;
  for (int64_t b = lower; b < upper; b++) {
    const float *x = t->x + b * size;
    float sum = 0.0f, squares = 0.0f, *moments = t->moments + 2 * b;
    for (int64_t i = 0; i < size; i++) sum += x[i];
    float mean = sum / (float)size;
    for (int64_t i = 0; i < size; i++) squares += (x[i] - mean) * (x[i] - mean);
    moments[0] = mean;
    moments[1] = 1.0f / __builtin_sqrtf(squares / (float)size + t->epsilon);
    for (int64_t c = 0; c < t->channels; c++) {
      const float *from = x + c * t->pixels;
      float *to = t->y + b * size + c * t->pixels;
      for (int64_t p = 0; p < t->pixels; p++) {
        float value = normalized(from[p], moments) * t->scale[c] + t->shift[c];
        to[p] = value < 0.0f ? 0.0f : value;  // NaN stays NaN
      }
    }
  }
}

void gm_layer_normalize(int64_t batch, int64_t channels, int64_t pixels, float epsilon, const float *x, const float *scale,
                        const float *shift, float *moments, float *y) {
  layer_task t = {.batch = batch, .channels = channels, .pixels = pixels, .epsilon = epsilon, .x = x, .scale = scale,
                  .shift = shift, .moments = moments, .y = y};
  gm_parallel(batch, 1 + 4096 / (channels * pixels), layer_body, &t);
}

/// Of some channels: Σ g·n and Σ g over the batch in its order, with n the normalized number.
GM_KERNEL(channel_sums_body) {
#pragma clang fp reassociate(on)
  const layer_task *t = context;
  for (int64_t c = lower; c < upper; c++) {
    float weighted = 0.0f, total = 0.0f;
    for (int64_t b = 0; b < t->batch; b++) {
      int64_t start = (b * t->channels + c) * t->pixels;
      for (int64_t p = 0; p < t->pixels; p++) {
        float normal = normalized(t->x[start + p], t->moments_in + 2 * b);
        float g = before_rectifier(t->gradient[start + p], normal, t->scale[c], t->shift[c]);
        weighted += g * normal;
        total += g;
      }
    }
    t->d_scale[c] = weighted;
    t->d_shift[c] = total;
  }
}

/// dx = (s - mean s - n·mean(s·n)) / √(var + ε) with s = g·scale, n the normalized number.
GM_KERNEL(layer_gradient_body) {
#pragma clang fp reassociate(on)
  const layer_task *t = context;
  int64_t size = t->channels * t->pixels;
  for (int64_t b = lower; b < upper; b++) {
    const float *moments = t->moments_in + 2 * b, *x = t->x + b * size;
    float *gradient = t->gradient + b * size, sum = 0.0f, weighted = 0.0f;
    for (int64_t c = 0; c < t->channels; c++)
      for (int64_t i = c * t->pixels; i < (c + 1) * t->pixels; i++) {
        float normal = normalized(x[i], moments);
        float s = before_rectifier(gradient[i], normal, t->scale[c], t->shift[c]) * t->scale[c];
        gradient[i] = s;
        sum += s;
        weighted += s * normal;
      }
    sum /= (float)size;
    weighted /= (float)size;
    for (int64_t i = 0; i < size; i++)
      gradient[i] = (gradient[i] - sum - normalized(x[i], moments) * weighted) * moments[1];
  }
}

void gm_layer_normalize_backward(int64_t batch, int64_t channels, int64_t pixels, const float *x, const float *scale,
                                 const float *shift, const float *moments, float *gradient, float *d_scale, float *d_shift) {
  layer_task t = {.batch = batch, .channels = channels, .pixels = pixels, .x = x, .scale = scale, .shift = shift,
                  .moments_in = moments, .gradient = gradient, .d_scale = d_scale, .d_shift = d_shift};
  gm_parallel(channels, 1 + 4096 / (batch * pixels), channel_sums_body, &t);
  gm_parallel(batch, 1 + 4096 / (channels * pixels), layer_gradient_body, &t);
}
