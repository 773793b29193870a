#include "CKernels.h"
#include "parallel.h"

typedef struct {
  gm_activation activation;
  const float *output;
  float *gradient;
} activation_task;

GM_CLONES static void activation_body(const void *context, int64_t lower, int64_t upper) {
  const activation_task *t = context;
  const float *a = t->output;
  float *g = t->gradient;
  if (t->activation == GM_RELU)
    for (int64_t i = lower; i < upper; i++) g[i] = a[i] > 0.0f ? g[i] : 0.0f;
  else if (t->activation == GM_TANH)
    for (int64_t i = lower; i < upper; i++) g[i] *= 1.0f - a[i] * a[i];
}

void gm_activation_backward(gm_activation activation, int64_t count, const float *output, float *gradient) {
  activation_task t = {activation, output, gradient};
  gm_parallel(count, 16384, activation_body, &t);
}

typedef struct {
  const float *addend;
  float *sum;
} add_task;

GM_CLONES static void add_body(const void *context, int64_t lower, int64_t upper) {
  const add_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->sum[i] += t->addend[i];
}

void gm_add(int64_t count, const float *addend, float *sum) {
  add_task t = {addend, sum};
  gm_parallel(count, 16384, add_body, &t);
}

typedef struct {
  gm_adam_settings settings;
  float *parameters, *first, *second;
  const float *gradients;
} adam_task;

GM_CLONES static void adam_body(const void *context, int64_t lower, int64_t upper) {
  const adam_task *t = context;
  const gm_adam_settings s = t->settings;
  float step = s.rate / s.correction1, root = 1.0f / __builtin_sqrtf(s.correction2);
  float beta2 = (float)s.beta2, rest1 = (float)(1.0 - s.beta1), rest2 = (float)(1.0 - s.beta2);
  float *restrict p = t->parameters, *restrict m = t->first, *restrict v = t->second;
  const float *restrict g = t->gradients;
  for (int64_t i = lower; i < upper; i++) {
    m[i] += rest1 * (g[i] - m[i]);
    v[i] = beta2 * v[i] + rest2 * g[i] * g[i];
    p[i] -= step * m[i] / (__builtin_sqrtf(v[i]) * root + s.epsilon);
  }
}

void gm_adam(const gm_adam_settings *settings, int64_t count, float *parameters, const float *gradients,
             float *first_moments, float *second_moments) {
  adam_task t = {*settings, parameters, first_moments, second_moments, gradients};
  gm_parallel(count, 8192, adam_body, &t);
}
