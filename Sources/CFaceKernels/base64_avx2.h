// SPDX-License-Identifier: Apache-2.0
// 24 bytes become 32 characters, in the manner of W. Mula and D. Lemire, "Faster Base64 Encoding and Decoding Using
// AVX2 Instructions", ACM Transactions on the Web 12 (3), 2018. The file that includes this defines STEP: the target of
// its functions.
#pragma once

#include <immintrin.h>
#include <stdint.h>

/// Sixteen bytes in both 128-bit lanes: byte shuffles do not cross lanes.
#define TWICE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/// Spreads each group of three bytes s0 s1 s2 over four as s1 s0 s2 s1, so that every sextet lies in one
/// 16-bit word: aaaaaabb bbbbcccc and bbbbcccc ccdddddd. The two arguments say where in its lane the first byte
/// of the 12 lies.
#define SPREAD(low, high)                                                                                              \
    _mm256_setr_epi8(                                                                                                  \
        low + 1, low + 0, low + 2, low + 1, low + 4, low + 3, low + 5, low + 4,                                        \
        low + 7, low + 6, low + 8, low + 7, low + 10, low + 9, low + 11, low + 10,                                     \
        high + 1, high + 0, high + 2, high + 1, high + 4, high + 3, high + 5, high + 4,                                \
        high + 7, high + 6, high + 8, high + 7, high + 10, high + 9, high + 11, high + 10)

/// Loads exactly 24 bytes, 12 a lane, and spreads their groups.
STEP __m256i load_groups(const uint8_t *input) {
    const __m128i low = _mm_loadu_si128((const __m128i *)input);
    const __m128i high = _mm_loadu_si128((const __m128i *)(input + 8));
    const __m256i bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
    return _mm256_shuffle_epi8(bytes, SPREAD(0, 4));
}

/// The same in one load, which also reads the four bytes before and the four bytes after.
STEP __m256i load_groups_between(const uint8_t *input) {
    return _mm256_shuffle_epi8(_mm256_loadu_si256((const __m256i *)(input - 4)), SPREAD(4, 0));
}

/// The factors that shift b by 4 and d by 8 bits to the left.
///
/// A compiler that sees them turns the multiplication back into two shifts and a blend, which take three
/// instructions in place of one; so it is not let see them.
STEP __m256i shift_factors(void) {
    __m256i factors = _mm256_set1_epi32(0x01000010);
    __asm__("" : "+x"(factors));
    return factors;
}

/// Moves each sextet into a byte of its own. A multiplication by a power of two is a shift that differs from
/// word to word.
STEP __m256i split_sextets(__m256i groups, __m256i bd_factors) {
    // a >> 10 and c >> 6 into the low byte of their words.
    const __m256i ac = _mm256_and_si256(groups, _mm256_set1_epi32(0x0fc0fc00));
    const __m256i ac_placed = _mm256_mulhi_epu16(ac, _mm256_set1_epi32(0x04000040));
    // b << 4 and d << 8 into the high byte.
    const __m256i bd = _mm256_and_si256(groups, _mm256_set1_epi32(0x003f03f0));
    const __m256i bd_placed = _mm256_mullo_epi16(bd, bd_factors);
    return _mm256_or_si256(ac_placed, bd_placed);
}

/// Adds to each sextet the distance from its value to its character.
STEP __m256i to_characters(__m256i sextets) {
    // The range: 0 for A-Z, 1 for a-z, 2 to 11 for each digit, 12 for +, 13 for /.
    const __m256i past_letters = _mm256_subs_epu8(sextets, _mm256_set1_epi8(51));
    const __m256i past_capitals = _mm256_cmpgt_epi8(sextets, _mm256_set1_epi8(25));
    const __m256i range = _mm256_sub_epi8(past_letters, past_capitals);
    const __m256i distance = _mm256_shuffle_epi8(
        TWICE(
            'A', 'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
            '0' - 52, '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 0, 0),
        range);
    return _mm256_add_epi8(sextets, distance);
}

/// Encodes 24 bytes whose groups are spread.
STEP void encode_24(uint8_t *output, __m256i groups, __m256i bd_factors) {
    _mm256_storeu_si256((__m256i *)output, to_characters(split_sextets(groups, bd_factors)));
}
