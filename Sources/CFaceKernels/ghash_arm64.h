// SPDX-License-Identifier: Apache-2.0
// GHASH with polynomial multiplication. The file that includes this defines STEP: the target of its functions.
//
// GCM writes the coefficient of x^0 first, as the highest bit of the first byte. With the bits of each byte reversed a
// block is a little-endian number whose bit i is the coefficient of x^i, which is how PMULL takes it.
#pragma once

#include "arm64_target.h"
#include "sm4_gcm.h"

/// Blocks to a reduction.
#define GHASH_GROUP 8
_Static_assert(2 * GHASH_GROUP <= SM4_GCM_POWERS, "powers and the sums of their halves have room");

/// Sums of products before their reduction, from three multiplications each (Karatsuba): of the low halves, of the high
/// halves, and of the sums of both.
struct wide_product {
    uint64x2_t low, high, of_sums;
};

STEP uint64x2_t load_block(const uint8_t *block) { return vreinterpretq_u64_u8(vrbitq_u8(vld1q_u8(block))); }

STEP void store_block(uint8_t *block, uint64x2_t value) { vst1q_u8(block, vrbitq_u8(vreinterpretq_u8_u64(value))); }

/// The halves exchanged.
STEP uint64x2_t exchanged(uint64x2_t value) { return vextq_u64(value, value, 1); }

/// The sum of the halves, in both places.
STEP uint64x2_t sum_of_halves(uint64x2_t value) { return veorq_u64(value, exchanged(value)); }

STEP uint64x2_t multiply_low(uint64x2_t a, uint64x2_t b) {
    return vreinterpretq_u64_p128(vmull_p64((poly64_t)vgetq_lane_u64(a, 0), (poly64_t)vgetq_lane_u64(b, 0)));
}

STEP uint64x2_t multiply_high(uint64x2_t a, uint64x2_t b) {
    return vreinterpretq_u64_p128(vmull_high_p64(vreinterpretq_p64_u64(a), vreinterpretq_p64_u64(b)));
}

/// `sum` and a product; `b_sum` is the sum of the halves of `b`.
STEP struct wide_product add_product(struct wide_product sum, uint64x2_t a, uint64x2_t b, uint64x2_t b_sum) {
    return (struct wide_product){veorq_u64(sum.low, multiply_low(a, b)), veorq_u64(sum.high, multiply_high(a, b)),
                                 veorq_u64(sum.of_sums, multiply_low(sum_of_halves(a), b_sum))};
}

/// The remainder modulo x^128 + x^7 + x^2 + x + 1: the upper words times the last four terms, the highest first.
STEP uint64x2_t reduce(struct wide_product product) {
    const uint64x2_t zero = vdupq_n_u64(0), polynomial = vdupq_n_u64(0x87);
    const uint64x2_t middle = veorq_u64(product.of_sums, veorq_u64(product.low, product.high));
    uint64x2_t low = veorq_u64(product.low, vextq_u64(zero, middle, 1));
    uint64x2_t high = veorq_u64(product.high, vextq_u64(middle, zero, 1));
    const uint64x2_t folded = multiply_high(high, polynomial);
    low = veorq_u64(low, vextq_u64(zero, folded, 1));
    high = veorq_u64(high, vextq_u64(folded, zero, 1));
    return veorq_u64(low, multiply_low(high, polynomial));
}

STEP struct wide_product no_product(void) {
    const uint64x2_t zero = vdupq_n_u64(0);
    return (struct wide_product){zero, zero, zero};
}

/// Power i of the hash key stands at `GHASH_GROUP - i`, the order in which blocks meet them, and the sum of its halves
/// `GHASH_GROUP` further on.
STEP void set_hash_key_inline(struct sm4_gcm *gcm, const uint8_t hash_key[16]) {
    const uint64x2_t first = load_block(hash_key), first_sum = sum_of_halves(first);
    uint64x2_t power = first;
    for (int i = GHASH_GROUP - 1; i >= 0; i--) {
        vst1q_u8(gcm->powers[i], vreinterpretq_u8_u64(power));
        vst1q_u8(gcm->powers[GHASH_GROUP + i], vreinterpretq_u8_u64(sum_of_halves(power)));
        power = reduce(add_product(no_product(), power, first, first_sum));
    }
}

/// The hash after `count` more blocks, 1 to 8.
STEP uint64x2_t hash_blocks(const struct sm4_gcm *gcm, uint64x2_t hash, const uint8_t *input, int count) {
    struct wide_product sum = no_product();
    for (int i = 0; i < count; i++) {
        uint64x2_t block = load_block(input + 16 * i);
        if (i == 0) block = veorq_u64(block, hash);
        const uint8_t *const power = gcm->powers[GHASH_GROUP - count + i];
        sum = add_product(sum, block, vreinterpretq_u64_u8(vld1q_u8(power)),
                          vreinterpretq_u64_u8(vld1q_u8(power + sizeof gcm->powers[0] * GHASH_GROUP)));
    }
    return reduce(sum);
}

STEP void hash_inline(struct sm4_gcm *gcm, const uint8_t *input, size_t blocks) {
    uint64x2_t hash = load_block(gcm->hash);
    for (; blocks >= GHASH_GROUP; blocks -= GHASH_GROUP, input += 16 * GHASH_GROUP) {
        hash = hash_blocks(gcm, hash, input, GHASH_GROUP);
    }
    for (; blocks > 0; blocks--, input += 16) hash = hash_blocks(gcm, hash, input, 1);
    store_block(gcm->hash, hash);
}
