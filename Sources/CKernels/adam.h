#ifndef GM_ADAM_H
#define GM_ADAM_H

#include "CKernels.h"
#include "parallel.h"

/// A step's settings as the loops over numbers use them.
typedef struct {
  float step, root, epsilon, beta2, rest1, rest2;
} gm_adam_rule;

GM_INLINE gm_adam_rule gm_adam_rule_of(const gm_adam_settings *s) {
  return (gm_adam_rule){
      .step = s->rate / s->correction1,
      .root = 1.0f / __builtin_sqrtf(s->correction2),
      .epsilon = s->epsilon,
      .beta2 = (float)s->beta2,
      .rest1 = (float)(1.0 - s->beta1),
      .rest2 = (float)(1.0 - s->beta2),
  };
}

GM_INLINE int gm_is_infinite_or_nan(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return (bits & 0x7f800000u) == 0x7f800000u;
}

/// Moves one number; gives 1 where its new value is not finite. v is finite only if the gradient and m are.
GM_INLINE int gm_adam_number(gm_adam_rule a, float gradient, float *p, float *m, float *v) {
  *m += a.rest1 * (gradient - *m);
  *v = a.beta2 * *v + a.rest2 * gradient * gradient;
  *p -= a.step * *m / (__builtin_sqrtf(*v) * a.root + a.epsilon);
  return gm_is_infinite_or_nan(*v) | gm_is_infinite_or_nan(*p);
}

#endif
