#include "likelihood.h"

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
  int64_t D = t->o.size;
  const float *y = row_example(t, r), *l = t->o.outputs + r * D;
  float sum = 0.0f;
  for (int64_t d = 0; d < D; d++) {
    float log_p = poisson_log(y[d], l[d]);
    sum += weights ? weights[d] * log_p : log_p;
  }
  t->o.log_likelihood[r] = sum;
  if (t->o.gradient == NULL) return;
  float *g = t->o.gradient + r * D;
  for (int64_t d = 0; d < D; d++) {
    float slope = t->weight * (gm_exp(l[d]) - y[d]);
    g[d] = weights ? weights[d] * slope : slope;
  }
}

GM_LIKELIHOOD(poisson)

// Negative binomial counts with mean mu and dispersion theta = e^r; the log dispersions are kept within ±8, for beyond 3000 it is a
// Poisson distribution as float32 sees it. With t = log mu - r and s(t) = log(1 + e^t):
// log p = -y·s(-t) - theta·s(t) + log Γ(y + theta) - log Γ(theta) - log y!.

#define LOG_DISPERSION_LIMIT 8.0f

GM_INLINE float clamp_log_dispersion(float r) {
  float bounded = r > LOG_DISPERSION_LIMIT ? LOG_DISPERSION_LIMIT : r;
  return bounded < -LOG_DISPERSION_LIMIT ? -LOG_DISPERSION_LIMIT : bounded;
}

/// log(1 + x) for x ≥ 0 without losing small ones: log u·x/(u - 1) for the rounded u = 1 + x.
GM_INLINE float log_one_plus(float x) {
  float u = 1.0f + x, d = u - 1.0f;
  return d > 0.0f ? gm_log(u) * (x / d) : x;
}

/// log(1 + e^t).
GM_INLINE float softplus(float t) {
  float magnitude = t < 0.0f ? -t : t;
  return gm_maximum(t, 0.0f) + log_one_plus(gm_exp(-magnitude));
}

/// 1/12z - 1/360z³, the rest of Stirling's series.
GM_INLINE float stirling_rest(float z) {
  float inverse = 1.0f / z;
  return inverse * (0.0833333333f - inverse * inverse * 0.00277777778f);
}

/// log Γ(y + theta) - log Γ(theta) - log y!. Below 8 counts it is a product, log Π (theta + k)/(k + 1). Else Stirling's series with
/// what is large taken off: of log Γ(a) - log Γ(y + 1) for a = y + theta, and for theta from 8 on of all three.
GM_INLINE float log_choices(float y, float theta) {
  float product = 1.0f;
  for (int k = 0; k < 8; k++) product *= (float)k < y ? (theta + (float)k) / (float)(k + 1) : 1.0f;
  float n = gm_maximum(y, 8.0f), a = n + theta, b = n + 1.0f, inverse_b = 1.0f / b;
  float difference = theta - 1.0f;
  float gamma_ratio = (a - 0.5f) * gm_log(a * inverse_b) + difference * gm_log(b) - difference + stirling_rest(a)
                      - stirling_rest(b);
  float z = theta + 8.0f;
  float rising = theta * (theta + 1.0f) * (theta + 2.0f) * (theta + 3.0f) * (theta + 4.0f) * (theta + 5.0f) * (theta + 6.0f)
                 * (theta + 7.0f);
  float log_gamma = (z - 0.5f) * gm_log(z) - z + 0.918938533204672742f + stirling_rest(z) - gm_log(rising);
  float large = gm_maximum(theta, 8.0f), c = n + large;
  float both = n * log_one_plus(large / n) + (large - 0.5f) * log_one_plus(n / large) - 0.5f * gm_log(n)
               - 0.918938533204672742f + stirling_rest(c) - stirling_rest(large) - stirling_rest(n);
  float many = theta < 8.0f ? gamma_ratio - log_gamma : both;
  return y < 8.0f ? gm_log(product) : many;
}

/// psi(y + theta) - psi(theta), its derivative for theta.
GM_INLINE float psi_difference(float y, float theta) {
  float few = 0.0f, shift = 0.0f;
  for (int k = 0; k < 8; k++) {
    float part = 1.0f / (theta + (float)k);
    shift += part;
    few += (float)k < y ? part : 0.0f;
  }
  // psi(z) = log z - 1/2z - 1/12z² + 1/120z⁴
  float n = gm_maximum(y, 8.0f), a = n + theta, z = theta < 8.0f ? theta + 8.0f : theta;
  float i = 1.0f / a, j = 1.0f / z;
  float tail = 0.5f * (j - i) + 0.0833333333f * (j * j - i * i) + 0.00833333333f * (i * i * i * i - j * j * j * j);
  float many = gm_log(a * j) + tail + (theta < 8.0f ? shift : 0.0f);
  return y < 8.0f ? few : many;
}

/// The logarithm of a row's mean counts less its logits: log Σ y - log Σ e^l. A row without counts is taken as one of one count.
GM_INLINE float log_size(const float *y, const float *logits, int64_t D) {
#pragma clang fp reassociate(on)
  float greatest = logits[0], total = 0.0f, sum = 0.0f;
  for (int64_t d = 0; d < D; d++) greatest = gm_maximum(greatest, logits[d]);
  for (int64_t d = 0; d < D; d++) {
    total += y[d];
    sum += gm_exp(logits[d] - greatest);
  }
  return gm_log(gm_maximum(total, 1.0f)) - greatest - gm_log(sum);
}

