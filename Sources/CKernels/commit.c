#include "CKernels.h"

#ifndef GMVAE_COMMIT
#define GMVAE_COMMIT ""
#endif

const char *gm_commit(void) { return GMVAE_COMMIT; }
