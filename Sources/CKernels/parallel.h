#ifndef GM_PARALLEL_H
#define GM_PARALLEL_H

#include "instructions.h"

#include <stdint.h>

/// Compiles a body with AVX2 if the processor has it, where products are not to be fused with sums: the numbers are then those
/// of any processor, so that no choice of instructions changes them.
#define GM_UNFUSED_CLONES __attribute__((target_clones("avx2", "default")))

typedef void (*gm_body)(const void *context, int64_t lower, int64_t upper);

/// Calls `body` on ranges that cover 0..<count, on the pool's threads where there are at least two `grain`s of work.
/// The split never changes what is computed for an index, so results do not depend on the number of threads.
void gm_parallel(int64_t count, int64_t grain, gm_body body, const void *context);

#endif
