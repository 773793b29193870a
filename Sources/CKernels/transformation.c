#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

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

/// The value between four pixels; outside of the image it is 0.
GM_INLINE float interpolate(const float *plane, int64_t height, int64_t width, float u, float v) {
  float left = __builtin_floorf(u), top = __builtin_floorf(v), sum = 0.0f;
  if (!(left >= -1.0f && left < (float)width && top >= -1.0f && top < (float)height)) return 0.0f;
  int64_t column = (int64_t)left, row = (int64_t)top;
  float right = u - left, bottom = v - top;
  for (int64_t i = 0; i < 2; i++)
    for (int64_t j = 0; j < 2; j++) {
      int inside = row + i >= 0 && row + i < height && column + j >= 0 && column + j < width;
      float weight = (i ? bottom : 1.0f - bottom) * (j ? right : 1.0f - right);
      if (inside) sum += weight * plane[(row + i) * width + column + j];
    }
  return sum;
}

GM_KERNEL(affine_body) {
  const affine_task *t = context;
  int64_t H = t->images.height, W = t->images.width, C = t->images.channels;
  float middle_u = 0.5f * (float)(W - 1), middle_v = 0.5f * (float)(H - 1);
  for (int64_t b = lower; b < upper; b++) {
    affine a = draw_affine(&t->images, &t->distortion, t->noise + b * GM_AFFINE_NOISE);
    for (int64_t c = 0; c < C; c++) {
      const float *plane = t->source + (b * C + c) * H * W;
      float *copy = t->copies + (b * C + c) * H * W;
      for (int64_t i = 0; i < H; i++)
        for (int64_t j = 0; j < W; j++) {
          float u = (float)j - middle_u, v = (float)i - middle_v;
          float value = interpolate(plane, H, W, a.a00 * u + a.a01 * v + a.t0 + middle_u,
                                    a.a10 * u + a.a11 * v + a.t1 + middle_v);
          copy[i * W + j] = supported(t->support, value);
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

/// The standard deviation of a column.
static float deviation(const noise_task *t, int64_t d) {
  double sum = 0.0, squares = 0.0;
  for (int64_t b = 0; b < t->batch; b++) sum += t->source[b * t->size + d];
  double mean = sum / (double)t->batch;
  for (int64_t b = 0; b < t->batch; b++) {
    double e = t->source[b * t->size + d] - mean;
    squares += e * e;
  }
  return (float)__builtin_sqrt(squares / (double)t->batch);
}

static void noise_body(const void *context, int64_t lower, int64_t upper) {
  const noise_task *t = context;
  for (int64_t d = lower; d < upper; d++) {
    float scale = t->noise * deviation(t, d);
    for (int64_t b = 0; b < t->batch; b++) {
      int64_t own = b * t->size + d, next = (b + 1) % t->batch * t->size + d;
      int is_dropped = t->uniforms[own] + 0.5f < t->dropout;
      float value = is_dropped ? t->source[next] : t->source[own] + scale * t->normals[own];
      t->copies[own] = supported(t->support, value);
    }
  }
}

void gm_noisy_copies(int64_t batch, int64_t size, float noise, float dropout, gm_support support, const float *normals,
                     const float *uniforms, const float *source, float *copies) {
  noise_task t = {batch, size, noise, dropout, support, normals, uniforms, source, copies};
  gm_parallel(size, 1 + 4096 / batch, noise_body, &t);
}
