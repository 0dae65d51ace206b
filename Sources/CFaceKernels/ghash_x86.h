// SPDX-License-Identifier: Apache-2.0
// GHASH with carry-less multiplication. The file that includes this defines STEP: the target of its functions.
//
// GCM writes the coefficient of x^0 first, so that a block with its bytes reversed holds the polynomial with its bits
// reversed. The carry-less product of two such numbers is the reversed product shifted by one bit; the hash key is
// multiplied by x beforehand to make up for it, and the reduction works on the reversed form as well (S. Gueron and
// M. Kounavis, "Intel Carry-Less Multiplication Instruction and its Usage for Computing the GCM Mode", 2014,
// algorithm 5).
#pragma once

#include <immintrin.h>

/// A product before its reduction; sums of products are reduced once.
struct wide_product {
    __m128i low, middle, high;
};

STEP __m128i reversed(__m128i block) {
    return _mm_shuffle_epi8(block, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

STEP struct wide_product multiply_wide(__m128i a, __m128i b) {
    const __m128i crossed = _mm_xor_si128(_mm_clmulepi64_si128(a, b, 0x01), _mm_clmulepi64_si128(a, b, 0x10));
    return (struct wide_product){_mm_clmulepi64_si128(a, b, 0x00), crossed, _mm_clmulepi64_si128(a, b, 0x11)};
}

STEP struct wide_product add_wide(struct wide_product a, struct wide_product b) {
    return (struct wide_product){
        _mm_xor_si128(a.low, b.low), _mm_xor_si128(a.middle, b.middle), _mm_xor_si128(a.high, b.high)};
}

/// Takes the lower half of a product off, 64 bits at a time.
STEP __m128i reduce(struct wide_product product) {
    // x^127 + x^126 + x^121, the reversed polynomial's upper word.
    const __m128i polynomial = _mm_set_epi64x(0, (long long)0xc200000000000000);
    __m128i low = _mm_xor_si128(product.low, _mm_slli_si128(product.middle, 8));
    const __m128i high = _mm_xor_si128(product.high, _mm_srli_si128(product.middle, 8));
    for (int half = 0; half < 2; half++) {
        low = _mm_xor_si128(_mm_shuffle_epi32(low, 0x4e), _mm_clmulepi64_si128(low, polynomial, 0x00));
    }
    return _mm_xor_si128(low, high);
}

STEP __m128i multiply_reduced(__m128i a, __m128i b) { return reduce(multiply_wide(a, b)); }

/// The hash key times x, without a branch on the bit that falls out.
STEP __m128i prepared_hash_key(const uint8_t hash_key[16]) {
    const __m128i key = reversed(_mm_loadu_si128((const __m128i *)hash_key));
    // One bit to the left: each word's own, and the bit that goes from the lower word to the upper.
    const __m128i shifted = _mm_or_si128(_mm_slli_epi64(key, 1), _mm_slli_si128(_mm_srli_epi64(key, 63), 8));
    // All ones when the top bit was set.
    const __m128i overflow = _mm_shuffle_epi32(_mm_srai_epi32(key, 31), 0xff);
    const __m128i polynomial = _mm_set_epi64x((long long)0xc200000000000000, 1);
    return _mm_xor_si128(shifted, _mm_and_si128(overflow, polynomial));
}
