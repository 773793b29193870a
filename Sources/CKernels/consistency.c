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

/// a_g = log Σ e^(l_k/T) over the components k of each group g, those with k mod G = g; `l` becomes each component's share in
/// its group.
static void gather_groups(int64_t components, int64_t groups, float temperature, float *l, float *a) {
  for (int64_t g = 0; g < groups; g++) {
    float largest = l[g], sum = 0.0f;
    for (int64_t k = g; k < components; k += groups) largest = gm_maximum(largest, l[k]);
    for (int64_t k = g; k < components; k += groups) {
      l[k] = gm_exp((l[k] - largest) / temperature);
      sum += l[k];
    }
    for (int64_t k = g; k < components; k += groups) l[k] /= sum;
    a[g] = largest / temperature + gm_log(sum);
  }
}

/// log softmax in place.
GM_INLINE void log_softmax(int64_t count, float *a) {
  float largest = a[0], sum = 0.0f;
  for (int64_t k = 1; k < count; k++) largest = gm_maximum(largest, a[k]);
  for (int64_t k = 0; k < count; k++) {
    a[k] -= largest;
    sum += gm_exp(a[k]);
  }
  float log_sum = gm_log(sum);
  for (int64_t k = 0; k < count; k++) a[k] -= log_sum;
}

/// q̄_k, the mean of q over the batch, and Σ_k q̄_k log q̄_k; `slopes` becomes the gradient of that for q̄, log q̄_k (+ 1, which
/// a softmax does not feel).
static float mean_usage(int64_t batch, int64_t components, const float *log_q, float *slopes) {
  float negentropy = 0.0f;
  for (int64_t k = 0; k < components; k++) {
    float mean = 0.0f;
    for (int64_t b = 0; b < batch; b++) mean += gm_exp(log_q[b * components + k]);
    mean = gm_maximum(mean / (float)batch, 1e-30f);
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
static float example_gradient(const gm_consistency *c, int64_t K, float scale, const float *slopes, float *q_row,
                              float *copy_row) {
  float slope = 0.0f, entropy = 0.0f, divergence = 0.0f;
  for (int64_t k = 0; k < K; k++) {
    float q = gm_exp(q_row[k]);
    slope += q * slopes[k];
    entropy -= q * q_row[k];
    divergence += q * (q_row[k] - copy_row[k]);
  }
  for (int64_t k = 0; k < K; k++) {
    float q = gm_exp(q_row[k]);
    copy_row[k] = scale * (gm_exp(copy_row[k]) - q);
    q_row[k] = scale * q * (c->balance * (slopes[k] - slope) - c->entropy * (q_row[k] + entropy));
  }
  return divergence + c->entropy * entropy;
}

float gm_consistency_loss(const gm_consistency *c, int64_t batch, int64_t components, float *log_densities,
                          float *scratch) {
  int64_t G = c->groups;
  float slopes[G], *copies = scratch + batch * G;
  for (int64_t r = 0; r < 2 * batch; r++) {
    gather_groups(components, G, c->temperature, log_densities + r * components, scratch + r * G);
    log_softmax(G, scratch + r * G);
  }
  float negentropy = mean_usage(batch, G, scratch, slopes), sum = 0.0f;
  float scale = c->weight / ((float)batch * c->temperature);
  for (int64_t b = 0; b < batch; b++)
    sum += example_gradient(c, G, scale, slopes, scratch + b * G, copies + b * G);
  for (int64_t r = 0; r < 2 * batch; r++)
    for (int64_t k = 0; k < components; k++) log_densities[r * components + k] *= scratch[r * G + k % G];
  return sum / (float)batch + c->balance * (gm_log((float)G) + negentropy);
}
