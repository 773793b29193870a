// Agreement of examples with their neighbors.
#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

/// KL(q̄ ‖ π) with q̄ the mean of q over the batch; `slopes` becomes log(q̄_k / π_k), its gradient for q̄ but for a constant,
/// which a softmax does not feel.
static float usage_divergence(int64_t batch, int64_t components, const float *log_q, const float *log_shares,
                              float *slopes) {
  float divergence = 0.0f;
  for (int64_t k = 0; k < components; k++) {
    float mean = 0.0f;
    for (int64_t b = 0; b < batch; b++) mean += gm_exp(log_q[b * components + k]);
    mean = gm_maximum(mean / (float)batch, 1e-30f);
    slopes[k] = gm_log(mean) - log_shares[k];
    divergence += mean * slopes[k];
  }
  return divergence;
}

/// -log Σ_k q_k q'_k of a pair, whose gradients are q - r and q' - r with r_k = q_k q'_k / Σ q q'; and those of the
/// divergence, q (slope - Σ q slope), and of the cross entropy with cluster c, q - [k = c].
static float pair_gradient(const gm_agreement *a, int64_t K, const float *slopes, int32_t cluster, const float *log_q,
                           const float *log_n, float *gradient, float *neighbor) {
  float largest = log_q[0] + log_n[0], sum = 0.0f, slope = 0.0f;
  for (int64_t k = 0; k < K; k++) {
    largest = gm_maximum(largest, log_q[k] + log_n[k]);
    slope += gm_exp(log_q[k]) * slopes[k];
  }
  for (int64_t k = 0; k < K; k++) sum += gm_exp(log_q[k] + log_n[k] - largest);
  float log_sum = largest + gm_log(sum);
  for (int64_t k = 0; k < K; k++) {
    float q = gm_exp(log_q[k]), n = gm_exp(log_n[k]), r = gm_exp(log_q[k] + log_n[k] - log_sum);
    gradient[k] = a->weight * (q - r + q * (slopes[k] - slope)) + a->partition * (q - (k == cluster ? 1.0f : 0.0f));
    neighbor[k] = a->weight * (n - r);
  }
  return -log_sum;
}

float gm_agreement_loss(const gm_agreement *a, int64_t batch, int64_t components, const int32_t *clusters,
                        const float *log_shares, float *log_densities, float *scratch) {
  float slopes[components], sum = 0.0f, scale = 1.0f / (a->temperature * (float)batch);
  for (int64_t r = 0; r < 2 * batch; r++)
    gm_log_softmax(components, 1.0f / a->temperature, log_densities + r * components, scratch + r * components);
  float divergence = usage_divergence(batch, components, scratch, log_shares, slopes);
  for (int64_t b = 0; b < batch; b++) {
    int64_t own = b * components, other = (batch + b) * components;
    sum += pair_gradient(a, components, slopes, clusters[b], scratch + own, scratch + other, log_densities + own,
                         log_densities + other);
  }
  for (int64_t i = 0; i < 2 * batch * components; i++) log_densities[i] *= scale;
  return sum / (float)batch + divergence;
}
