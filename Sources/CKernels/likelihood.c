#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <stddef.h>

typedef struct {
  int64_t samples, size;
  float weight;
  const float *y, *outputs;
  float *log_likelihood, *gradient;
} likelihood_task;

GM_CLONES static void bernoulli_body(const void *context, int64_t lower, int64_t upper) {
#pragma clang fp reassociate(on)
  const likelihood_task *t = context;
  int64_t D = t->size;
  for (int64_t r = lower; r < upper; r++) {
    const float *y = t->y + r / t->samples * D, *l = t->outputs + r * D;
    float sum = 0.0f;  // log p = Σ y·l - log(1 + e^l)
    for (int64_t d = 0; d < D; d++) sum += y[d] * l[d] - gm_softplus(l[d]);
    t->log_likelihood[r] = sum;
    if (t->gradient == NULL) continue;
    float *g = t->gradient + r * D;
    for (int64_t d = 0; d < D; d++) g[d] = t->weight * (gm_logistic(l[d]) - y[d]);
  }
}

GM_CLONES static void gaussian_body(const void *context, int64_t lower, int64_t upper) {
#pragma clang fp reassociate(on)
  const likelihood_task *t = context;
  int64_t D = t->size;
  for (int64_t r = lower; r < upper; r++) {
    const float *y = t->y + r / t->samples * D, *mu = t->outputs + r * 2 * D, *lv = mu + D;
    float *d_mu = t->gradient ? t->gradient + r * 2 * D : NULL;
    float sum = 0.0f;  // log p = -½ Σ (y - mu)²/var + lv + log 2π
    for (int64_t d = 0; d < D; d++) {
      float clamped = gm_clamp_log_variance(lv[d]);
      float e = y[d] - mu[d], inverse = gm_exp(-clamped), square = e * e * inverse;
      sum += square + clamped + 1.83787706640934548f;
      if (d_mu == NULL) continue;
      d_mu[d] = -t->weight * e * inverse;
      d_mu[D + d] = clamped == lv[d] ? 0.5f * t->weight * (1.0f - square) : 0.0f;
    }
    t->log_likelihood[r] = -0.5f * sum;
  }
}

void gm_bernoulli_likelihood(int64_t batch, int64_t samples, int64_t size, float weight, const float *y,
                             const float *logits, float *log_likelihood, float *gradient) {
  likelihood_task t = {samples, size, weight / (float)(batch * samples), y, logits, log_likelihood, gradient};
  gm_parallel(batch * samples, 1 + 2048 / size, bernoulli_body, &t);
}

void gm_gaussian_likelihood(int64_t batch, int64_t samples, int64_t size, float weight, const float *y,
                            const float *outputs, float *log_likelihood, float *gradient) {
  likelihood_task t = {samples, size, weight / (float)(batch * samples), y, outputs, log_likelihood, gradient};
  gm_parallel(batch * samples, 1 + 2048 / size, gaussian_body, &t);
}

typedef struct {
  const float *logits;
  float *probabilities;
} sigmoid_task;

GM_CLONES static void sigmoid_body(const void *context, int64_t lower, int64_t upper) {
  const sigmoid_task *t = context;
  for (int64_t i = lower; i < upper; i++) t->probabilities[i] = gm_logistic(t->logits[i]);
}

void gm_sigmoid(int64_t count, const float *logits, float *probabilities) {
  sigmoid_task t = {logits, probabilities};
  gm_parallel(count, 4096, sigmoid_body, &t);
}
