#ifndef GM_LIKELIHOOD_H
#define GM_LIKELIHOOD_H

#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

#include <stddef.h>

/// An observation with the weight of its gradient divided by the rows.
typedef struct {
  gm_observation o;
  float weight;
} likelihood_task;

/// What each number of a row's example counts in log p, or NULL: two loops are made of a row's function, and the one without weights
/// multiplies nothing.
GM_INLINE const float *row_weights(const likelihood_task *t, int64_t r) {
  return t->o.weights ? t->o.weights + r / t->o.samples * t->o.weights_stride : NULL;
}

GM_INLINE const float *row_example(const likelihood_task *t, int64_t r) {
  return t->o.y + r / t->o.samples * t->o.size;
}

/// A kernel of the rows that `row` computes.
#define GM_LIKELIHOOD(name)                                                                          \
  GM_KERNEL(name##_body) {                                                                           \
    const likelihood_task *t = context;                                                              \
    if (t->o.weights)                                                                                \
      for (int64_t r = lower; r < upper; r++) name##_row(t, r, row_weights(t, r));                   \
    else                                                                                             \
      for (int64_t r = lower; r < upper; r++) name##_row(t, r, NULL);                                \
  }                                                                                                  \
  void gm_##name##_likelihood(const gm_observation *o) {                                             \
    likelihood_task t = {*o, o->weight / (float)(o->batch * o->samples)};                            \
    gm_parallel(o->batch * o->samples, 1 + 2048 / o->size, name##_body, &t);                         \
  }

#endif
