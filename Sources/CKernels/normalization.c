#include "CKernels.h"
#include "parallel.h"

// Batch normalization with its rectifier. oneDNN's waits at barriers inside of an operation, spinning: where another
// program wants a core, each wait costs a time slice. Here the sums of a channel are taken over fixed parts of the batch,
// one parallel loop, and used in a second one. The parts do not depend on the number of threads, and so neither do the bits.
enum { group_size = GM_CHANNEL_GROUP, parts = 8 };

typedef float lanes __attribute__((vector_size(4 * GM_CHANNEL_GROUP), aligned(4)));
typedef int32_t lane_bits __attribute__((vector_size(4 * GM_CHANNEL_GROUP)));

typedef struct {
  gm_channels shape;
  /// scale/√(var + ε) of each channel.
  const float *factor;
  const float *x, *shift, *mean;
  const float *outer, *average, *slope;
  float *sums, *output, *gradient;
} normalization_task;

int64_t gm_normalization_scratch(int64_t channels) {
  int64_t groups = (channels + group_size - 1) / group_size;
  return 2 * groups * group_size * parts;
}

static int64_t group_count(const gm_channels *s) { return (s->channels + group_size - 1) / group_size; }

GM_INLINE int64_t live_channels(const gm_channels *s, int64_t group) {
  int64_t rest = s->channels - group * group_size;
  return rest < group_size ? rest : group_size;
}

/// The two sums of each channel of a group over a part of the batch.
GM_INLINE float *part_sums(const normalization_task *t, int64_t item) { return t->sums + item * 2 * group_size; }

/// Mean and Σ (x - mean)² of `width` channels over examples b0..<b1.
GM_INLINE void part_moments(const gm_channels *s, int64_t width, const float *x, int64_t b0, int64_t b1, float *mean,
                            float *squares) {
  float sum[group_size] = {0}, square[group_size] = {0};
  for (int64_t b = b0; b < b1; b++) {
    float row[group_size] = {0};
    const float *values = x + b * s->batch_stride;
    for (int64_t p = 0; p < s->pixels; p++)
      for (int64_t c = 0; c < width; c++) row[c] += values[p * s->pixel_stride + c];
    for (int64_t c = 0; c < width; c++) sum[c] += row[c];
  }
  float count = (float)((b1 - b0) * s->pixels);
  for (int64_t c = 0; c < width; c++) mean[c] = count > 0.0f ? sum[c] / count : 0.0f;
  for (int64_t b = b0; b < b1; b++) {
    float row[group_size] = {0};
    const float *values = x + b * s->batch_stride;
    for (int64_t p = 0; p < s->pixels; p++)
      for (int64_t c = 0; c < width; c++) {
        float e = values[p * s->pixel_stride + c] - mean[c];
        row[c] += e * e;
      }
    for (int64_t c = 0; c < width; c++) square[c] += row[c];
  }
  for (int64_t c = 0; c < width; c++) squares[c] = square[c];
}

GM_KERNEL(moments_body) {
  const normalization_task *t = context;
  const gm_channels *s = &t->shape;
  for (int64_t item = lower; item < upper; item++) {
    int64_t group = item / parts, part = item % parts, width = live_channels(s, group);
    int64_t b0 = s->batch * part / parts, b1 = s->batch * (part + 1) / parts;
    const float *x = t->x + group * s->group_stride;
    float *sums = part_sums(t, item);
    if (width == group_size)
      part_moments(s, group_size, x, b0, b1, sums, sums + group_size);
    else
      part_moments(s, width, x, b0, b1, sums, sums + width);
  }
}

/// Chan, Golub and LeVeque's rule for joining the moments of parts.
static void join_moments(const normalization_task *t, int64_t channel, double *mean, double *squares) {
  const gm_channels *s = &t->shape;
  int64_t group = channel / group_size, c = channel % group_size, width = live_channels(s, group);
  double n = 0.0, m = 0.0, q = 0.0;
  for (int64_t part = 0; part < parts; part++) {
    double count = (double)((s->batch * (part + 1) / parts - s->batch * part / parts) * s->pixels);
    if (count == 0.0) continue;
    const float *sums = part_sums(t, group * parts + part);
    double delta = sums[c] - m;
    m += delta * count / (n + count);
    q += sums[width + c] + delta * delta * n * count / (n + count);
    n += count;
  }
  *mean = m;
  *squares = q;
}

static void channel_factors(int64_t channels, float epsilon, const float *scale, const float *variance, float *factor) {
  for (int64_t c = 0; c < channels; c++) factor[c] = scale[c] / __builtin_sqrtf(variance[c] + epsilon);
}

