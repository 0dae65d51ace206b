// SPDX-License-Identifier: Apache-2.0
// Base64 by RFC 4648 section 4: the alphabet A-Z a-z 0-9 + /, padding with =, no white space.
//
// No function allocates, reads outside the input it was given, or writes outside the output it names.
// Input and output must not overlap. The time taken depends on sizes, and in decoding on where the
// first foreign byte stands, but not on the values that are coded: keys pass through here too.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tcface_cpu.h"

/// Encodes `count` bytes, with padding at the end, and returns how many characters were written.
///
/// That is `(count + 2) / 3 * 4`, and `output` must have room for exactly so many. A family that is not available does
/// its work with the portable kernel, so ask `tcface_kernel_available` first.
size_t tcface_base64_encode_with(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count);

/// Decodes `count` characters of the alphabet, a multiple of four, and returns how many of them are good.
///
/// Padding is not in the alphabet: the caller judges the last four characters. When `good` is returned,
/// the first `good / 4 * 3` bytes of `output` are decoded, and `input[good]` is the first foreign byte unless
/// `good == count`. `output` must have room for `count / 4 * 3` bytes; those past the good ones may be overwritten.
size_t tcface_base64_decode_with(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count);
