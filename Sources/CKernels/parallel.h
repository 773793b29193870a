#ifndef GM_PARALLEL_H
#define GM_PARALLEL_H

#include "instructions.h"

#include <stdint.h>

typedef void (*gm_body)(const void *context, int64_t lower, int64_t upper);

/// Calls `body` on ranges that cover 0..<count, on the pool's threads if there are at least two `grain`s of work.
/// The split never changes what is computed for an index, so results do not depend on the number of threads.
void gm_parallel(int64_t count, int64_t grain, gm_body body, const void *context);

#endif
