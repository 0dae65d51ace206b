// SPDX-License-Identifier: Apache-2.0
// The kernels that tcface_cbc_sha256.c chooses from.
#pragma once

#include "tcface_cbc_sha256.h"
#include "tcface_target.h"

extern const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_scalar;
#if defined(__x86_64__)
extern const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_avx2;
extern const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_shani;
/// The same, with four blocks to an instruction when it decrypts.
extern const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_shani_vaes;

void tcface_cbc_decrypt_vaes(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks);
#elif defined(__aarch64__)
extern const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_armv8;
#endif
