// Few labels: examples of a class belong to the component of the same number.
#include "CKernels.h"
#include "vector_math.h"

float gm_supervision_loss(float weight, int64_t batch, int64_t components, const int32_t *labels,
                          const float *log_densities, float *gradient) {
  float q[components], sum = 0.0f, scale = weight / (float)batch;
  int64_t labeled = 0;
  for (int64_t b = 0; b < batch; b++) {
    if (labels[b] < 0) continue;
    gm_log_softmax(components, 1.0f, log_densities + b * components, q);
    sum -= q[labels[b]];
    labeled++;
    for (int64_t k = 0; k < components; k++)
      gradient[b * components + k] += scale * (gm_exp(q[k]) - (k == labels[b] ? 1.0f : 0.0f));
  }
  return labeled > 0 ? sum / (float)labeled : 0.0f;
}
