#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#define GM_LANES _Pragma("clang loop vectorize(assume_safety)")

/// The nearest value of the support; NaN stays NaN.
GM_INLINE float supported(gm_support support, float value) {
  float whole = support.is_whole ? __builtin_rintf(value) : value;
  float bounded = whole < support.lower ? support.lower : whole;
  return bounded > support.upper ? support.upper : bounded;
}

typedef struct {
  gm_images images;
  gm_distortion distortion;
  gm_support support;
  const float *noise, *source;
  float *copies;
} affine_task;

/// Where a copy's pixel comes from: position = a·(u, v) + t, in pixels from the image's middle.
typedef struct { float a00, a01, a10, a11, t0, t1; } affine;

GM_INLINE affine draw_affine(const gm_images *images, const gm_distortion *d, const float *noise) {
  float sine, cosine, turn = d->rotation * noise[0] * 0.159154943091895336f;
  gm_sin_cos_turn(turn - __builtin_floorf(turn), &sine, &cosine);
  float shear = d->shear * noise[1], su = gm_exp(d->scale * noise[2]), sv = gm_exp(d->scale * noise[3]);
  affine a = {cosine * su, (cosine * shear - sine) * sv, sine * su, (sine * shear + cosine) * sv,
              0.5f * (float)images->width * d->shift * noise[4], 0.5f * (float)images->height * d->shift * noise[5]};
  return a;
}

/// A pixel; outside of the image it is 0.
GM_INLINE float pixel(const float *plane, int32_t height, int32_t width, int32_t row, int32_t column) {
  int inside = (row >= 0) & (row < height) & (column >= 0) & (column < width);
  float value = plane[inside ? row * width + column : 0];
  return inside ? value : 0.0f;
}

/// The value between four pixels, without a branch, so that the loop over a row's pixels is one over vectors.
GM_INLINE float interpolate(const float *plane, int32_t height, int32_t width, float u, float v) {
  float left = __builtin_floorf(u), top = __builtin_floorf(v);
  int near = (left >= -1.0f) & (left < (float)width) & (top >= -1.0f) & (top < (float)height);
  int32_t column = (int32_t)(near ? left : 0.0f), row = (int32_t)(near ? top : 0.0f);
  float right = u - left, bottom = v - top, sum = 0.0f;
  sum += (1.0f - bottom) * (1.0f - right) * pixel(plane, height, width, row, column);
  sum += (1.0f - bottom) * right * pixel(plane, height, width, row, column + 1);
  sum += bottom * (1.0f - right) * pixel(plane, height, width, row + 1, column);
  sum += bottom * right * pixel(plane, height, width, row + 1, column + 1);
  return near ? sum : 0.0f;
}

GM_KERNEL(affine_body) {
  const affine_task *t = context;
  int32_t H = (int32_t)t->images.height, W = (int32_t)t->images.width;
  int64_t C = t->images.channels;
  gm_support support = t->support;
  float middle_u = 0.5f * (float)(W - 1), middle_v = 0.5f * (float)(H - 1);
  for (int64_t b = lower; b < upper; b++) {
    affine a = draw_affine(&t->images, &t->distortion, t->noise + b * GM_AFFINE_NOISE);
    for (int64_t c = 0; c < C; c++) {
      const float *restrict plane = t->source + (b * C + c) * H * W;
      float *restrict copy = t->copies + (b * C + c) * H * W;
      for (int32_t i = 0; i < H; i++)
        GM_LANES for (int32_t j = 0; j < W; j++) {
          float u = (float)j - middle_u, v = (float)i - middle_v;
          float value = interpolate(plane, H, W, a.a00 * u + a.a01 * v + a.t0 + middle_u,
                                    a.a10 * u + a.a11 * v + a.t1 + middle_v);
          copy[i * W + j] = supported(support, value);
        }
    }
  }
}

void gm_affine_copies(const gm_images *images, const gm_distortion *distortion, gm_support support, const float *noise,
                      const float *source, float *copies) {
  affine_task t = {*images, *distortion, support, noise, source, copies};
  gm_parallel(images->batch, 1 + 4096 / (images->channels * images->height * images->width), affine_body, &t);
}

typedef struct {
  int64_t batch, size;
  float noise, dropout;
  gm_support support;
  const float *normals, *uniforms, *source;
  float *copies;
} noise_task;

enum { columns_at_once = 64 };

/// The standard deviations of `width` columns from d0 on. Each column's sums run over the rows in their order, and products are
/// rounded before they are added: the numbers are the same on every processor.
GM_INLINE void deviations(const noise_task *t, int64_t d0, int64_t width, double *result) {
  double mean[columns_at_once] = {0}, squares[columns_at_once] = {0}, square[columns_at_once];
  for (int64_t b = 0; b < t->batch; b++)
    for (int64_t d = 0; d < width; d++) mean[d] += t->source[b * t->size + d0 + d];
  for (int64_t d = 0; d < width; d++) mean[d] /= (double)t->batch;
  for (int64_t b = 0; b < t->batch; b++) {
    for (int64_t d = 0; d < width; d++) {
      double e = t->source[b * t->size + d0 + d] - mean[d];
      square[d] = e * e;
    }
    for (int64_t d = 0; d < width; d++) squares[d] += square[d];
  }
  for (int64_t d = 0; d < width; d++) result[d] = __builtin_sqrt(squares[d] / (double)t->batch);
}

GM_KERNEL(noise_body) {
  const noise_task *t = context;
  gm_support support = t->support;
  for (int64_t d0 = lower; d0 < upper; d0 += columns_at_once) {
    int64_t width = upper - d0 < columns_at_once ? upper - d0 : columns_at_once;
    double deviation[columns_at_once];
    float scale[columns_at_once], noise[columns_at_once];
    deviations(t, d0, width, deviation);
    for (int64_t d = 0; d < width; d++) scale[d] = t->noise * (float)deviation[d];
    for (int64_t b = 0; b < t->batch; b++) {
      const float *own = t->source + b * t->size + d0, *next = t->source + (b + 1) % t->batch * t->size + d0;
      const float *normals = t->normals + b * t->size + d0, *uniforms = t->uniforms + b * t->size + d0;
      float *restrict copy = t->copies + b * t->size + d0;
      for (int64_t d = 0; d < width; d++) noise[d] = scale[d] * normals[d];
      for (int64_t d = 0; d < width; d++)
        copy[d] = supported(support, uniforms[d] + 0.5f < t->dropout ? next[d] : own[d] + noise[d]);
    }
  }
}

void gm_noisy_copies(int64_t batch, int64_t size, float noise, float dropout, gm_support support, const float *normals,
                     const float *uniforms, const float *source, float *copies) {
  noise_task t = {batch, size, noise, dropout, support, normals, uniforms, source, copies};
  gm_parallel(size, 1 + 4096 / batch, noise_body, &t);
}
