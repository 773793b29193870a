#include "CKernels.h"
#include "parallel.h"
#include "vector_math.h"

typedef struct { uint32_t v[4]; } block;

GM_INLINE block philox(block c, uint32_t k0, uint32_t k1) {
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)c.v[0] * 0xD2511F53u, p1 = (uint64_t)c.v[2] * 0xCD9E8D57u;
    block next = {{(uint32_t)(p1 >> 32) ^ c.v[1] ^ k0, (uint32_t)p1, (uint32_t)(p0 >> 32) ^ c.v[3] ^ k1, (uint32_t)p0}};
    c = next;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return c;
}

void gm_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]) {
  block c = {{counter[0], counter[1], counter[2], counter[3]}};
  c = philox(c, key[0], key[1]);
  for (int i = 0; i < 4; i++) output[i] = c.v[i];
}

typedef struct {
  uint32_t k0, k1, purpose, epoch, step;
  int64_t count;
  float limit;
  /// The block that `output` begins with.
  int64_t first;
  float *output;
} draw;

GM_INLINE block draw_block(const draw *d, int64_t index) {
  block counter = {{(uint32_t)index, d->step, d->epoch, d->purpose}};
  return philox(counter, d->k0, d->k1);
}

/// 23 random bits as a number in the open interval 0…1: with one more, adding a half would round the highest to 1.
GM_INLINE float open_uniform(uint32_t bits) { return ((float)(int32_t)(bits >> 9) + 0.5f) * 0x1p-23f; }

/// Box and Muller's transform: two uniform numbers to two independent normal ones.
GM_INLINE void normal_pair(uint32_t a, uint32_t b, float *first, float *second) {
  float sine, cosine;
  float radius = __builtin_sqrtf(-2.0f * gm_log(open_uniform(a)));
  gm_sin_cos_turn(open_uniform(b), &sine, &cosine);
  *first = radius * cosine;
  *second = radius * sine;
}

GM_KERNEL(normals_body) {
  const draw *d = context;
  for (int64_t i = lower; i < upper; i++) {
    block bits = draw_block(d, i);
    float *out = d->output + 4 * (i - d->first);
    normal_pair(bits.v[0], bits.v[1], out, out + 1);
    normal_pair(bits.v[2], bits.v[3], out + 2, out + 3);
  }
}

/// Calls `body` for the whole blocks of four numbers, and for the last numbers by way of a block of their own: they come from
/// the same code and do not depend on the count either.
static void run_blocks(draw d, gm_body body) {
  int64_t whole = d.count / 4, left = d.count % 4;
  gm_parallel(whole, 512, body, &d);
  if (left == 0) return;
  float rest[4] = {0}, *output = d.output + 4 * whole;
  for (int64_t i = 0; i < left; i++) rest[i] = output[i];
  d.first = whole;
  d.output = rest;
  body(&d, whole, whole + 1);
  for (int64_t i = 0; i < left; i++) output[i] = rest[i];
}

static draw make_draw(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float *output) {
  draw d = {(uint32_t)seed, (uint32_t)(seed >> 32), purpose, epoch, step, count, 1.0f, 0, output};
  return d;
}

void gm_normals(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float *output) {
  run_blocks(make_draw(seed, purpose, epoch, step, count, output), normals_body);
}

GM_KERNEL(uniforms_body) {
  const draw *d = context;
  float limit = d->limit;
  for (int64_t i = lower; i < upper; i++) {
    block bits = draw_block(d, i);
    float *out = d->output + 4 * (i - d->first);
    for (int j = 0; j < 4; j++) out[j] = (2.0f * open_uniform(bits.v[j]) - 1.0f) * limit;
  }
}

void gm_uniforms(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float limit,
                 float *output) {
  draw d = make_draw(seed, purpose, epoch, step, count, output);
  d.limit = limit;
  run_blocks(d, uniforms_body);
}

GM_KERNEL(bernoulli_body) {
  const draw *d = context;
  for (int64_t i = lower; i < upper; i++) {
    block bits = draw_block(d, i);
    float *out = d->output + 4 * (i - d->first);
    for (int j = 0; j < 4; j++) out[j] = open_uniform(bits.v[j]) < out[j] ? 1.0f : 0.0f;
  }
}

void gm_bernoulli_draws(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float *y) {
  run_blocks(make_draw(seed, purpose, epoch, step, count, y), bernoulli_body);
}
