#ifndef GM_INSTRUCTIONS_H
#define GM_INSTRUCTIONS_H

#include <stdint.h>

/// The instruction sets that kernels are compiled for. On x86-64: what every processor has, v3 (AVX2) and v4 (AVX-512).
typedef enum { GM_BASELINE, GM_AVX2, GM_AVX512 } gm_instructions;

/// The one that the kernels use. It is chosen before `main` and stays.
extern gm_instructions gm_chosen_instructions;

/// For helpers that must become part of each variant of a kernel.
#define GM_INLINE static inline __attribute__((always_inline))

/// Begins a kernel, a function `name(const void *context, int64_t lower, int64_t upper)` for `gm_parallel`; its body
/// follows and is compiled for each instruction set. (The compiler's own `target_clones` asks the processor alone, so
/// that no test could run the code of older ones. Left alone, it takes half of AVX-512's width.)
#if defined(__x86_64__)
#define GM_KERNEL(name) \
  GM_INLINE void name##_code(const void *context, int64_t lower, int64_t upper); \
  GM_VARIANT(name, name##_avx512, "arch=x86-64-v4,no-prefer-256-bit") \
  GM_VARIANT(name, name##_avx2, "arch=x86-64-v3") \
  static void name(const void *context, int64_t lower, int64_t upper) { \
    switch (gm_chosen_instructions) { \
      case GM_AVX512: name##_avx512(context, lower, upper); break; \
      case GM_AVX2: name##_avx2(context, lower, upper); break; \
      case GM_BASELINE: name##_code(context, lower, upper); \
    } \
  } \
  GM_INLINE void name##_code(const void *context, int64_t lower, int64_t upper)
/// The same where products are not to be fused with sums: the numbers are then those of any processor.
#define GM_UNFUSED_KERNEL(name) \
  GM_INLINE void name##_code(const void *context, int64_t lower, int64_t upper); \
  GM_VARIANT(name, name##_unfused, "avx2") \
  static void name(const void *context, int64_t lower, int64_t upper) { \
    if (gm_chosen_instructions == GM_BASELINE) name##_code(context, lower, upper); else name##_unfused(context, lower, upper); \
  } \
  GM_INLINE void name##_code(const void *context, int64_t lower, int64_t upper)
#define GM_VARIANT(name, variant, architecture) \
  __attribute__((target(architecture), noinline)) static void variant(const void *context, int64_t lower, int64_t upper) { \
    name##_code(context, lower, upper); \
  }
#else
#define GM_KERNEL(name) static void name(const void *context, int64_t lower, int64_t upper)
#define GM_UNFUSED_KERNEL(name) GM_KERNEL(name)
#endif

#endif
