// SPDX-License-Identifier: Apache-2.0
// SM4 (GB/T 32907-2016) in GCM (NIST SP 800-38D) with nonces of 12 bytes: what the kernels share.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcface_cpu.h"
#include "tcface_target.h"

/// Powers of the hash key that a kernel may keep, so that so many blocks are reduced at once.
#define SM4_GCM_POWERS 64

/// The state of one message. Secret but for the counter.
struct sm4_gcm {
    uint32_t round_keys[32] __attribute__((aligned(64)));
    /// The kernel's own order and form.
    uint8_t powers[SM4_GCM_POWERS][16] __attribute__((aligned(64)));
    /// The hash so far, as the standard writes it.
    uint8_t hash[16] __attribute__((aligned(16)));
    /// The next counter block.
    uint8_t counter[16];
    /// What the tag is XORed with at the end.
    uint8_t tag_mask[16];
    uint64_t data_count, message_count;
    /// Keystream of a block that is begun, and its ciphertext, filled up with zeros.
    uint8_t keystream[16], begun[16];
};

/// One way to do all of it.
struct sm4_gcm_kernel {
    const char *name;
    /// The stack that its functions take at most, in optimised code.
    size_t frames;
    /// The round keys of a key.
    void (*expand_key)(uint32_t round_keys[32], const uint8_t key[16]);
    /// Sets the powers of the hash key.
    void (*set_hash_key)(struct sm4_gcm *gcm, const uint8_t hash_key[16]);
    /// XORs the keystream of whole blocks from the counter on; input may be output.
    void (*counter_mode)(struct sm4_gcm *gcm, uint8_t *output, const uint8_t *input, size_t blocks);
    /// Hashes whole blocks.
    void (*hash)(struct sm4_gcm *gcm, const uint8_t *input, size_t blocks);
};

extern const struct sm4_gcm_kernel sm4_gcm_scalar;
#if defined(__x86_64__)
extern const struct sm4_gcm_kernel sm4_gcm_aesni;
extern const struct sm4_gcm_kernel sm4_gcm_gfni;
#elif defined(__aarch64__)
extern const struct sm4_gcm_kernel sm4_gcm_neon;
extern const struct sm4_gcm_kernel sm4_gcm_armv82;
#endif

/// The kernel of a family on this processor, or null.
const struct sm4_gcm_kernel *sm4_gcm_kernel_of(enum tcface_kernel family);

/// Begins a message.
void sm4_gcm_begin(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, const uint8_t key[16],
                   const uint8_t nonce[12]);
/// Takes all associated data, before anything else.
void sm4_gcm_authenticate(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, const uint8_t *data, size_t count);
/// Encrypts or decrypts any number of bytes.
void sm4_gcm_process(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, uint8_t *output, const uint8_t *input,
                     size_t count, bool decrypts);
/// The tag of the whole message.
void sm4_gcm_tag(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, uint8_t tag[16]);
