// SPDX-License-Identifier: Apache-2.0
// Several messages at once, each in a lane of its own: their chains do not wait for each other.
#pragma once

#include "tcface_cbc_sha256.h"
#include "tcface_target.h"

#define MOST_LANES 16

/// One way to advance as many messages as it has lanes, all by the same count.
struct lanes_kernel {
    const char *name;
    /// The stack that its functions take at most, in optimised code.
    size_t frames;
    size_t lanes;
    /// AES-256-CBC encryption of blocks of 16 bytes.
    void (*encrypt)(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                    size_t blocks);
    /// SHA-256 of blocks of 64 bytes; `words[w][i]` is word w of message i.
    void (*hash)(uint32_t words[8][MOST_LANES], const uint8_t *const *texts, size_t blocks);
};

#if defined(__x86_64__)
extern const struct lanes_kernel lanes_avx2;
extern const struct lanes_kernel lanes_avx512;
/// The same, with four blocks to an instruction when it encrypts.
extern const struct lanes_kernel lanes_avx512_vaes;

void lanes_encrypt_8_aesni(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                           size_t blocks);
void lanes_encrypt_16_vaes(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                           size_t blocks);
#elif defined(__aarch64__)
extern const struct lanes_kernel lanes_armv8;
#endif

/// The kernel of a family on this processor, or null.
const struct lanes_kernel *lanes_kernel_of(enum tcface_kernel family);
