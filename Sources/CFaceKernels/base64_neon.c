// SPDX-License-Identifier: Apache-2.0
// 48 bytes become 64 characters and back. The structured loads and stores of NEON part the bytes of a group over
// registers, so that each of the 16 groups lies in one column.
#include "base64_kernels.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#include "base64_tables.h"

// MARK: Encoding

/// The four sextets of each column's three bytes.
static inline uint8x16x4_t split_sextets(uint8x16x3_t bytes) {
    const uint8x16_t six_bits = vdupq_n_u8(63);
    uint8x16x4_t sextets;
    sextets.val[0] = vshrq_n_u8(bytes.val[0], 2);
    // Shift-left-and-insert puts the bits of its second argument above the low bits of its first.
    sextets.val[1] = vandq_u8(vsliq_n_u8(vshrq_n_u8(bytes.val[1], 4), bytes.val[0], 4), six_bits);
    sextets.val[2] = vandq_u8(vsliq_n_u8(vshrq_n_u8(bytes.val[2], 6), bytes.val[1], 2), six_bits);
    sextets.val[3] = vandq_u8(bytes.val[2], six_bits);
    return sextets;
}

/// Encodes 48 bytes.
static inline void encode_48(uint8_t *output, const uint8_t *input, uint8x16x4_t characters) {
    uint8x16x4_t block = split_sextets(vld3q_u8(input));
    for (int i = 0; i < 4; i++) block.val[i] = vqtbl4q_u8(characters, block.val[i]);
    vst4q_u8(output, block);
}

size_t tcface_base64_encode_blocks_neon(uint8_t *output, const uint8_t *input, size_t count) {
    const size_t whole = count / 3 * 3;
    if (whole < 48) return 0;
    const uint8x16x4_t characters = vld1q_u8_x4(base64_characters);
    size_t left = whole;
    for (; left >= 48; left -= 48, input += 48, output += 64) encode_48(output, input, characters);
    // The last block overlaps the one before it, and writes some characters a second time.
    if (left > 0) encode_48(output + left / 3 * 4 - 64, input + left - 48, characters);
    return whole;
}

// MARK: Decoding

/// The value of each character, with the top bit set where it is not in the alphabet.
static inline uint8x16_t to_sextets(uint8x16_t characters, uint8x16x4_t low_half, uint8x16x4_t high_half) {
    // A look-up beyond the table's 64 entries gives zero, so that each character finds its value in one half only.
    const uint8x16_t low = vqtbl4q_u8(low_half, characters);
    const uint8x16_t high = vqtbl4q_u8(high_half, veorq_u8(characters, vdupq_n_u8(64)));
    // From 128 on, a character is in neither; its own top bit marks it.
    const uint8x16_t not_ascii = vandq_u8(characters, vdupq_n_u8(0x80));
    return vorrq_u8(vorrq_u8(low, high), not_ascii);
}

/// The three bytes of each column's four sextets.
static inline uint8x16x3_t join_sextets(uint8x16x4_t sextets) {
    uint8x16x3_t bytes;
    bytes.val[0] = vsliq_n_u8(vshrq_n_u8(sextets.val[1], 4), sextets.val[0], 2);
    bytes.val[1] = vsliq_n_u8(vshrq_n_u8(sextets.val[2], 2), sextets.val[1], 4);
    bytes.val[2] = vsliq_n_u8(sextets.val[3], sextets.val[2], 6);
    return bytes;
}

/// Decodes 64 characters, unless one of them is foreign.
static inline int decode_64(uint8_t *output, const uint8_t *input, uint8x16x4_t low_half, uint8x16x4_t high_half) {
    uint8x16x4_t block = vld4q_u8(input);
    uint8x16_t marks = vdupq_n_u8(0);
    for (int i = 0; i < 4; i++) {
        block.val[i] = to_sextets(block.val[i], low_half, high_half);
        marks = vorrq_u8(marks, block.val[i]);
    }
    if (vmaxvq_u8(marks) >= 0x80) return 0;
    vst3q_u8(output, join_sextets(block));
    return 1;
}

size_t tcface_base64_decode_blocks_neon(uint8_t *output, const uint8_t *input, size_t count) {
    if (count < 64) return 0;
    const uint8x16x4_t low_half = vld1q_u8_x4(base64_values);
    const uint8x16x4_t high_half = vld1q_u8_x4(base64_values + 64);
    size_t left = count;
    for (; left >= 64; left -= 64, input += 64, output += 48) {
        if (!decode_64(output, input, low_half, high_half)) return count - left;
    }
    // The last block overlaps the one before it, and writes some bytes a second time.
    if (left > 0 && decode_64(output + left / 4 * 3 - 48, input + left - 64, low_half, high_half)) left = 0;
    return count - left;
}
#endif
