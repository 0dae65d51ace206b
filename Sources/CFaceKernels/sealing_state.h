// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cbc_base64.h"
#include "sm4_gcm.h"
#include "tcface_cbc_sha256.h"
#include "tcface_sealing.h"

/// A step is 48 bytes of ciphertext and the 64 characters that they become, one block of SHA-256.
#define SEALING_STEP 48
#define SEALING_STEP_TEXT 64

/// The most plaintext that waits: less than a step from the piece before, a last group, and what the caller adds.
#define SEALING_WAITING (SEALING_STEP - 1 + 4 + TCFACE_SEALING_WAITING)

/// Room for the plaintext of a piece, what waits from the piece before, and the ends of a body.
#define SEALING_ROOM (9216 + 256)

/// Room for the text of a piece of AES-256-CBC, which has at most 87 steps, and for a begun block.
#define SEALING_KEPT (88 * SEALING_STEP_TEXT)

struct tcface_sealing {
    enum tcface_kernel family;
    enum tcface_algorithm algorithm;
    /// Whether the content is media, which base64 makes text of.
    bool is_media;
    /// Whether someone else hashes the text.
    bool leaves_hash;
    const struct tcface_cbc_sha256_kernel *kernel;
    const struct sm4_gcm_kernel *gcm_kernel;
    /// Where nothing is hashed: the kernel that does base64 meanwhile, if there is one.
    const struct cbc_base64_kernel *cbc_base64;
    union {
        struct tcface_aes256_cbc cbc;
        struct sm4_gcm gcm;
    };
    struct tcface_sha256 sha;
    /// All text so far, in bytes.
    uint64_t text_count;
    /// Text that is not yet hashed: a begun block, and between two updates the text of a piece before it.
    uint8_t unhashed[SEALING_KEPT] __attribute__((aligned(64)));
    size_t unhashed_count;
    /// Up to two bytes of media that wait for their group of three.
    uint8_t ungrouped[3];
    size_t ungrouped_count;
    /// Plaintext that is not yet encrypted; fewer than 48 bytes between two updates.
    size_t plaintext_count;
    uint8_t plaintext[SEALING_ROOM] __attribute__((aligned(64)));
    uint8_t ciphertext[SEALING_ROOM] __attribute__((aligned(64)));
};

/// Text that was written by one call, and how far it is hashed.
struct sealing_text {
    uint8_t *end;
    const uint8_t *unhashed;
};

/// Appends the plaintext of a piece of content.
void sealing_add_content(struct tcface_sealing *sealing, const uint8_t *content, size_t count);
/// Appends base64 of the ciphertext.
void sealing_write_text(struct tcface_sealing *sealing, struct sealing_text *text, size_t count);
/// Brings the hash to a border of its blocks, inside this call's text: hashes what an earlier call kept, and the block
/// that it began.
void sealing_join_unhashed(struct tcface_sealing *sealing, struct sealing_text *text);
/// Hashes what can be hashed, and keeps the rest: the caller's memory may be gone at the next call.
void sealing_hash_rest(struct tcface_sealing *sealing, struct sealing_text *text);
/// With `cbc_base64`: encrypts all whole steps of plaintext, and writes their text.
void sealing_encrypt_to_text(struct tcface_sealing *sealing, struct sealing_text *text, struct tcface_ahead ahead);
/// With `cbc_base64`: seals media as long as it makes whole steps, and gives how many bytes it took. Some steps of
/// plaintext are left over.
size_t sealing_encode_and_encrypt(struct tcface_sealing *sealing, struct sealing_text *text, const uint8_t *media,
                                  size_t count);