/// A whole group. The vectors are written out: the compiler takes the inner loop of 16 for one too short to be worth it.
GM_INLINE void normalize_whole_group(const normalization_task *t, int64_t group, int64_t b) {
  const gm_channels *s = &t->shape;
  lanes mean = *(const lanes *)(t->mean + group * group_size), shift = *(const lanes *)(t->shift + group * group_size);
  lanes factor = *(const lanes *)(t->factor + group * group_size);
  const float *x = t->x + b * s->batch_stride + group * s->group_stride;
  float *y = t->output + b * s->batch_stride + group * s->group_stride;
  for (int64_t p = 0; p < s->pixels; p++) {
    lanes value = (*(const lanes *)(x + p * s->pixel_stride) - mean) * factor + shift;
    lane_bits is_negative = value < (lanes){0};
    *(lanes *)(y + p * s->pixel_stride) = (lanes)((lane_bits)value & ~is_negative);  // NaN stays NaN
  }
}

/// The last group, which is not full.
GM_INLINE void normalize_group(const normalization_task *t, int64_t group, int64_t width, int64_t b) {
  const gm_channels *s = &t->shape;
  const float *mean = t->mean + group * group_size, *shift = t->shift + group * group_size;
  const float *factor = t->factor + group * group_size;
  const float *x = t->x + b * s->batch_stride + group * s->group_stride;
  float *y = t->output + b * s->batch_stride + group * s->group_stride;
  for (int64_t p = 0; p < s->pixels; p++)
    for (int64_t c = 0; c < width; c++) {
      float value = (x[p * s->pixel_stride + c] - mean[c]) * factor[c] + shift[c];
      y[p * s->pixel_stride + c] = value < 0.0f ? 0.0f : value;  // NaN stays NaN
    }
}

GM_KERNEL(normalize_body) {
  const normalization_task *t = context;
  int64_t groups = group_count(&t->shape);
  for (int64_t item = lower; item < upper; item++) {
    int64_t b = item / groups, group = item % groups, width = live_channels(&t->shape, group);
    if (width == group_size)
      normalize_whole_group(t, group, b);
    else
      normalize_group(t, group, width, b);
  }
}

static int64_t item_grain(const gm_channels *s) { return 1 + 8192 / (s->pixels * group_size); }

void gm_normalize(const gm_channels *shape, float epsilon, const float *x, const float *scale, const float *shift,
                  const float *mean, const float *variance, float *y) {
  float factor[shape->channels];
  channel_factors(shape->channels, epsilon, scale, variance, factor);
  normalization_task t = {.shape = *shape, .factor = factor, .x = x, .shift = shift, .mean = mean, .output = y};
  gm_parallel(shape->batch * group_count(shape), item_grain(shape), normalize_body, &t);
}

void gm_normalize_training(const gm_channels *shape, float epsilon, float momentum, const float *x, const float *scale,
                           const float *shift, float *mean, float *variance, float *running_mean,
                           float *running_variance, float *scratch, float *y) {
  normalization_task t = {.shape = *shape, .x = x, .sums = scratch};
  gm_parallel(group_count(shape) * parts, 1, moments_body, &t);
  double n = (double)(shape->batch * shape->pixels), bessel = n > 1.0 ? n / (n - 1.0) : 1.0;
  for (int64_t channel = 0; channel < shape->channels; channel++) {
    double m, squares;
    join_moments(&t, channel, &m, &squares);
    mean[channel] = (float)m;
    variance[channel] = (float)(squares / n);
    running_mean[channel] += momentum * (mean[channel] - running_mean[channel]);
    running_variance[channel] += momentum * ((float)(squares / n * bessel) - running_variance[channel]);
  }
  gm_normalize(shape, epsilon, x, scale, shift, mean, variance, y);
}

/// dL/dy where y > 0. y is computed again: that is faster than reading it.
GM_INLINE float before_rectifier(float gradient, float centered, float factor, float shift) {
  return centered * factor + shift > 0.0f ? gradient : 0.0f;
}

