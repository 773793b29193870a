#include "likelihood.h"

/// log Σ e^l of some logits.
GM_INLINE float log_sum(const float *l, int64_t count) {
  float greatest = l[0], sum = 0.0f;
  for (int64_t i = 1; i < count; i++) greatest = gm_maximum(greatest, l[i]);
  for (int64_t i = 0; i < count; i++) sum += gm_exp(l[i] - greatest);
  return greatest + gm_log(sum);
}

/// The levels that begin at number d: all numbers where the columns are not told, 0 for a column of numbers.
GM_INLINE int64_t levels_at(const gm_observation *o, int64_t d) { return o->levels ? o->levels[d] : o->size; }

/// Categories, each some neighboring numbers that sum to 1: log p = Σ y·(l - log Σ e^l). Between them may stand numbers with a Gaussian
/// distribution, where the outputs have log variances.
GM_INLINE void columns_row(const likelihood_task *t, int64_t r, const float *weights, int parameters) {
  const gm_observation *o = &t->o;
  int64_t D = o->size;
  const float *y = row_example(t, r), *l = o->outputs + r * parameters * D, *lv = l + D;
  float *g = o->gradient ? o->gradient + r * parameters * D : NULL, sum = 0.0f;
  for (int64_t d = 0; d < D;) {
    int64_t levels = levels_at(o, d);
    if (levels > 0) {
      float log_total = log_sum(l + d, levels), counted = 0.0f;
      for (int64_t i = d; i < d + levels; i++) {
        float weight = weights ? weights[i] : 1.0f;
        sum += weight * y[i] * (l[i] - log_total);
        counted += weight * y[i];
      }
      for (int64_t i = d; g && i < d + levels; i++) {
        float weight = weights ? weights[i] : 1.0f;
        g[i] = t->weight * (counted * gm_exp(l[i] - log_total) - weight * y[i]);
        if (parameters > 1) g[D + i] = 0.0f;
      }
      d += levels;
    } else {
      float clamped = gm_clamp_log_variance(lv[d]), e = y[d] - l[d], inverse = gm_exp(-clamped);
      float weight = weights ? weights[d] : 1.0f;
      sum -= 0.5f * weight * (e * e * inverse + clamped + 1.83787706640934548f);
      if (g) {
        g[d] = -t->weight * weight * e * inverse;
        g[D + d] = clamped == lv[d] ? 0.5f * t->weight * weight * (1.0f - e * e * inverse) : 0.0f;
      }
      d += 1;
    }
  }
  o->log_likelihood[r] = sum;
}

GM_INLINE void categorical_row(const likelihood_task *t, int64_t r, const float *weights) { columns_row(t, r, weights, 1); }

GM_LIKELIHOOD(categorical)

GM_INLINE void mixed_row(const likelihood_task *t, int64_t r, const float *weights) { columns_row(t, r, weights, 2); }

GM_LIKELIHOOD(mixed)

typedef struct {
  gm_observation o;
  int64_t parameters;
  float *outputs;
} share_task;

GM_KERNEL(category_means_body) {
  const share_task *t = context;
  for (int64_t r = lower; r < upper; r++) {
    float *l = t->outputs + r * t->parameters * t->o.size;
    for (int64_t d = 0; d < t->o.size;) {
      int64_t levels = levels_at(&t->o, d);
      float log_total = levels > 0 ? log_sum(l + d, levels) : 0.0f;
      for (int64_t i = d; i < d + levels; i++) l[i] = gm_exp(l[i] - log_total);
      d += levels > 0 ? levels : 1;
    }
  }
}

void gm_category_means(int64_t rows, int64_t size, int64_t parameters, const int32_t *levels, float *outputs) {
  share_task t = {{.size = size, .levels = levels}, parameters, outputs};
  gm_parallel(rows, 1 + 2048 / size, category_means_body, &t);
}
