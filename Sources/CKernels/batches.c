#include "CKernels.h"
#include "parallel.h"

typedef struct {
  const void *source;
  const int32_t *indices;
  int64_t columns;
  float scale, offset;
  float *destination;
} gather;

GM_KERNEL(gather_bytes_body) {
  const gather *g = context;
  const uint8_t *source = g->source;
  for (int64_t r = lower; r < upper; r++) {
    const uint8_t *from = source + g->indices[r] * g->columns;
    float *to = g->destination + r * g->columns;
    for (int64_t c = 0; c < g->columns; c++) to[c] = (float)from[c] * g->scale + g->offset;
  }
}

void gm_gather_bytes(const uint8_t *source, const int32_t *indices, int64_t rows, int64_t columns, float scale,
                     float offset, float *destination) {
  gather g = {source, indices, columns, scale, offset, destination};
  gm_parallel(rows, 1 + 8192 / columns, gather_bytes_body, &g);
}

GM_KERNEL(gather_floats_body) {
  const gather *g = context;
  const float *source = g->source;
  for (int64_t r = lower; r < upper; r++) {
    const float *from = source + g->indices[r] * g->columns;
    float *to = g->destination + r * g->columns;
    for (int64_t c = 0; c < g->columns; c++) to[c] = from[c];
  }
}

void gm_gather_floats(const float *source, const int32_t *indices, int64_t rows, int64_t columns, float *destination) {
  gather g = {source, indices, columns, 1.0f, 0.0f, destination};
  gm_parallel(rows, 1 + 8192 / columns, gather_floats_body, &g);
}