/// Takes the gradient for the logarithms of the means to that for the logits, whose softmax the means' shares are.
GM_INLINE void softmax_backward(const float *logits, float log_size, float total, float *g, int64_t D) {
#pragma clang fp reassociate(on)
  float sum = 0.0f, inverse = 1.0f / gm_maximum(total, 1.0f);
  for (int64_t d = 0; d < D; d++) sum += g[d];
  for (int64_t d = 0; d < D; d++) g[d] -= sum * inverse * gm_exp(logits[d] + log_size);
}

GM_INLINE float sum_of(const float *y, int64_t D) {
#pragma clang fp reassociate(on)
  float total = 0.0f;
  for (int64_t d = 0; d < D; d++) total += y[d];
  return total;
}

GM_INLINE float nb_log(float y, float t, float theta) {
  return log_choices(y, theta) - y * softplus(-t) - theta * softplus(t);
}

/// Derivatives of log p for log mu and for log theta.
GM_INLINE float nb_mean_slope(float y, float t, float theta) {
  float share = gm_logistic(t);
  return y * (1.0f - share) - theta * share;
}

GM_INLINE float nb_dispersion_slope(float y, float t, float theta) {
  return theta * (psi_difference(y, theta) - softplus(t)) - nb_mean_slope(y, t, theta);
}

GM_INLINE void nb_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->o.size;
  const float *y = row_example(t, r), *l = t->o.outputs + r * 2 * D, *dispersions = l + D;
  float size = log_size(y, l, D), sum = 0.0f;
  for (int64_t d = 0; d < D; d++) {
    float r_d = clamp_log_dispersion(dispersions[d]);
    float log_p = nb_log(y[d], l[d] + size - r_d, gm_exp(r_d));
    sum += weights ? weights[d] * log_p : log_p;
  }
  t->o.log_likelihood[r] = sum;
  if (t->o.gradient == NULL) return;
  float *restrict d_l = t->o.gradient + r * 2 * D, *restrict d_r = d_l + D;
  for (int64_t d = 0; d < D; d++) {
    float r_d = clamp_log_dispersion(dispersions[d]), theta = gm_exp(r_d), ratio = l[d] + size - r_d;
    float weight = weights ? -t->weight * weights[d] : -t->weight;
    d_l[d] = weight * nb_mean_slope(y[d], ratio, theta);
    d_r[d] = r_d == dispersions[d] ? weight * nb_dispersion_slope(y[d], ratio, theta) : 0.0f;
  }
  softmax_backward(l, size, sum_of(y, D), d_l, D);
}

GM_LIKELIHOOD(nb)

/// The same with a share of zeros more, the logistic of a third parameter q: log p(0) = log(e^q + p_nb(0)) - s(q), and of other counts
/// log p_nb - s(q). The share of p(0) that is the binomial's is the logistic of log p_nb(0) - q.
GM_INLINE void zinb_row(const likelihood_task *t, int64_t r, const float *weights) {
#pragma clang fp reassociate(on)
  int64_t D = t->o.size;
  const float *y = row_example(t, r), *l = t->o.outputs + r * 3 * D, *dispersions = l + D, *zeros = dispersions + D;
  float size = log_size(y, l, D), sum = 0.0f;
  for (int64_t d = 0; d < D; d++) {
    float r_d = clamp_log_dispersion(dispersions[d]), theta = gm_exp(r_d), ratio = l[d] + size - r_d, q = zeros[d];
    float none = -theta * softplus(ratio);
    float log_p = (y[d] > 0.0f ? nb_log(y[d], ratio, theta) : q + softplus(none - q)) - softplus(q);
    sum += weights ? weights[d] * log_p : log_p;
  }
  t->o.log_likelihood[r] = sum;
  if (t->o.gradient == NULL) return;
  float *restrict d_l = t->o.gradient + r * 3 * D, *restrict d_r = d_l + D, *restrict d_q = d_r + D;
  for (int64_t d = 0; d < D; d++) {
    float r_d = clamp_log_dispersion(dispersions[d]), theta = gm_exp(r_d), ratio = l[d] + size - r_d, q = zeros[d];
    float weight = weights ? -t->weight * weights[d] : -t->weight;
    float share = y[d] > 0.0f ? 1.0f : gm_logistic(-theta * softplus(ratio) - q);
    d_l[d] = weight * share * nb_mean_slope(y[d], ratio, theta);
    d_r[d] = r_d == dispersions[d] ? weight * share * nb_dispersion_slope(y[d], ratio, theta) : 0.0f;
    d_q[d] = weight * (1.0f - share - gm_logistic(q));
  }
  softmax_backward(l, size, sum_of(y, D), d_l, D);
}

GM_LIKELIHOOD(zinb)

typedef struct {
  int64_t size, width;
  float total;
  float *outputs;
} share_task;

GM_KERNEL(count_means_body) {
#pragma clang fp reassociate(on)
  const share_task *t = context;
  for (int64_t r = lower; r < upper; r++) {
    float *l = t->outputs + r * t->width, greatest = l[0], sum = 0.0f;
    for (int64_t d = 0; d < t->size; d++) greatest = gm_maximum(greatest, l[d]);
    for (int64_t d = 0; d < t->size; d++) sum += l[d] = gm_exp(l[d] - greatest);
    float factor = t->total / sum;
    for (int64_t d = 0; d < t->size; d++) l[d] *= factor;
    if (t->width < 3 * t->size) continue;
    for (int64_t d = 0; d < t->size; d++) l[d] *= 1.0f - gm_logistic(l[2 * t->size + d]);
  }
}

void gm_count_means(int64_t rows, int64_t size, int64_t parameters, float total, float *outputs) {
  share_task t = {size, parameters * size, total, outputs};
  gm_parallel(rows, 1 + 2048 / size, count_means_body, &t);
}
