// SPDX-License-Identifier: Apache-2.0
// AES-256-CBC and the base64 on both sides of it at once, for bodies that are not hashed.
//
// The chain of CBC keeps a core waiting: it could do ten times as much in the time of a block. Base64 of the plaintext
// to come and of the ciphertext that is done fits there, and then takes no time of its own.
#pragma once

#include "tcface_cbc_sha256.h"

/// The functions take steps: 48 bytes of plaintext, which are 36 of media, become 64 characters of text. No steps are
/// nothing to do.
struct cbc_base64_kernel {
    /// For messages: a string that lives for ever.
    const char *name;
    /// Encrypts plaintext and writes the text of its ciphertext.
    void (*encrypt)(struct tcface_aes256_cbc *cbc, uint8_t *text, const uint8_t *plaintext, size_t steps,
                    struct tcface_ahead ahead);
    /// The same, while as many steps of media become plaintext behind the `known` bytes that stand there already: at
    /// least 16, since the end of a step needs the block after it. It is fastest from 64 on.
    void (*encode_and_encrypt)(struct tcface_aes256_cbc *cbc, uint8_t *text, uint8_t *plaintext, size_t known,
                               const uint8_t *media, size_t steps, struct tcface_ahead ahead);
};

#if defined(__x86_64__)
extern const struct cbc_base64_kernel cbc_base64_avx2;
#endif

/// The kernel of a family on this processor, or null: then one thing is done after the other.
const struct cbc_base64_kernel *cbc_base64_kernel_of(enum tcface_kernel family);
