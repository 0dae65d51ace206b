// SPDX-License-Identifier: Apache-2.0
// AES-256-CBC encryption (NIST SP 800-38A section 6.2), SHA-256 (FIPS 180-4), and both at once.
//
// Each is one serial chain that keeps a core waiting most of the time, so that the two together take hardly longer
// than the slower one. 48 bytes of ciphertext are 64 characters of base64: a step encrypts three blocks and hashes
// one.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcface_cpu.h"

/// The AES-256 key schedule, 15 round keys of 16 bytes, and the last block of ciphertext, at first the IV. Secret.
struct tcface_aes256_cbc {
    uint8_t round_keys[15][16] __attribute__((aligned(16)));
    uint8_t chain[16] __attribute__((aligned(16)));
};

/// The eight words of a SHA-256 that has taken whole blocks.
struct tcface_sha256 {
    uint32_t words[8] __attribute__((aligned(16)));
};

/// What the caller will read and write next: the kernel asks for these lines before they are needed.
///
/// A processor ignores a request for an address that is not there, so both may lie outside of any object; hence they
/// are numbers, since pointers cannot be counted on there.
struct tcface_ahead {
    uintptr_t input;
    /// Bytes of input for each step, whose output is 64.
    size_t input_stride;
    uintptr_t output;
};

/// One way to do all of it. The functions that take blocks or steps do nothing for none.
struct tcface_cbc_sha256_kernel {
    /// For messages: a string that lives for ever.
    const char *name;
    /// The stack that its functions take at most, in optimised code: what may be left there when they have returned.
    size_t frames;
    /// Whether its hash is as fast as that of the system's libraries.
    bool hashes_fast;
    /// Whether encrypting and hashing side by side takes less time than the system's libraries one after the other.
    bool hides_encryption;
    /// Sets the schedule for a key; the chain is the caller's to set.
    void (*expand_key)(struct tcface_aes256_cbc *cbc, const uint8_t key[32]);
    /// Encrypts blocks of 16 bytes, three to a step.
    void (*encrypt)(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks,
                    struct tcface_ahead ahead);
    /// Decrypts blocks of 16 bytes with the schedule for encryption; input and output may not overlap.
    void (*decrypt)(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks);
    /// Hashes blocks of 64 bytes.
    void (*hash)(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead);
    /// In each step encrypts 48 bytes and hashes 64, which are not what it writes.
    void (*encrypt_and_hash)(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                             struct tcface_sha256 *sha, const uint8_t *text, size_t steps, struct tcface_ahead ahead);
};

/// The kernel of a family on this processor, or null: then the system's libraries do the work.
///
/// `TCFACE_KERNEL_SCALAR` gives the reference, hundreds of times slower than a library and for tests only.
const struct tcface_cbc_sha256_kernel *tcface_cbc_sha256_kernel_of(enum tcface_kernel kernel);

/// The state before the first block (FIPS 180-4 section 5.3.3).
extern const struct tcface_sha256 tcface_sha256_start;
