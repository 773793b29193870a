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
  float sum = 0.0f;  // log p = -½ Σ (y - mu)²/var + lv + log 2π
  for (int64_t d = 0; d < D; d++) {
    float clamped = gm_clamp_log_variance(lv[d]), e = y[d] - mu[d];
    float term = e * e * gm_exp(-clamped) + clamped + 1.83787706640934548f;
    sum += weights ? weights[d] * term : term;
  }
  t->log_likelihood[r] = -0.5f * sum;
  if (t->gradient == NULL) return;
  float *restrict d_mu = t->gradient + r * 2 * D, *restrict d_lv = d_mu + D;
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

/// log Γ(y + 1) for 0 ≤ y < 8 by Stirling's series at y + 9: log Γ(y + 1) = log Γ(y + 9) - log (y + 1)(y + 2)…(y + 8).
GM_INLINE float log_small_factorial(float y) {
  float z = y + 9.0f, inverse = 1.0f / z;
  float product = (y + 1.0f) * (y + 2.0f) * (y + 3.0f) * (y + 4.0f) * (y + 5.0f) * (y + 6.0f) * (y + 7.0f) * (y + 8.0f);
  float rest = inverse * (0.0833333333f - inverse * inverse * 0.00277777778f);
  return (z - 0.5f) * gm_log(z) - z + 0.918938533204672742f + rest - gm_log(product);
}

/// log p of a count. Large ones by their distance from the rate (Loader 2000): y·l and log y! are large numbers whose difference is
/// small. With t = l - log y: y·l - e^l - log y! = y·(t + 1 - e^t) - ½ log 2πy - 1/12y + 1/360y³.
GM_INLINE float poisson_log(float y, float l) {
  float counted = gm_maximum(y, 8.0f), inverse = 1.0f / counted, t = l - gm_log(counted);
  float large = counted * (t + 1.0f - gm_exp(t)) - 0.918938533204672742f - 0.5f * gm_log(counted)
                - inverse * (0.0833333333f - inverse * inverse * 0.00277777778f);
  float few = y < 8.0f ? y : 8.0f, small = few * l - gm_exp(l) - log_small_factorial(few);
  return y < 8.0f ? small : large;
}

GM_INLINE void poisson_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->size;
  const float *y = t->y + r / t->samples * D, *l = t->outputs + r * D;
  float sum = 0.0f;
  for (int64_t d = 0; d < D; d++) {
    float log_p = poisson_log(y[d], l[d]);
    sum += weights ? weights[d] * log_p : log_p;
  }
  t->log_likelihood[r] = sum;
  if (t->gradient == NULL) return;
  float *g = t->gradient + r * D;
  for (int64_t d = 0; d < D; d++) {
    float slope = t->weight * (gm_exp(l[d]) - y[d]);
    g[d] = weights ? weights[d] * slope : slope;
  }
}

GM_KERNEL(poisson_body) {
  const likelihood_task *t = context;
  if (t->weights)
    for (int64_t r = lower; r < upper; r++) poisson_row(t, r, t->weights);
  else
    for (int64_t r = lower; r < upper; r++) poisson_row(t, r, NULL);
}

void gm_poisson_likelihood(int64_t batch, int64_t samples, int64_t size, float weight, const float *weights,
                           const float *y, const float *log_rates, float *log_likelihood, float *gradient) {
  run(poisson_body, batch, samples, size, weight, weights, y, log_rates, log_likelihood, gradient);
}

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

GM_KERNEL(exponentials_body) {
  const map_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->y[i] = gm_exp(t->x[i]);
}

void gm_exponentials(int64_t count, const float *x, float *powers) {
  map_task t = {x, powers};
  gm_parallel(count, 4096, exponentials_body, &t);
}
