// SPDX-License-Identifier: Apache-2.0
// 24 bytes become 32 characters and back, in the manner of W. Mula and D. Lemire, "Faster Base64 Encoding and
// Decoding Using AVX2 Instructions", ACM Transactions on the Web 12 (3), 2018.
#include "base64_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define STEP TCFACE_TARGET("avx2") static inline

/// Sixteen bytes in both 128-bit lanes: byte shuffles do not cross lanes.
#define TWICE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

// MARK: Encoding

/// Loads 24 bytes: the first 12 at the bottom of the low lane, the last 12 at the top of the high lane.
///
/// Exactly 24 bytes are read, so the end of the input needs no care.
STEP __m256i load_24(const uint8_t *input) {
    const __m128i low = _mm_loadu_si128((const __m128i *)input);
    const __m128i high = _mm_loadu_si128((const __m128i *)(input + 8));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}

/// Spreads each group of three bytes s0 s1 s2 over four as s1 s0 s2 s1, so that every sextet lies in one
/// 16-bit word: aaaaaabb bbbbcccc and bbbbcccc ccdddddd.
STEP __m256i spread_groups(__m256i bytes) {
    return _mm256_shuffle_epi8(
        bytes,
        _mm256_setr_epi8(
            1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10,
            5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14));
}

/// Moves each sextet into a byte of its own. A multiplication by a power of two is a shift that differs from
/// word to word.
STEP __m256i split_sextets(__m256i groups) {
    // a >> 10 and c >> 6 into the low byte of their words.
    const __m256i ac = _mm256_and_si256(groups, _mm256_set1_epi32(0x0fc0fc00));
    const __m256i ac_placed = _mm256_mulhi_epu16(ac, _mm256_set1_epi32(0x04000040));
    // b << 4 and d << 8 into the high byte.
    const __m256i bd = _mm256_and_si256(groups, _mm256_set1_epi32(0x003f03f0));
    const __m256i bd_placed = _mm256_mullo_epi16(bd, _mm256_set1_epi32(0x01000010));
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

TCFACE_TARGET("avx2")
size_t tcface_base64_encode_blocks_avx2(uint8_t *output, const uint8_t *input, size_t count) {
    size_t taken = 0;
    for (; count - taken >= 24; taken += 24, output += 32) {
        const __m256i sextets = split_sextets(spread_groups(load_24(input + taken)));
        _mm256_storeu_si256((__m256i *)output, to_characters(sextets));
    }
    return taken;
}

// MARK: Decoding

/// The high half of each byte as a number from 0 to 15.
STEP __m256i high_nibbles(__m256i characters) {
    return _mm256_and_si256(_mm256_srli_epi32(characters, 4), _mm256_set1_epi8(0x0f));
}

// The alphabet seen as a table of 16 by 16: a row is the high nibble, a column the low one. Rows that allow the
// same columns share a bit.
enum {
    ROW_2 = 1,        // only + (column 11) and / (column 15)
    ROW_3 = 2,        // the digits: columns 0 to 9
    ROWS_4_AND_6 = 4, // A-O and a-o: columns 1 to 15
    ROWS_5_AND_7 = 8, // P-Z and p-z: columns 0 to 10
    OTHER_ROWS = 16,  // nothing
};

/// Not zero where a character is not in the alphabet.
STEP __m256i foreign(__m256i characters, __m256i rows) {
    const __m256i bit_of_row = _mm256_shuffle_epi8(
        TWICE(
            OTHER_ROWS, OTHER_ROWS, ROW_2, ROW_3, ROWS_4_AND_6, ROWS_5_AND_7, ROWS_4_AND_6, ROWS_5_AND_7,
            OTHER_ROWS, OTHER_ROWS, OTHER_ROWS, OTHER_ROWS, OTHER_ROWS, OTHER_ROWS, OTHER_ROWS, OTHER_ROWS),
        rows);
    // For each column, the rows in which it is foreign.
    enum {
        COLUMN_0 = OTHER_ROWS | ROW_2 | ROWS_4_AND_6,
        COLUMNS_1_TO_9 = OTHER_ROWS | ROW_2,
        COLUMN_10 = OTHER_ROWS | ROW_2 | ROW_3,
        COLUMN_11 = OTHER_ROWS | ROW_3 | ROWS_5_AND_7,
        COLUMNS_12_TO_14 = OTHER_ROWS | ROW_2 | ROW_3 | ROWS_5_AND_7,
        COLUMN_15 = COLUMN_11,
    };
    const __m256i columns = _mm256_and_si256(characters, _mm256_set1_epi8(0x0f));
    const __m256i foreign_rows = _mm256_shuffle_epi8(
        TWICE(
            COLUMN_0, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9,
            COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMN_10, COLUMN_11,
            COLUMNS_12_TO_14, COLUMNS_12_TO_14, COLUMNS_12_TO_14, COLUMN_15),
        columns);
    return _mm256_and_si256(bit_of_row, foreign_rows);
}

/// Adds to each character the distance to its value; the row tells it, but for / that shares one with +.
STEP __m256i to_sextets(__m256i characters, __m256i rows) {
    const __m256i is_slash = _mm256_cmpeq_epi8(characters, _mm256_set1_epi8('/'));
    // -1 where the character is /: its row 2 becomes row 1, which is free.
    const __m256i distance = _mm256_shuffle_epi8(
        TWICE(
            0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a',
            0, 0, 0, 0, 0, 0, 0, 0),
        _mm256_add_epi8(rows, is_slash));
    return _mm256_add_epi8(characters, distance);
}

/// Joins four sextets to three bytes; each lane then holds 12 bytes at its bottom.
STEP __m256i join_sextets(__m256i sextets) {
    // a b c d as bytes: first a << 6 | b and c << 6 | d as words, then both as one number of 24 bits.
    const __m256i pairs = _mm256_maddubs_epi16(sextets, _mm256_set1_epi32(0x01400140));
    const __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    // The number's highest byte comes first in the output.
    return _mm256_shuffle_epi8(groups, TWICE(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
}

/// Stores 24 bytes and, behind them, four that the next block overwrites.
STEP void store_24_and_4(uint8_t *output, __m256i joined) {
    // In this order: the high lane overwrites the four spare bytes of the low one.
    _mm_storeu_si128((__m128i *)output, _mm256_castsi256_si128(joined));
    _mm_storeu_si128((__m128i *)(output + 12), _mm256_extracti128_si256(joined, 1));
}

/// Stores exactly 24 bytes.
STEP void store_24(uint8_t *output, __m256i joined) {
    const __m256i packed = _mm256_permutevar8x32_epi32(joined, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7));
    _mm_storeu_si128((__m128i *)output, _mm256_castsi256_si128(packed));
    _mm_storel_epi64((__m128i *)(output + 16), _mm256_extracti128_si256(packed, 1));
}

TCFACE_TARGET("avx2")
size_t tcface_base64_decode_blocks_avx2(uint8_t *output, const uint8_t *input, size_t count) {
    size_t taken = 0;
    // Two blocks at once with one test for both. Eight more characters must follow, so that the four bytes
    // written too many are still inside the output.
    for (; count - taken >= 64 + 8; taken += 64, output += 48) {
        const __m256i first = _mm256_loadu_si256((const __m256i *)(input + taken));
        const __m256i second = _mm256_loadu_si256((const __m256i *)(input + taken + 32));
        const __m256i first_rows = high_nibbles(first);
        const __m256i second_rows = high_nibbles(second);
        const __m256i any = _mm256_or_si256(foreign(first, first_rows), foreign(second, second_rows));
        if (!_mm256_testz_si256(any, any)) break;
        store_24_and_4(output, join_sextets(to_sextets(first, first_rows)));
        store_24_and_4(output + 24, join_sextets(to_sextets(second, second_rows)));
    }
    for (; count - taken >= 32; taken += 32, output += 24) {
        const __m256i characters = _mm256_loadu_si256((const __m256i *)(input + taken));
        const __m256i rows = high_nibbles(characters);
        const __m256i any = foreign(characters, rows);
        if (!_mm256_testz_si256(any, any)) break;
        store_24(output, join_sextets(to_sextets(characters, rows)));
    }
    return taken;
}
#endif
