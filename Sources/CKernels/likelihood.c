#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <stddef.h>

typedef struct {
  int64_t samples, size;
  float weight;
  const float *weights, *y, *outputs;
  float *log_likelihood, *gradient;
} likelihood_task;

/// `weights` are NULL or the task's own: two loops are made of it, and the one without weights multiplies nothing.
GM_INLINE void bernoulli_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->size;
  const float *y = t->y + r / t->samples * D, *l = t->outputs + r * D;
  float sum = 0.0f;  // log p = Σ y·l - log(1 + e^l)
  for (int64_t d = 0; d < D; d++) {
    float log_p = y[d] * l[d] - gm_softplus(l[d]);
    sum += weights ? weights[d] * log_p : log_p;
  }
  t->log_likelihood[r] = sum;
  if (t->gradient == NULL) return;
  float *g = t->gradient + r * D;
  for (int64_t d = 0; d < D; d++) {
    float slope = t->weight * (gm_logistic(l[d]) - y[d]);
    g[d] = weights ? weights[d] * slope : slope;
  }
}

GM_KERNEL(bernoulli_body) {
  const likelihood_task *t = context;
  if (t->weights)
    for (int64_t r = lower; r < upper; r++) bernoulli_row(t, r, t->weights);
  else
    for (int64_t r = lower; r < upper; r++) bernoulli_row(t, r, NULL);
}

GM_INLINE void gaussian_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->size;
  const float *y = t->y + r / t->samples * D, *mu = t->outputs + r * 2 * D, *lv = mu + D;
  float *d_mu = t->gradient ? t->gradient + r * 2 * D : NULL;
  float sum = 0.0f;  // log p = -½ Σ (y - mu)²/var + lv + log 2π
  for (int64_t d = 0; d < D; d++) {
    float clamped = gm_clamp_log_variance(lv[d]), w = weights ? weights[d] : 1.0f;
    float e = y[d] - mu[d], inverse = gm_exp(-clamped), square = e * e * inverse;
    sum += weights ? w * (square + clamped + 1.83787706640934548f) : square + clamped + 1.83787706640934548f;
    if (d_mu == NULL) continue;
    float slope = -t->weight * e * inverse, spread = clamped == lv[d] ? 0.5f * t->weight * (1.0f - square) : 0.0f;
    d_mu[d] = weights ? w * slope : slope;
    d_mu[D + d] = weights ? w * spread : spread;
  }
  t->log_likelihood[r] = -0.5f * sum;
}

GM_KERNEL(gaussian_body) {
  const likelihood_task *t = context;
  if (t->weights)
    for (int64_t r = lower; r < upper; r++) gaussian_row(t, r, t->weights);
  else
    for (int64_t r = lower; r < upper; r++) gaussian_row(t, r, NULL);
}

static void run(gm_body body, int64_t batch, int64_t samples, int64_t size, float weight, const float *weights,
                const float *y, const float *outputs, float *log_likelihood, float *gradient) {
  likelihood_task t = {samples, size, weight / (float)(batch * samples), weights, y, outputs, log_likelihood, gradient};
  gm_parallel(batch * samples, 1 + 2048 / size, body, &t);
}

void gm_bernoulli_likelihood(int64_t batch, int64_t samples, int64_t size, float weight, const float *weights,
                             const float *y, const float *logits, float *log_likelihood, float *gradient) {
  run(bernoulli_body, batch, samples, size, weight, weights, y, logits, log_likelihood, gradient);
}

void gm_gaussian_likelihood(int64_t batch, int64_t samples, int64_t size, float weight, const float *weights,
                            const float *y, const float *outputs, float *log_likelihood, float *gradient) {
  run(gaussian_body, batch, samples, size, weight, weights, y, outputs, log_likelihood, gradient);
}

typedef struct {
  const float *logits;
  float *probabilities;
} sigmoid_task;

GM_KERNEL(sigmoid_body) {
  const sigmoid_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->probabilities[i] = gm_logistic(t->logits[i]);
}

void gm_sigmoid(int64_t count, const float *logits, float *probabilities) {
  sigmoid_task t = {logits, probabilities};
  gm_parallel(count, 4096, sigmoid_body, &t);
}
