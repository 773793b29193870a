// Elementary functions without branches or calls, so that loops over them vectorise. Relative error below 2e-7 where
// the result is normal (tests compare with libm).
#ifndef GM_VECTOR_MATH_H
#define GM_VECTOR_MATH_H

#include "CKernels.h"
#include "parallel.h"

#include <stdint.h>

GM_INLINE float gm_from_bits(uint32_t bits) {
  union { uint32_t i; float f; } u = {.i = bits};
  return u.f;
}

GM_INLINE uint32_t gm_to_bits(float value) {
  union { float f; uint32_t i; } u = {.f = value};
  return u.i;
}

/// Numbers of a row of the encoder's heads.
GM_INLINE int64_t gm_head_width(const gm_sizes *sizes) { return 2 * (sizes->latent + sizes->style) + sizes->logits; }

GM_INLINE float gm_maximum(float a, float b) { return a > b ? a : b; }

/// Keeps variances representable; NaN stays NaN.
GM_INLINE float gm_clamp_log_variance(float lv) {
  float bounded = lv > GM_LOG_VARIANCE_LIMIT ? GM_LOG_VARIANCE_LIMIT : lv;
  return bounded < -GM_LOG_VARIANCE_LIMIT ? -GM_LOG_VARIANCE_LIMIT : bounded;
}

/// e^x: x = n·log 2 + r, |r| ≤ log 2 / 2, a polynomial for e^r (Cephes' coefficients), and n added to the exponent.
/// NaN stays NaN.
GM_INLINE float gm_exp(float x) {
  float clamped = x > 88.3f ? 88.3f : x;
  clamped = clamped < -87.3f ? -87.3f : clamped;
  const float round = 12582912.0f;  // 1.5·2^23: adding it rounds to a whole number
  float shifted = clamped * 1.44269504088896341f + round, n = shifted - round;
  float r = clamped - n * 0.693359375f;
  r -= n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  // The last bits of `shifted` are n as a whole number: no conversion, which is undefined for NaN.
  return p * gm_from_bits((gm_to_bits(shifted) - gm_to_bits(round) + 127) << 23);
}

/// log x for x > 0 and normal: x = 2^n·m, m in √½…√2, and Cephes' polynomial for log(1 + (m - 1)). Whole numbers without
/// a sign wrap around, also for the bits of other x, which give some number.
GM_INLINE float gm_log(float x) {
  uint32_t bits = gm_to_bits(x);
  uint32_t shifted = bits - 0x3f3504f3u;  // √½
  int32_t n = (int32_t)shifted >> 23;
  float m = gm_from_bits(bits - ((uint32_t)n << 23)) - 1.0f;
  float z = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  p = p * m * z;
  float e = (float)n;
  p += e * -2.12194440e-4f;
  p -= 0.5f * z;
  return m + p + e * 0.693359375f;
}

/// sin and cos of 2π·u for u in 0…1: a quadrant and polynomials on ±π/4.
GM_INLINE void gm_sin_cos_turn(float u, float *sine, float *cosine) {
  const float round = 12582912.0f;
  float q = (u * 4.0f + round) - round;
  float r = (u - q * 0.25f) * 6.28318530717958648f;
  float z = r * r;
  float s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * r + r;
  float c = ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z - 0.5f * z + 1.0f;
  int32_t quadrant = (int32_t)q & 3;
  float first = quadrant & 1 ? c : s;
  float second = quadrant & 1 ? s : c;
  *sine = quadrant & 2 ? -first : first;
  *cosine = (quadrant + 1) & 2 ? -second : second;
}

/// tanh a: Cephes' polynomial near 0, elsewhere 1 - 2/(e^2a + 1).
GM_INLINE float gm_tanh(float a) {
  float z = a * a;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float near = p * z * a + a, far = 1.0f - 2.0f / (gm_exp(2.0f * a) + 1.0f);
  return z < 0.390625f ? near : far;
}

/// log(1 + e^l), without overflow.
GM_INLINE float gm_softplus(float l) {
  float magnitude = l < 0.0f ? -l : l;
  return gm_maximum(l, 0.0f) + gm_log(1.0f + gm_exp(-magnitude));
}

/// log softmax of `scale` times a row, in another one or in its own place.
GM_INLINE void gm_log_softmax(int64_t count, float scale, const float *a, float *result) {
  float largest = a[0], sum = 0.0f, powers[count];
  for (int64_t k = 1; k < count; k++) largest = gm_maximum(largest, a[k]);
  for (int64_t k = 0; k < count; k++) {
    result[k] = scale * (a[k] - largest);
    powers[k] = gm_exp(result[k]);
  }
  for (int64_t k = 0; k < count; k++) sum += powers[k];
  float log_sum = gm_log(sum);
  for (int64_t k = 0; k < count; k++) result[k] -= log_sum;
}

GM_INLINE float gm_logistic(float l) { return 1.0f / (1.0f + gm_exp(-l)); }

#endif
