// SPDX-License-Identifier: Apache-2.0
// One sealed body in one pass: media -> base64 inside JSON -> cipher -> base64 -> SHA-256 of the text, in pieces that
// stay in the first-level cache. With AES-256-CBC, one piece is encrypted while the text of the piece before it is
// hashed; where nothing is hashed, while base64 is done on both sides.
//
// Nothing is allocated. The caller's memory holds the whole state, key schedule and plaintext included: wiping it
// wipes everything, as each call wipes what it left on the stack and in vector registers. On the stack that holds for
// code optimised with -O2.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tcface_cipher.h"
#include "tcface_cpu.h"

/// A body on its way.
struct tcface_sealing;

/// The memory that a body needs, in bytes; its address must be a multiple of `TCFACE_SEALING_ALIGNMENT`.
size_t tcface_sealing_size(void);
#define TCFACE_SEALING_ALIGNMENT 64

/// The most bytes that one `tcface_sealing_add_plaintext` takes.
#define TCFACE_SEALING_PLAINTEXT 64
/// The most bytes that may be added so between two updates, before the first or after the last.
#define TCFACE_SEALING_WAITING 128

/// Whether this processor has a kernel of the family for a cipher that is faster than the system's libraries.
/// With the hash or, after `tcface_sealing_leave_hash`, without it.
bool tcface_sealing_available(enum tcface_kernel family, enum tcface_algorithm algorithm, bool hashes);

/// Whether a kernel that is available hides the hash behind the cipher, so that a second core could take nothing off it.
bool tcface_sealing_hides_hash(enum tcface_kernel family, enum tcface_algorithm algorithm);

/// Begins a body. The key has 32 or 16 bytes, the IV 16 or 12.
///
/// Scalar is the reference, which is not "available" because it is slow, but may be named here.
void tcface_sealing_begin(struct tcface_sealing *sealing, enum tcface_kernel family, enum tcface_algorithm algorithm,
                          bool is_media, const uint8_t *key, const uint8_t *iv);

/// From here on nothing is hashed: someone else does it, and `tcface_sealing_digest` means nothing.
void tcface_sealing_leave_hash(struct tcface_sealing *sealing);

/// Appends text as it stands, outside the ciphertext, and hashes it. `output` has room for `count` bytes.
void tcface_sealing_add_text(struct tcface_sealing *sealing, uint8_t *output, const uint8_t *text, size_t count);

/// Takes plaintext as it stands, before the content or after it; it comes out with what follows. More than
/// `TCFACE_SEALING_WAITING` bytes that wait end the process.
void tcface_sealing_add_plaintext(struct tcface_sealing *sealing, const uint8_t *bytes, size_t count);

/// How many bytes `tcface_sealing_update` will write for so much content. For none it writes nothing, whatever waits.
size_t tcface_sealing_update_count(const struct tcface_sealing *sealing, size_t count);

/// Seals content and gives how many bytes it wrote to `output`.
size_t tcface_sealing_update(struct tcface_sealing *sealing, uint8_t *output, const uint8_t *content, size_t count);

/// Ends the content: what `tcface_sealing_add_plaintext` gives next stands after it.
void tcface_sealing_end_content(struct tcface_sealing *sealing);

/// How many bytes `tcface_sealing_end_ciphertext` will write.
size_t tcface_sealing_end_count(const struct tcface_sealing *sealing);

/// Ends the ciphertext: writes its rest, and for GCM the tag of 16 bytes.
size_t tcface_sealing_end_ciphertext(struct tcface_sealing *sealing, uint8_t *output, uint8_t tag[16]);

/// The SHA-256 of all text.
void tcface_sealing_digest(struct tcface_sealing *sealing, uint8_t digest[32]);

/// How many bodies the family seals at once on this processor; 0 when it does not.
size_t tcface_sealing_lanes(enum tcface_kernel family);

/// From how many bodies on that is faster than one by one; more than there are lanes where it never is.
size_t tcface_sealing_least_bodies(enum tcface_kernel family);

/// Seals content of several bodies at once, AES-256-CBC only: the same as `tcface_sealing_update` with each, but
/// their chains do not wait for each other.
///
/// `bodies` is from 1 to `tcface_sealing_lanes`. All began alike and have taken the same count of content, and take
/// the same count now. Gives how many bytes it wrote to each output.
size_t tcface_sealing_update_many(struct tcface_sealing *const *sealings, uint8_t *const *outputs,
                                  const uint8_t *const *contents, size_t bodies, size_t count);
