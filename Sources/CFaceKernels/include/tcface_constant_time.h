// SPDX-License-Identifier: Apache-2.0
// Checks on secret bytes that take the same time and touch the same addresses whatever the bytes are.
// Sizes are public.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// 1 when `count` bytes are equal, else 0.
int tcface_equal(const uint8_t *a, const uint8_t *b, size_t count);

/// The length of the PKCS#7 padding (RFC 5652 section 6.3) of a plaintext in blocks of 16 bytes, from its last
/// block: 1 to 16, or 0 when it is not valid padding.
size_t tcface_pkcs7_unpad(const uint8_t last_block[16]);

/// Where the message starts in a block of RSAES-PKCS1-v1_5 (RFC 8017 section 7.2.2: 00 02, eight or more bytes
/// that are not zero, 00, message), or 0 when the block is not of that form. `count` is the modulus size in
/// bytes, below 2^31.
///
/// The result itself tells an attacker who can ask often enough what the key wraps: it may only lead to one and
/// the same error, or better to none, see `tcface_pkcs1_unpad_exact`.
size_t tcface_pkcs1_unpad(const uint8_t *block, size_t count);

/// Replaces `message` by the message in the block when the block is well formed and its message has exactly
/// `message_count` bytes; leaves it as it is otherwise.
///
/// The caller fills `message` with random bytes first: a bad block then gives a key that fits nothing, and nobody
/// can tell it from any other wrong key (implicit rejection; RFC 3218 section 2.3.2).
void tcface_pkcs1_unpad_exact(uint8_t *message, size_t message_count, const uint8_t *block, size_t count);
