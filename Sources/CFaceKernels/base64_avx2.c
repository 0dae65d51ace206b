// SPDX-License-Identifier: Apache-2.0
// 24 bytes become 32 characters and back, in the manner of W. Mula and D. Lemire, "Faster Base64 Encoding and
// Decoding Using AVX2 Instructions", ACM Transactions on the Web 12 (3), 2018.
#include "base64_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define STEP TCFACE_TARGET("avx2") static inline

#include "base64_avx2.h"

// MARK: Encoding

TCFACE_TARGET("avx2")
size_t tcface_base64_encode_blocks_avx2(uint8_t *output, const uint8_t *input, size_t count) {
    const size_t whole = count / 3 * 3;
    if (whole < 24) return 0;
    const __m256i bd_factors = shift_factors();

    // No byte stands before the first block, so only from the second on may a load begin in the block before.
    encode_24(output, load_groups(input), bd_factors);
    input += 24;
    output += 32;
    size_t left = whole - 24;
    for (; left >= 48 + 4; left -= 48, input += 48, output += 64) {
        encode_24(output, load_groups_between(input), bd_factors);
        encode_24(output + 32, load_groups_between(input + 24), bd_factors);
    }
    for (; left >= 24; left -= 24, input += 24, output += 32) encode_24(output, load_groups(input), bd_factors);
    // The last block overlaps the one before it, and writes some characters a second time.
    if (left > 0) encode_24(output + left / 3 * 4 - 32, load_groups(input + left - 24), bd_factors);
    return whole;
}

// MARK: Decoding

/// The high half of each byte as a number from 0 to 15.
STEP __m256i high_nibbles(__m256i characters) {
    return _mm256_and_si256(_mm256_srli_epi32(characters, 4), _mm256_set1_epi8(0x0f));
}

// The alphabet seen as a table of 16 by 16: a row is the high nibble, a column the low one. Rows that have
// characters in the same columns share a bit.
enum {
    ROW_2 = 1,        // + and /: columns 11 and 15
    ROW_3 = 2,        // the digits: columns 0 to 9
    ROWS_4_AND_6 = 4, // A-O and a-o: columns 1 to 15
    ROWS_5_AND_7 = 8, // P-Z and p-z: columns 0 to 10
    COLUMN_0 = ROW_3 | ROWS_5_AND_7,
    COLUMNS_1_TO_9 = ROW_3 | ROWS_4_AND_6 | ROWS_5_AND_7,
    COLUMN_10 = ROWS_4_AND_6 | ROWS_5_AND_7,
    COLUMN_11 = ROW_2 | ROWS_4_AND_6,
    COLUMNS_12_TO_14 = ROWS_4_AND_6,
    COLUMN_15 = ROW_2 | ROWS_4_AND_6,
};

/// Not zero where a character is in the alphabet: where its row and its column share a bit.
STEP __m256i membership(__m256i characters, __m256i rows) {
    const __m256i bit_of_row = _mm256_shuffle_epi8(
        TWICE(
            0, 0, ROW_2, ROW_3, ROWS_4_AND_6, ROWS_5_AND_7, ROWS_4_AND_6, ROWS_5_AND_7,
            0, 0, 0, 0, 0, 0, 0, 0),
        rows);
    // The shuffle looks at the low nibble by itself, and gives zero for bytes from 128 on.
    const __m256i bits_of_column = _mm256_shuffle_epi8(
        TWICE(
            COLUMN_0, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9,
            COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMNS_1_TO_9, COLUMN_10, COLUMN_11,
            COLUMNS_12_TO_14, COLUMNS_12_TO_14, COLUMNS_12_TO_14, COLUMN_15),
        characters);
    return _mm256_and_si256(bit_of_row, bits_of_column);
}

/// Whether any byte is zero.
STEP int any_zero(__m256i bytes) {
    return _mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_setzero_si256())) != 0;
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

/// Decodes 32 characters, unless one of them is foreign.
STEP int decode_32(uint8_t *output, const uint8_t *input) {
    const __m256i characters = _mm256_loadu_si256((const __m256i *)input);
    const __m256i rows = high_nibbles(characters);
    if (any_zero(membership(characters, rows))) return 0;
    store_24(output, join_sextets(to_sextets(characters, rows)));
    return 1;
}

TCFACE_TARGET("avx2")
size_t tcface_base64_decode_blocks_avx2(uint8_t *output, const uint8_t *input, size_t count) {
    if (count < 32) return 0;
    size_t left = count;
    // A load across two cache lines costs a fifth of the speed. Where whole groups lead to an aligned address, the
    // first block is decoded by itself and the second begins at that address, inside the first.
    const size_t head = -(uintptr_t)input % 32;
    if (head > 0 && head % 4 == 0 && count >= 256) {
        if (!decode_32(output, input)) return 0;
        left -= head;
        input += head;
        output += head / 4 * 3;
    }
    // Two blocks at once with one test for both. Eight more characters must follow, so that the four bytes
    // written too many are still inside the output.
    for (; left >= 64 + 8; left -= 64, input += 64, output += 48) {
        const __m256i first = _mm256_loadu_si256((const __m256i *)input);
        const __m256i second = _mm256_loadu_si256((const __m256i *)(input + 32));
        const __m256i first_rows = high_nibbles(first);
        const __m256i second_rows = high_nibbles(second);
        if (any_zero(_mm256_min_epu8(membership(first, first_rows), membership(second, second_rows)))) break;
        store_24_and_4(output, join_sextets(to_sextets(first, first_rows)));
        store_24_and_4(output + 24, join_sextets(to_sextets(second, second_rows)));
    }
    for (; left >= 32; left -= 32, input += 32, output += 24) {
        if (!decode_32(output, input)) return count - left;
    }
    // The last block overlaps the one before it, and writes some bytes a second time.
    if (left > 0 && decode_32(output + left / 4 * 3 - 24, input + left - 32)) left = 0;
    return count - left;
}
#endif
