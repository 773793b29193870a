#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <string.h>

typedef struct {
  gm_sizes sizes;
  const float *x, *prior, *gradient;
  float *dx, *d_prior;
} density_task;

/// dx += -g e/var, dmu = g e/var, dlv = g ½(e²/var - 1), with e = x - mu
GM_INLINE void density_backward(int64_t size, float g, const float *x, const float *mu, const float *lv,
                                float *restrict dx, float *restrict d_mu, float *restrict d_lv) {
  for (int64_t d = 0; d < size; d++) {
    float clamped = gm_clamp_log_variance(lv[d]), e = x[d] - mu[d], ge = g * e * gm_exp(-clamped);
    dx[d] -= ge;
    d_mu[d] = ge;
    d_lv[d] = clamped == lv[d] ? 0.5f * (ge * e - g) : 0.0f;
  }
}

GM_KERNEL(density_backward_body) {
  const density_task *t = context;
  int64_t K = t->sizes.components, D = t->sizes.latent;
  for (int64_t r = lower; r < upper; r++) {
    const float *mu = t->prior + r * 2 * K * D;
    float *d_mu = t->d_prior + r * 2 * K * D, *dx = t->dx + r * D;
    memset(dx, 0, (size_t)D * sizeof *dx);
    for (int64_t k = 0; k < K; k++)
      density_backward(D, t->gradient[r * K + k], t->x + r * D, mu + k * D, mu + (K + k) * D, dx, d_mu + k * D,
                       d_mu + (K + k) * D);
  }
}

void gm_mixture_log_densities_backward(const gm_sizes *sizes, const float *gradient, const float *x, const float *prior,
                                       float *dx, float *d_prior) {
  density_task t = {*sizes, x, prior, gradient, dx, d_prior};
  gm_parallel(sizes->batch * sizes->samples, 1 + 2048 / (sizes->components * sizes->latent), density_backward_body, &t);
}

void gm_posterior_means(const gm_sizes *sizes, const float *heads, float *x, float *w) {
  int64_t dx = sizes->latent, dw = sizes->style, width = gm_head_width(sizes);
  for (int64_t b = 0; b < sizes->batch; b++) {
    memcpy(x + b * dx, heads + b * width, (size_t)dx * sizeof *x);
    memcpy(w + b * dw, heads + b * width + 2 * dx, (size_t)dw * sizeof *w);
  }
}

void gm_posterior_means_backward(const gm_sizes *sizes, const float *dx, const float *dw, float *d_heads) {
  int64_t latent = sizes->latent, style = sizes->style, width = gm_head_width(sizes);
  for (int64_t b = 0; b < sizes->batch; b++) {
    float *d_head = d_heads + b * width;
    for (int64_t d = 0; d < latent; d++) d_head[d] += dx[b * latent + d];
    for (int64_t d = 0; d < style; d++) d_head[2 * latent + d] += dw[b * style + d];
  }
}

// The loss has no fused products: its numbers are those of any processor.

typedef struct {
  const gm_consistency *consistency;
  int64_t batch, components;
  float scale;
  const float *slopes;
  float *log_densities, *groups, *losses;
} consistency_task;

/// a_g = log Σ e^(l_k/T) over the components k of each group g, those with k mod G = g; `l` becomes each component's share in
/// its group.
GM_INLINE void gather_groups(int64_t components, int64_t groups, float temperature, float *l, float *a) {
  float largest[groups], sum[groups];
  for (int64_t g = 0; g < groups; g++) largest[g] = l[g], sum[g] = 0.0f;
  for (int64_t first = groups; first < components; first += groups)
    for (int64_t g = 0; g < groups && first + g < components; g++) largest[g] = gm_maximum(largest[g], l[first + g]);
  for (int64_t first = 0; first < components; first += groups) {
    int64_t count = components - first < groups ? components - first : groups;
    for (int64_t g = 0; g < count; g++) {
      l[first + g] = gm_exp((l[first + g] - largest[g]) / temperature);
      sum[g] += l[first + g];
    }
  }
  for (int64_t first = 0; first < components; first += groups) {
    int64_t count = components - first < groups ? components - first : groups;
    for (int64_t g = 0; g < count; g++) l[first + g] /= sum[g];
  }
  for (int64_t g = 0; g < groups; g++) a[g] = largest[g] / temperature + gm_log(sum[g]);
}

