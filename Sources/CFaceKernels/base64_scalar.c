// SPDX-License-Identifier: Apache-2.0
// The reference: what every other kernel must equal. It has no table, because reading a table at an index
// that is secret leaves a trace in the cache; ranges are told apart by the sign of differences instead.
#include "base64_kernels.h"

/// All ones when `a < b`, else zero, for values far below 2^31.
static inline uint32_t mask_less(uint32_t a, uint32_t b) { return 0u - ((a - b) >> 31); }

/// All ones when `first <= value <= last`, else zero.
static inline uint32_t mask_within(uint32_t value, uint32_t first, uint32_t last) {
    return ~mask_less(value, first) & ~mask_less(last, value);
}

/// The character that stands for six bits.
static inline uint8_t character(uint32_t sextet) {
    uint32_t c = 'A' + sextet;
    // Each step moves on from the end of one range of the alphabet to the start of the next.
    c += mask_less(25, sextet) & ('a' - 'Z' - 1u);
    c -= mask_less(51, sextet) & ('z' - '0' + 1u);
    c -= mask_less(61, sextet) & ('9' - '+' + 1u);
    c += mask_less(62, sextet) & ('/' - '+' - 1u);
    return (uint8_t)c;
}

/// The six bits that a character stands for; above 63 when it is not in the alphabet.
static inline uint32_t sextet(uint8_t character) {
    const uint32_t c = character;
    const uint32_t upper = mask_within(c, 'A', 'Z');
    const uint32_t lower = mask_within(c, 'a', 'z');
    const uint32_t digit = mask_within(c, '0', '9');
    const uint32_t plus = mask_within(c, '+', '+');
    const uint32_t slash = mask_within(c, '/', '/');
    const uint32_t value = (upper & (c - 'A')) | (lower & (c - 'a' + 26)) | (digit & (c - '0' + 52))
        | (plus & 62) | (slash & 63);
    return value | (~(upper | lower | digit | plus | slash) & 64);
}

size_t tcface_base64_encode_scalar(uint8_t *output, const uint8_t *input, size_t count) {
    uint8_t *const start = output;
    for (; count >= 3; count -= 3, input += 3, output += 4) {
        const uint32_t group = (uint32_t)input[0] << 16 | (uint32_t)input[1] << 8 | input[2];
        output[0] = character(group >> 18);
        output[1] = character(group >> 12 & 63);
        output[2] = character(group >> 6 & 63);
        output[3] = character(group & 63);
    }
    if (count == 0) return (size_t)(output - start);

    // One or two bytes are left: the bits that are missing are zero, the characters that would hold none are =.
    const uint32_t group = (uint32_t)input[0] << 16 | (count == 2 ? (uint32_t)input[1] << 8 : 0);
    output[0] = character(group >> 18);
    output[1] = character(group >> 12 & 63);
    output[2] = count == 2 ? character(group >> 6 & 63) : '=';
    output[3] = '=';
    return (size_t)(output + 4 - start);
}

size_t tcface_base64_decode_scalar(uint8_t *output, const uint8_t *input, size_t count) {
    size_t good = 0;
    for (; count - good >= 4; good += 4, output += 3) {
        const uint32_t a = sextet(input[good]);
        const uint32_t b = sextet(input[good + 1]);
        const uint32_t c = sextet(input[good + 2]);
        const uint32_t d = sextet(input[good + 3]);
        if ((a | b | c | d) > 63) return good + (a > 63 ? 0 : b > 63 ? 1 : c > 63 ? 2 : 3);
        output[0] = (uint8_t)(a << 2 | b >> 4);
        output[1] = (uint8_t)(b << 4 | c >> 2);
        output[2] = (uint8_t)(c << 6 | d);
    }
    return good;
}
