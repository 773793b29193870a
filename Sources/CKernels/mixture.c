#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <stddef.h>
#include <string.h>

typedef struct {
  gm_sizes sizes;
  gm_formulation formulation;
  gm_mixture_weights weights;
  const float *heads, *x, *prior, *responsibilities_in, *inverse_in, *divergences_in;
  float *responsibilities, *inverse, *divergences, *conditional, *component;
  float *dx, *d_prior, *d_heads;
} mixture_task;

/// -½ Σ_d [(x_d - mu_d)² / var_d + lv_d]
GM_INLINE float log_density(int64_t size, const float *x, const float *mu, const float *lv, const float *inverse) {
#pragma clang fp reassociate(on)
  float sum = 0.0f;
  for (int64_t d = 0; d < size; d++) {
    float e = x[d] - mu[d];
    sum += e * e * inverse[d] + gm_clamp_log_variance(lv[d]);
  }
  return -0.5f * sum;
}

/// KL(N(mu_q, var_q) ‖ N(mu, e^lv)) = ½ Σ_d [lv - (lv_q + 1) + (var_q + (mu_q - mu)²) / e^lv]
GM_INLINE float divergence(int64_t size, const float *mu_q, const float *var_q, const float *lv_q_plus_1,
                           const float *mu, const float *lv, const float *inverse) {
#pragma clang fp reassociate(on)
  float sum = 0.0f;
  for (int64_t d = 0; d < size; d++) {
    float e = mu_q[d] - mu[d];
    sum += gm_clamp_log_variance(lv[d]) - lv_q_plus_1[d] + (var_q[d] + e * e) * inverse[d];
  }
  return 0.5f * sum;
}

/// The variances of q(x|y), and lv_q + 1.
GM_INLINE void posterior_variances(int64_t size, const float *lv_q, float *var_q, float *lv_q_plus_1) {
  for (int64_t d = 0; d < size; d++) {
    float clamped = gm_clamp_log_variance(lv_q[d]);
    var_q[d] = gm_exp(clamped);
    lv_q_plus_1[d] = clamped + 1.0f;
  }
}

/// Turns log densities into responsibilities in place; returns log K + Σ p log p, which is 0 when all are equal.
/// Only differences to the largest are used: a log density of -1e5 has lost the digits that log Σ exp would add to it.
GM_INLINE float normalize(int64_t components, float *p) {
  float largest = p[0], sum = 0.0f, negentropy = 0.0f;
  for (int64_t k = 1; k < components; k++) largest = gm_maximum(largest, p[k]);
  for (int64_t k = 0; k < components; k++) {
    float e = gm_exp(p[k] - largest);
    sum += e;
    negentropy += e * (p[k] - largest);
    p[k] = e;
  }
  for (int64_t k = 0; k < components; k++) p[k] /= sum;
  return gm_log((float)components) + negentropy / sum - gm_log(sum);
}

/// log q(x|y) up to the constant that log N has too.
GM_INLINE float log_posterior(int64_t size, const float *x, const float *mu_q, const float *var_q,
                              const float *lv_q_plus_1) {
#pragma clang fp reassociate(on)
  float sum = 0.0f;
  for (int64_t d = 0; d < size; d++) {
    float e = x[d] - mu_q[d];
    sum += e * e / var_q[d] + lv_q_plus_1[d] - 1.0f;
  }
  return -0.5f * sum;
}

/// q(z|y) of an example; gives log K + Σ q log q.
GM_INLINE float head_responsibilities(const gm_sizes *sizes, const float *head, float *q) {
  memcpy(q, head + 2 * (sizes->latent + sizes->style), (size_t)sizes->components * sizeof *q);
  return normalize(sizes->components, q);
}

GM_INLINE void invert_variances(int64_t count, const float *lv, float *inverse) {
  for (int64_t i = 0; i < count; i++) inverse[i] = gm_exp(-gm_clamp_log_variance(lv[i]));
}

