#include "instructions.h"

#include "CKernels.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {[GM_BASELINE] = "baseline", [GM_AVX2] = "avx2", [GM_AVX512] = "avx512"};

gm_instructions gm_chosen_instructions = GM_BASELINE;

static gm_instructions best(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return GM_AVX512;
  if (__builtin_cpu_supports("x86-64-v3")) return GM_AVX2;
#endif
  return GM_BASELINE;
}

__attribute__((constructor)) static void choose(void) {
  gm_chosen_instructions = best();
  const char *wanted = getenv("GMVAE_INSTRUCTIONS");
  if (!wanted) return;
  for (gm_instructions i = GM_BASELINE; i < best(); i++)
    if (strcmp(wanted, names[i]) == 0) gm_chosen_instructions = i;
}

const char *gm_instruction_set(void) { return names[gm_chosen_instructions]; }

const char *gm_best_instruction_set(void) { return names[best()]; }
