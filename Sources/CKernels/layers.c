#include "CKernels.h"
#include "adam.h"
#include "parallel.h"

typedef struct {
  gm_activation activation;
  const float *output;
  float *gradient;
} activation_task;

GM_KERNEL(activation_body) {
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

GM_KERNEL(add_body) {
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
  int *is_finite;
} adam_task;

GM_KERNEL(adam_body) {
  const adam_task *t = context;
  const gm_adam_rule rule = gm_adam_rule_of(&t->settings);
  float *restrict p = t->parameters, *restrict m = t->first, *restrict v = t->second;
  const float *restrict g = t->gradients;
  int wrong = 0;
  for (int64_t i = lower; i < upper; i++) wrong |= gm_adam_number(rule, g[i], p + i, m + i, v + i);
  if (wrong) __atomic_store_n(t->is_finite, 0, __ATOMIC_RELAXED);
}

int gm_adam(const gm_adam_settings *settings, int64_t count, float *parameters, const float *gradients,
            float *first_moments, float *second_moments) {
  int is_finite = 1;
  adam_task t = {*settings, parameters, first_moments, second_moments, gradients, &is_finite};
  gm_parallel(count, 8192, adam_body, &t);
  return is_finite;
}