GM_KERNEL(forward_body) {
  const mixture_task *t = context;
  int64_t K = t->sizes.components, D = t->sizes.latent, width = gm_head_width(&t->sizes);
  float var_q[D], lv_q_plus_1[D], q[K];
  for (int64_t r = lower; r < upper; r++) {
    const float *head = t->heads + r / t->sizes.samples * width, *x = t->x + r * D;
    posterior_variances(D, head + D, var_q, lv_q_plus_1);
    const float *mu = t->prior + r * 2 * K * D, *lv = mu + K * D;
    float *inverse = t->inverse + r * K * D, *p = t->responsibilities + r * K, *kl = t->divergences + r * K;
    invert_variances(K * D, lv, inverse);
    for (int64_t k = 0; k < K; k++) {
      p[k] = log_density(D, x, mu + k * D, lv + k * D, inverse + k * D);
      if (t->formulation != GM_SAMPLED)
        kl[k] = divergence(D, head, var_q, lv_q_plus_1, mu + k * D, lv + k * D, inverse + k * D);
    }
    if (t->formulation == GM_SAMPLED) {
      float log_q = log_posterior(D, x, head, var_q, lv_q_plus_1);
      for (int64_t k = 0; k < K; k++) kl[k] = log_q - p[k];
    }
    t->component[r] = normalize(K, p);
    const float *shares = p;
    if (t->formulation == GM_FIRST_VERSION) {
      t->component[r] = head_responsibilities(&t->sizes, head, q);
      shares = q;
    }
    float conditional = 0.0f;
    for (int64_t k = 0; k < K; k++) conditional += shares[k] * kl[k];
    t->conditional[r] = conditional;
  }
}

static int64_t row_grain(const gm_sizes *sizes) { return 1 + 2048 / (sizes->components * sizes->latent); }

void gm_mixture_forward(const gm_sizes *sizes, gm_formulation formulation, const float *heads, const float *x, const float *prior,
                        float *responsibilities, float *inverse_variances, float *divergences, float *conditional,
                        float *component) {
  mixture_task t = {.sizes = *sizes, .formulation = formulation, .heads = heads, .x = x, .prior = prior,
                    .responsibilities = responsibilities, .inverse = inverse_variances, .divergences = divergences, .conditional = conditional,
                    .component = component};
  gm_parallel(sizes->batch * sizes->samples, row_grain(sizes), forward_body, &t);
}

/// One component's share of the gradient. p_k is its responsibility and g_k the gradient of its log density:
///   through log N(x; mu, var): dx += -g e/var, dmu = g e/var, dlv = g ½(e²/var - 1), with e = x - mu
///   through p_k KL_k:          dmu_q += p f/var, dmu -= p f/var, dlv_q += p ½(var_q/var - 1),
///                              dlv += p ½(1 - (var_q + f²)/var), with f = mu_q - mu
GM_INLINE void component_backward(int64_t size, float p, float g, const float *restrict x, const float *restrict mu_q,
                                  const float *restrict var_q, const float *restrict mu, const float *restrict lv,
                                  const float *restrict inverse, float *restrict dx, float *restrict d_mu_q,
                                  float *restrict d_lv_q, float *restrict d_mu, float *restrict d_lv) {
  for (int64_t d = 0; d < size; d++) {
    float i = inverse[d], e = x[d] - mu[d], f = mu_q[d] - mu[d];
    float ge = g * e * i, pf = p * f * i, ratio = var_q[d] * i;
    int inside = lv[d] >= -GM_LOG_VARIANCE_LIMIT && lv[d] <= GM_LOG_VARIANCE_LIMIT;
    dx[d] -= ge;
    d_mu_q[d] += pf;
    d_lv_q[d] += 0.5f * p * (ratio - 1.0f);
    d_mu[d] = ge - pf;
    d_lv[d] = inside ? 0.5f * (ge * e - g + p - p * ratio - pf * f) : 0.0f;
  }
}

/// dL/d log N_k = c p_k (KL_k - Σ p KL) + z p_k (log p_k - Σ p log p), the derivative of the softmax's two uses.
/// Divergences count from that of the likeliest component: where it takes all, two large numbers would be subtracted.
GM_INLINE void density_gradients(int64_t components, float c, float z, const float *p, const float *kl, float *g) {
  float conditional = 0.0f, negentropy = 0.0f;
  int64_t best = 0;
  for (int64_t k = 1; k < components; k++) best = p[k] > p[best] ? k : best;
  for (int64_t k = 0; k < components; k++) {
    conditional += p[k] * (kl[k] - kl[best]);
    negentropy += p[k] * gm_log(gm_maximum(p[k], 1e-37f));
  }
  for (int64_t k = 0; k < components; k++)
    g[k] = p[k] * (c * (kl[k] - kl[best] - conditional) + z * (gm_log(gm_maximum(p[k], 1e-37f)) - negentropy));
}

