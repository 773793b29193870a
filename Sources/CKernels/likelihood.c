#include "likelihood.h"

GM_INLINE void bernoulli_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->o.size;
  const float *y = row_example(t, r), *l = t->o.outputs + r * D;
  float sum = 0.0f;  // log p = Σ y·l - log(1 + e^l)
  for (int64_t d = 0; d < D; d++) {
    float log_p = y[d] * l[d] - gm_softplus(l[d]);
    sum += weights ? weights[d] * log_p : log_p;
  }
  t->o.log_likelihood[r] = sum;
  if (t->o.gradient == NULL) return;
  float *g = t->o.gradient + r * D;
  for (int64_t d = 0; d < D; d++) {
    float slope = t->weight * (gm_logistic(l[d]) - y[d]);
    g[d] = weights ? weights[d] * slope : slope;
  }
}

GM_LIKELIHOOD(bernoulli)

GM_INLINE void gaussian_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->o.size;
  const float *y = row_example(t, r), *mu = t->o.outputs + r * 2 * D, *lv = mu + D;
  float sum = 0.0f;  // log p = -½ Σ (y - mu)²/var + lv + log 2π
  for (int64_t d = 0; d < D; d++) {
    float clamped = gm_clamp_log_variance(lv[d]), e = y[d] - mu[d];
    float term = e * e * gm_exp(-clamped) + clamped + 1.83787706640934548f;
    sum += weights ? weights[d] * term : term;
  }
  t->o.log_likelihood[r] = -0.5f * sum;
  if (t->o.gradient == NULL) return;
  float *restrict d_mu = t->o.gradient + r * 2 * D, *restrict d_lv = d_mu + D;
  for (int64_t d = 0; d < D; d++) {
    float e = y[d] - mu[d], inverse = gm_exp(-gm_clamp_log_variance(lv[d]));
    float slope = -t->weight * e * inverse;
    d_mu[d] = weights ? weights[d] * slope : slope;
    d_lv[d] = e * e * inverse;
  }
  for (int64_t d = 0; d < D; d++) {
    float spread = gm_clamp_log_variance(lv[d]) == lv[d] ? 0.5f * t->weight * (1.0f - d_lv[d]) : 0.0f;
    d_lv[d] = weights ? weights[d] * spread : spread;
  }
}

GM_LIKELIHOOD(gaussian)

typedef struct {
  const float *x;
  float *y;
} map_task;

GM_KERNEL(sigmoid_body) {
  const map_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->y[i] = gm_logistic(t->x[i]);
}

void gm_sigmoid(int64_t count, const float *logits, float *probabilities) {
  map_task t = {logits, probabilities};
  gm_parallel(count, 4096, sigmoid_body, &t);
}

GM_KERNEL(logarithms_body) {
  const map_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->y[i] = gm_log(1.0f + t->x[i]);
}

void gm_logarithms(int64_t count, const float *y, float *logarithms) {
  map_task t = {y, logarithms};
  gm_parallel(count, 4096, logarithms_body, &t);
}

GM_KERNEL(exponentials_body) {
  const map_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->y[i] = gm_exp(t->x[i]);
}

void gm_exponentials(int64_t count, const float *x, float *powers) {
  map_task t = {x, powers};
  gm_parallel(count, 4096, exponentials_body, &t);
}
