#ifndef CBYTES_H
#define CBYTES_H

#include <stdint.h>

/// The compression of SHA-256 (FIPS 180-4) over whole blocks of 64 bytes.
void gm_sha256_blocks(uint32_t state[_Nonnull 8], const uint8_t *_Nonnull bytes, int64_t blocks);

#endif