GM_KERNEL(backward_body) {
  const mixture_task *t = context;
  int64_t K = t->sizes.components, D = t->sizes.latent, width = gm_head_width(&t->sizes), M = t->sizes.samples;
  float c = t->weights.conditional, z = t->weights.component;
  int is_sampled = t->formulation == GM_SAMPLED, is_first = t->formulation == GM_FIRST_VERSION;
  float g[K], q[K], var_q[D], lv_q_plus_1[D];
  for (int64_t b = lower; b < upper; b++) {
    const float *mu_q = t->heads + b * width, *lv_q = mu_q + D;
    float *d_mu_q = t->d_heads + b * width, *d_lv_q = d_mu_q + D;
    posterior_variances(D, lv_q, var_q, lv_q_plus_1);
    float *d_logits = d_mu_q + 2 * (D + t->sizes.style);
    for (int64_t d = 0; d < D; d++) d_mu_q[d] = d_lv_q[d] = 0.0f;
    for (int64_t k = 0; k < t->sizes.logits; k++) d_logits[k] = 0.0f;
    if (is_first) head_responsibilities(&t->sizes, mu_q, q);
    for (int64_t r = b * M; r < (b + 1) * M; r++) {
      const float *mu = t->prior + r * 2 * K * D, *p = t->responsibilities_in + r * K;
      float *d_mu = t->d_prior + r * 2 * K * D;
      density_gradients(K, c, z, is_first ? q : p, t->divergences_in + r * K, g);
      if (is_first) {  // Those are the gradients of the logits; log N_k has that of the entropy of p.
        for (int64_t k = 0; k < K; k++) d_logits[k] += g[k];
        density_gradients(K, 0.0f, -t->weights.violation, p, t->divergences_in + r * K, g);
      }
      // Sampled, Σ p_k (log q - log N_k): log N_k has the gradient -c p_k, and log q = -½ Σ noise² + lv_q.
      if (is_sampled) {
        for (int64_t k = 0; k < K; k++) g[k] -= c * p[k];
        for (int64_t d = 0; d < D; d++) d_lv_q[d] -= 0.5f * c;
      }
      for (int64_t k = 0; k < K; k++)
        component_backward(D, is_sampled ? 0.0f : c * (is_first ? q[k] : p[k]), g[k], t->x + r * D, mu_q, var_q, mu + k * D, mu + (K + k) * D,
                           t->inverse_in + (r * K + k) * D, t->dx + r * D, d_mu_q, d_lv_q, d_mu + k * D,
                           d_mu + (K + k) * D);
    }
    for (int64_t d = 0; d < D; d++)
      if (gm_clamp_log_variance(lv_q[d]) != lv_q[d]) d_lv_q[d] = 0.0f;
  }
}

void gm_mixture_backward(const gm_sizes *sizes, gm_formulation formulation, gm_mixture_weights weights, const float *heads,
                         const float *x, const float *prior, const float *responsibilities,
                         const float *inverse_variances, const float *divergences, float *dx, float *d_prior,
                         float *d_heads) {
  float rows = (float)(sizes->batch * sizes->samples);
  gm_mixture_weights shares = {weights.conditional / rows, weights.component / rows, weights.violation / rows};
  mixture_task t = {.sizes = *sizes, .formulation = formulation, .weights = shares, .heads = heads, .x = x, .prior = prior,
                    .responsibilities_in = responsibilities, .inverse_in = inverse_variances,
                    .divergences_in = divergences, .dx = dx, .d_prior = d_prior, .d_heads = d_heads};
  gm_parallel(sizes->batch, row_grain(sizes), backward_body, &t);
}

GM_KERNEL(log_density_body) {
#pragma clang fp reassociate(on)
  const mixture_task *t = context;
  int64_t K = t->sizes.components, D = t->sizes.latent;
  for (int64_t i = lower; i < upper; i++) {
    int64_t r = i / K, k = i % K;
    const float *x = t->x + r * D, *mu = t->prior + (r * 2 * K + k) * D, *lv = mu + K * D;
    float sum = 0.0f;
    for (int64_t d = 0; d < D; d++) {
      float e = x[d] - mu[d], clamped = gm_clamp_log_variance(lv[d]);
      sum += e * e * gm_exp(-clamped) + clamped;
    }
    t->component[i] = -0.5f * sum;
  }
}

void gm_mixture_log_densities(const gm_sizes *sizes, const float *x, const float *prior, float *log_densities) {
  mixture_task t = {.sizes = *sizes, .x = x, .prior = prior, .component = log_densities};
  gm_parallel(sizes->batch * sizes->samples * sizes->components, 1 + 2048 / sizes->latent, log_density_body, &t);
}
