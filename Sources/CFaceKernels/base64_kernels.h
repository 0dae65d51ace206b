// SPDX-License-Identifier: Apache-2.0
// What each kernel family offers to tcface_base64.c.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tcface_cpu.h"
#include "tcface_target.h"

/// `tcface_base64_encode_with` for callers that wipe what it leaves.
size_t base64_encode(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count);

// The kernels for blocks take as much of the input as they can in whole blocks and return how many bytes they took:
// a multiple of 3 in encoding, of 4 in decoding. The portable one follows the wide ones, and the reference does the
// rest. A decoder stops at the first block that holds a foreign byte, and leaves it to the reference to find it.

size_t tcface_base64_encode_scalar(uint8_t *output, const uint8_t *input, size_t count);
size_t tcface_base64_decode_scalar(uint8_t *output, const uint8_t *input, size_t count);

size_t tcface_base64_encode_blocks_portable(uint8_t *output, const uint8_t *input, size_t count);
size_t tcface_base64_decode_blocks_portable(uint8_t *output, const uint8_t *input, size_t count);

#if defined(__x86_64__)
size_t tcface_base64_encode_blocks_avx2(uint8_t *output, const uint8_t *input, size_t count);
size_t tcface_base64_decode_blocks_avx2(uint8_t *output, const uint8_t *input, size_t count);

size_t tcface_base64_encode_blocks_avx512(uint8_t *output, const uint8_t *input, size_t count);
size_t tcface_base64_decode_blocks_avx512(uint8_t *output, const uint8_t *input, size_t count);
#elif defined(__aarch64__)
size_t tcface_base64_encode_blocks_neon(uint8_t *output, const uint8_t *input, size_t count);
size_t tcface_base64_decode_blocks_neon(uint8_t *output, const uint8_t *input, size_t count);
#endif
