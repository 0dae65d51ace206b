// SPDX-License-Identifier: Apache-2.0
// 48 bytes become 64 characters and back, with byte permutations over a whole register (VBMI), in the manner of
// W. Mula and D. Lemire, "Base64 encoding and decoding at almost the speed of a memory copy", Software: Practice
// and Experience 50 (2), 2020.
#include "base64_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "base64_tables.h"

#define INSTRUCTIONS "avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi"
#define STEP TCFACE_TARGET(INSTRUCTIONS) static inline

/// A mask of the lowest `count` bytes of a register, 0 to 64.
static inline __mmask64 lowest(size_t count) { return count >= 64 ? ~0ull : (1ull << count) - 1; }

// MARK: Encoding

/// Where the four bytes of each group come from: s1 s0 s2 s1 of each three bytes s0 s1 s2, so that every sextet
/// lies inside one 64-bit word without crossing a word's border.
static const uint8_t spread[64] __attribute__((aligned(64))) = {
    1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10, 13, 12, 14, 13, 16, 15, 17, 16,
    19, 18, 20, 19, 22, 21, 23, 22, 25, 24, 26, 25, 28, 27, 29, 28, 31, 30, 32, 31, 34, 33, 35, 34,
    37, 36, 38, 37, 40, 39, 41, 40, 43, 42, 44, 43, 46, 45, 47, 46,
};

/// The characters for 48 bytes at the bottom of a register.
STEP __m512i encode_48(__m512i bytes) {
    const __m512i groups = _mm512_permutexvar_epi8(_mm512_load_si512(spread), bytes);
    // Byte i of a word becomes the eight bits that start at this bit of it. In 32 bits, lowest first, the spread
    // group reads ccccbbbb aaaaaabb ... : sextets a b c d start at bits 10, 4, 22 and 16.
    const __m512i starts = _mm512_set1_epi64(0x3036242a1016040aLL);
    const __m512i sextets = _mm512_multishift_epi64_epi8(starts, groups);
    // The two bits above each sextet are not cleared: the permutation looks at six bits only.
    return _mm512_permutexvar_epi8(sextets, _mm512_load_si512(base64_characters));
}

TCFACE_TARGET(INSTRUCTIONS)
size_t tcface_base64_encode_blocks_avx512(uint8_t *output, const uint8_t *input, size_t count) {
    size_t taken = 0;
    // A load takes 64 bytes, of which 48 are used.
    for (; count - taken >= 64; taken += 48, output += 64) {
        _mm512_storeu_si512(output, encode_48(_mm512_loadu_si512(input + taken)));
    }
    // What is left is taken in whole groups; bytes outside a mask are neither read nor written.
    while (count - taken >= 3) {
        const size_t groups = (count - taken) / 3 < 16 ? (count - taken) / 3 : 16;
        const __m512i bytes = _mm512_maskz_loadu_epi8(lowest(3 * groups), input + taken);
        _mm512_mask_storeu_epi8(output, lowest(4 * groups), encode_48(bytes));
        taken += 3 * groups;
        output += 4 * groups;
    }
    return taken;
}

// MARK: Decoding

/// Where the 48 bytes come from: the lowest three of each 32-bit number, highest first.
static const uint8_t gather[64] __attribute__((aligned(64))) = {
    2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 18, 17, 16, 22, 21, 20, 26, 25, 24, 30, 29, 28,
    34, 33, 32, 38, 37, 36, 42, 41, 40, 46, 45, 44, 50, 49, 48, 54, 53, 52, 58, 57, 56, 62, 61, 60,
};

/// The value of each character. A permutation looks at seven bits: the caller also tests the character's top bit.
STEP __m512i to_sextets(__m512i characters) {
    const __m512i low_half = _mm512_load_si512(base64_values);
    const __m512i high_half = _mm512_load_si512(base64_values + 64);
    return _mm512_permutex2var_epi8(low_half, characters, high_half);
}

/// Joins four sextets to three bytes: 48 bytes at the bottom of the register.
STEP __m512i join_sextets(__m512i sextets) {
    // a b c d as bytes: first a << 6 | b and c << 6 | d as words, then both as one number of 24 bits.
    const __m512i pairs = _mm512_maddubs_epi16(sextets, _mm512_set1_epi32(0x01400140));
    const __m512i numbers = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00011000));
    return _mm512_permutexvar_epi8(_mm512_load_si512(gather), numbers);
}

/// Whether any byte has its top bit set.
STEP int any_top_bit(__m512i bytes) { return _mm512_movepi8_mask(bytes) != 0; }

TCFACE_TARGET(INSTRUCTIONS)
size_t tcface_base64_decode_blocks_avx512(uint8_t *output, const uint8_t *input, size_t count) {
    size_t taken = 0;
    // Two blocks at once with one test for both. A store writes 64 bytes, of which 48 are good: 24 more characters
    // must follow, so that the 16 bytes written too many are still inside the output.
    for (; count - taken >= 128 + 24; taken += 128, output += 96) {
        const __m512i first = _mm512_loadu_si512(input + taken);
        const __m512i second = _mm512_loadu_si512(input + taken + 64);
        const __m512i first_sextets = to_sextets(first);
        const __m512i second_sextets = to_sextets(second);
        const __m512i first_marks = _mm512_or_si512(first, first_sextets);
        const __m512i second_marks = _mm512_or_si512(second, second_sextets);
        if (any_top_bit(_mm512_or_si512(first_marks, second_marks))) break;
        _mm512_storeu_si512(output, join_sextets(first_sextets));
        // After the first store, whose spare bytes it overwrites.
        _mm512_storeu_si512(output + 48, join_sextets(second_sextets));
    }
    // What is left is taken in whole groups; bytes outside a mask are neither read nor written.
    while (count - taken >= 4) {
        const size_t groups = (count - taken) / 4 < 16 ? (count - taken) / 4 : 16;
        // Where nothing is loaded there is an A, which is in the alphabet.
        const __m512i blank = _mm512_set1_epi8('A');
        const __m512i characters = _mm512_mask_loadu_epi8(blank, lowest(4 * groups), input + taken);
        const __m512i sextets = to_sextets(characters);
        if (any_top_bit(_mm512_or_si512(characters, sextets))) break;
        _mm512_mask_storeu_epi8(output, lowest(3 * groups), join_sextets(sextets));
        taken += 4 * groups;
        output += 3 * groups;
    }
    return taken;
}
#endif
