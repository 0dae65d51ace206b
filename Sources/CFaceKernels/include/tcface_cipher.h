// SPDX-License-Identifier: Apache-2.0
// One message under one key and one IV.
//
// Nothing is allocated. The caller's memory holds the whole state, key schedule included: wiping it wipes everything,
// as each call wipes what it left on the stack and in vector registers. On the stack that holds for code optimised with
// -O2.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcface_cpu.h"

enum tcface_algorithm {
    /// Keys of 32 bytes, IVs of 16.
    TCFACE_AES_256_CBC = 0,
    /// Keys of 16 bytes, nonces of 12, tags of 16.
    TCFACE_SM4_GCM = 1,
};

struct tcface_cipher;

/// The memory that a message needs, in bytes; its address must be a multiple of `TCFACE_CIPHER_ALIGNMENT`.
size_t tcface_cipher_size(void);
#define TCFACE_CIPHER_ALIGNMENT 64

/// Whether the family has a kernel on this processor that is at least as fast as the system's libraries.
///
/// Never for scalar, which is the reference that the others are compared with.
bool tcface_cipher_available(enum tcface_kernel family, enum tcface_algorithm algorithm);

/// Begins a message with a kernel that is available, or with the scalar one.
void tcface_cipher_begin(struct tcface_cipher *cipher, enum tcface_kernel family, enum tcface_algorithm algorithm,
                         bool decrypts, const uint8_t *key, const uint8_t *iv);

/// Takes associated data, all of it at once and before anything else; GCM only.
void tcface_cipher_authenticate(struct tcface_cipher *cipher, const uint8_t *data, size_t count);

/// Encrypts or decrypts; CBC takes whole blocks of 16 bytes. Input and output may not overlap.
void tcface_cipher_process(struct tcface_cipher *cipher, uint8_t *output, const uint8_t *input, size_t count);

/// The tag of the whole message; GCM only.
void tcface_cipher_tag(struct tcface_cipher *cipher, uint8_t tag[16]);