/// Σ g and Σ g·(x - mean) with g = dL/dy where y > 0.
GM_INLINE void part_gradients(const normalization_task *t, int64_t group, int64_t width, int64_t b0, int64_t b1,
                              float *sums) {
  const gm_channels *s = &t->shape;
  float total[group_size] = {0}, weighted[group_size] = {0};
  const float *mean = t->mean + group * group_size, *shift = t->shift + group * group_size;
  const float *factor = t->factor + group * group_size;
  for (int64_t b = b0; b < b1; b++) {
    int64_t start = b * s->batch_stride + group * s->group_stride;
    float row[group_size] = {0}, weighted_row[group_size] = {0};
    for (int64_t p = 0; p < s->pixels; p++)
      for (int64_t c = 0; c < width; c++) {
        int64_t i = start + p * s->pixel_stride + c;
        float centered = t->x[i] - mean[c], g = before_rectifier(t->gradient[i], centered, factor[c], shift[c]);
        row[c] += g;
        weighted_row[c] += g * centered;
      }
    for (int64_t c = 0; c < width; c++) {
      total[c] += row[c];
      weighted[c] += weighted_row[c];
    }
  }
  for (int64_t c = 0; c < width; c++) {
    sums[c] = total[c];
    sums[width + c] = weighted[c];
  }
}

GM_KERNEL(gradient_sums_body) {
  const normalization_task *t = context;
  const gm_channels *s = &t->shape;
  for (int64_t item = lower; item < upper; item++) {
    int64_t group = item / parts, part = item % parts, width = live_channels(s, group);
    int64_t b0 = s->batch * part / parts, b1 = s->batch * (part + 1) / parts;
    if (width == group_size)
      part_gradients(t, group, group_size, b0, b1, part_sums(t, item));
    else
      part_gradients(t, group, width, b0, b1, part_sums(t, item));
  }
}

/// dx = scale/√(var + ε) · (g - Σg/n - (x - mean)·Σ g(x - mean)/(n (var + ε))) = outer · (g - average - (x - mean)·slope)
GM_INLINE void gradient_group(const normalization_task *t, int64_t group, int64_t width, int64_t b) {
  const gm_channels *s = &t->shape;
  int64_t start = b * s->batch_stride + group * s->group_stride, first = group * group_size;
  const float *outer = t->outer + first, *average = t->average + first, *slope = t->slope + first;
  const float *mean = t->mean + first, *shift = t->shift + first, *factor = t->factor + first;
  for (int64_t p = 0; p < s->pixels; p++)
    for (int64_t c = 0; c < width; c++) {
      int64_t i = start + p * s->pixel_stride + c;
      float centered = t->x[i] - mean[c], g = before_rectifier(t->gradient[i], centered, factor[c], shift[c]);
      t->gradient[i] = outer[c] * (g - average[c] - centered * slope[c]);
    }
}

GM_KERNEL(gradient_body) {
  const normalization_task *t = context;
  int64_t groups = group_count(&t->shape);
  for (int64_t item = lower; item < upper; item++) {
    int64_t b = item / groups, group = item % groups, width = live_channels(&t->shape, group);
    if (width == group_size)
      gradient_group(t, group, group_size, b);
    else
      gradient_group(t, group, width, b);
  }
}

/// Adds up the parts of one channel's two sums.
static void join_sums(const normalization_task *t, int64_t channel, double *first, double *second) {
  int64_t group = channel / group_size, c = channel % group_size, width = live_channels(&t->shape, group);
  *first = *second = 0.0;
  for (int64_t part = 0; part < parts; part++) {
    const float *sums = part_sums(t, group * parts + part);
    *first += sums[c];
    *second += sums[width + c];
  }
}

void gm_normalize_backward(const gm_channels *shape, float epsilon, const float *x, const float *scale,
                           const float *shift, const float *mean, const float *variance, float *scratch,
                           float *gradient, float *d_scale, float *d_shift) {
  float factor[shape->channels];
  channel_factors(shape->channels, epsilon, scale, variance, factor);
  normalization_task t = {.shape = *shape, .factor = factor, .x = x, .shift = shift, .mean = mean, .sums = scratch,
                          .gradient = gradient};
  gm_parallel(group_count(shape) * parts, 1, gradient_sums_body, &t);
  int64_t channels = shape->channels;
  double n = (double)(shape->batch * shape->pixels);
  float outer[channels], average[channels], slope[channels];
  for (int64_t channel = 0; channel < channels; channel++) {
    double total, weighted, inverse = 1.0 / ((double)variance[channel] + epsilon);
    join_sums(&t, channel, &total, &weighted);
    d_shift[channel] = (float)total;
    d_scale[channel] = (float)(weighted * __builtin_sqrt(inverse));
    outer[channel] = (float)(scale[channel] * __builtin_sqrt(inverse));
    average[channel] = (float)(total / n);
    slope[channel] = (float)(weighted * inverse / n);
  }
  t.outer = outer, t.average = average, t.slope = slope;
  gm_parallel(shape->batch * group_count(shape), item_grain(shape), gradient_body, &t);
}
