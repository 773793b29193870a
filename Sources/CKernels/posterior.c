#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

typedef struct {
  gm_sizes sizes;
  float style_weight;
  const float *heads, *noise_x, *noise_w, *dx, *dw;
  float *x, *w, *d_heads, *divergence;
} posterior_task;

/// sample = mu + exp(lv/2)·noise
GM_INLINE void draw_row(int64_t size, const float *mu, const float *lv, const float *noise, float *sample) {
  for (int64_t d = 0; d < size; d++) sample[d] = mu[d] + gm_exp(0.5f * gm_clamp_log_variance(lv[d])) * noise[d];
}

GM_KERNEL(draw_body) {
  const posterior_task *t = context;
  int64_t dx = t->sizes.latent, dw = t->sizes.style, width = gm_head_width(&t->sizes);
  for (int64_t r = lower; r < upper; r++) {
    const float *head = t->heads + r / t->sizes.samples * width;
    draw_row(dx, head, head + dx, t->noise_x + r * dx, t->x + r * dx);
    draw_row(dw, head + 2 * dx, head + 2 * dx + dw, t->noise_w + r * dw, t->w + r * dw);
  }
}

void gm_reparameterize(const gm_sizes *sizes, const float *heads, const float *noise_x, const float *noise_w, float *x,
                       float *w) {
  posterior_task t = {.sizes = *sizes, .heads = heads, .noise_x = noise_x, .noise_w = noise_w, .x = x, .w = w};
  gm_parallel(sizes->batch * sizes->samples, 1 + 4096 / (sizes->latent + sizes->style), draw_body, &t);
}

/// Adds d/dmu = g and d/dlv = g·noise·exp(lv/2)/2 of one draw.
GM_INLINE void draw_row_backward(int64_t size, const float *lv, const float *noise, const float *gradient, float *d_mu,
                                 float *d_lv) {
  for (int64_t d = 0; d < size; d++) {
    float clamped = gm_clamp_log_variance(lv[d]);
    float slope = clamped == lv[d] ? 0.5f * gm_exp(0.5f * clamped) : 0.0f;
    d_mu[d] += gradient[d];
    d_lv[d] += gradient[d] * noise[d] * slope;
  }
}

GM_KERNEL(draw_backward_body) {
  const posterior_task *t = context;
  int64_t dx = t->sizes.latent, dw = t->sizes.style, width = gm_head_width(&t->sizes), samples = t->sizes.samples;
  for (int64_t b = lower; b < upper; b++) {
    const float *head = t->heads + b * width, *mu_w = head + 2 * dx, *lv_w = mu_w + dw;
    float *d_head = t->d_heads + b * width, *d_mu_w = d_head + 2 * dx, *d_lv_w = d_mu_w + dw;
    for (int64_t d = 0; d < dw; d++) {  // KL(q(w|y) ‖ N(0, I)) = ½ Σ (mu² + e^lv - lv - 1)
      float clamped = gm_clamp_log_variance(lv_w[d]);
      d_mu_w[d] = t->style_weight * mu_w[d];
      d_lv_w[d] = clamped == lv_w[d] ? t->style_weight * 0.5f * (gm_exp(clamped) - 1.0f) : 0.0f;
    }
    for (int64_t r = b * samples; r < (b + 1) * samples; r++) {
      draw_row_backward(dx, head + dx, t->noise_x + r * dx, t->dx + r * dx, d_head, d_head + dx);
      draw_row_backward(dw, lv_w, t->noise_w + r * dw, t->dw + r * dw, d_mu_w, d_lv_w);
    }
  }
}

void gm_reparameterize_backward(const gm_sizes *sizes, float style_weight, const float *heads, const float *noise_x,
                                const float *noise_w, const float *dx, const float *dw, float *d_heads) {
  posterior_task t = {.sizes = *sizes, .style_weight = style_weight / (float)sizes->batch, .heads = heads,
                      .noise_x = noise_x, .noise_w = noise_w, .dx = dx, .dw = dw, .d_heads = d_heads};
  gm_parallel(sizes->batch, 1 + 4096 / (sizes->latent + sizes->style), draw_backward_body, &t);
}

GM_KERNEL(style_body) {
#pragma clang fp reassociate(on)
  const posterior_task *t = context;
  int64_t dx = t->sizes.latent, dw = t->sizes.style, width = gm_head_width(&t->sizes);
  for (int64_t b = lower; b < upper; b++) {
    const float *mu = t->heads + b * width + 2 * dx, *lv = mu + dw;
    float sum = 0.0f;
    for (int64_t d = 0; d < dw; d++) {
      float clamped = gm_clamp_log_variance(lv[d]);
      sum += mu[d] * mu[d] + gm_exp(clamped) - clamped - 1.0f;
    }
    t->divergence[b] = 0.5f * sum;
  }
}

void gm_style_divergence(const gm_sizes *sizes, const float *heads, float *divergence) {
  posterior_task t = {.sizes = *sizes, .heads = heads, .divergence = divergence};
  gm_parallel(sizes->batch, 1 + 4096 / sizes->style, style_body, &t);
}