GM_UNFUSED_KERNEL(groups_body) {
  const consistency_task *t = context;
  int64_t K = t->components, G = t->consistency->groups;
  for (int64_t r = lower; r < upper; r++) {
    gather_groups(K, G, t->consistency->temperature, t->log_densities + r * K, t->groups + r * G);
    gm_log_softmax(G, 1.0f, t->groups + r * G, t->groups + r * G);
  }
}

/// q̄_k, the mean of q over the batch, and Σ_k q̄_k log q̄_k; `slopes` becomes the gradient of that for q̄, log q̄_k (+ 1, which
/// a softmax does not feel).
static float mean_usage(int64_t batch, int64_t components, const float *log_q, float *slopes) {
  float negentropy = 0.0f;
  for (int64_t k = 0; k < components; k++) slopes[k] = 0.0f;
  for (int64_t b = 0; b < batch; b++)
    for (int64_t k = 0; k < components; k++) slopes[k] += gm_exp(log_q[b * components + k]);
  for (int64_t k = 0; k < components; k++) {
    float mean = gm_maximum(slopes[k] / (float)batch, 1e-30f);
    slopes[k] = gm_log(mean);
    negentropy += mean * slopes[k];
  }
  return negentropy;
}

/// The gradients of one example's terms for a group's l: with s = weight/(B·T),
///   KL(q, q'):       dl' = s (q' - q)
///   balance · q̄:     dl  = s balance q (slope - Σ q slope)
///   entropy · H(q):  dl  = -s entropy q (log q + H)
/// of which each component has its share.
GM_INLINE float example_gradient(const gm_consistency *c, int64_t K, float scale, const float *slopes, float *q_row,
                                 float *copy_row) {
  float slope = 0.0f, entropy = 0.0f, divergence = 0.0f, q[K];
  for (int64_t k = 0; k < K; k++) q[k] = gm_exp(q_row[k]);
  for (int64_t k = 0; k < K; k++) {
    slope += q[k] * slopes[k];
    entropy -= q[k] * q_row[k];
    divergence += q[k] * (q_row[k] - copy_row[k]);
  }
  for (int64_t k = 0; k < K; k++) {
    copy_row[k] = scale * (gm_exp(copy_row[k]) - q[k]);
    q_row[k] = scale * q[k] * (c->balance * (slopes[k] - slope) - c->entropy * (q_row[k] + entropy));
  }
  return divergence + c->entropy * entropy;
}

/// The gradients of examples and of their copies, for the groups and then for their components.
GM_UNFUSED_KERNEL(gradients_body) {
  const consistency_task *t = context;
  int64_t K = t->components, G = t->consistency->groups;
  for (int64_t b = lower; b < upper; b++) {
    float *own = t->groups + b * G, *copy = t->groups + (t->batch + b) * G;
    t->losses[b] = example_gradient(t->consistency, G, t->scale, t->slopes, own, copy);
    float *l = t->log_densities + b * K, *l_copy = t->log_densities + (t->batch + b) * K;
    for (int64_t first = 0; first < K; first += G) {
      int64_t count = K - first < G ? K - first : G;
      for (int64_t g = 0; g < count; g++) l[first + g] *= own[g];
      for (int64_t g = 0; g < count; g++) l_copy[first + g] *= copy[g];
    }
  }
}

float gm_consistency_loss(const gm_consistency *c, int64_t batch, int64_t components, float *log_densities,
                          float *scratch) {
  int64_t G = c->groups, grain = 1 + 1024 / components;
  float slopes[G], losses[batch];
  consistency_task t = {.consistency = c, .batch = batch, .components = components, .slopes = slopes,
                        .scale = c->weight / ((float)batch * c->temperature), .log_densities = log_densities,
                        .groups = scratch, .losses = losses};
  gm_parallel(2 * batch, grain, groups_body, &t);
  float negentropy = mean_usage(batch, G, scratch, slopes), sum = 0.0f;
  gm_parallel(batch, grain, gradients_body, &t);
  for (int64_t b = 0; b < batch; b++) sum += losses[b];
  return sum / (float)batch + c->balance * (gm_log((float)G) + negentropy);
}
