// SPDX-License-Identifier: Apache-2.0
// Numbers modulo p = 2^256 - 2^224 - 2^96 + 2^64 - 1, the field of the curve of SM2 (GB/T 32918.5-2017), in
// Montgomery's form: a number x is kept as 2^256 x mod p. No branch and no address depends on a value.
#pragma once

#include <stdint.h>

__extension__ typedef unsigned __int128 sm2_wide;

/// Four words, the lowest first; always below p.
struct sm2_number {
    uint64_t words[4];
};

static const struct sm2_number sm2_p = {{0xffffffffffffffff, 0xffffffff00000000, 0xffffffffffffffff, 0xfffffffeffffffff}};
/// 2^512 mod p, which brings a number into the form.
static const struct sm2_number sm2_into_form = {{0x0000000200000003, 0x00000002ffffffff, 0x0000000100000001, 0x0000000400000002}};
/// One, in the form.
static const struct sm2_number sm2_one = {{0x0000000000000001, 0x00000000ffffffff, 0x0000000000000000, 0x0000000100000000}};

/// A word of which the compiler knows nothing: it cannot turn a mask back into a branch.
static inline uint64_t sm2_barrier(uint64_t word) {
    __asm__("" : "+r"(word));
    return word;
}

/// `chosen` where the mask is all ones, `other` where it is zero.
static inline struct sm2_number sm2_select(uint64_t mask, struct sm2_number chosen, struct sm2_number other) {
    mask = sm2_barrier(mask);
    for (int i = 0; i < 4; i++) other.words[i] ^= (other.words[i] ^ chosen.words[i]) & mask;
    return other;
}

/// The lower word of `a + b + *carry`; the upper becomes the carry.
static inline uint64_t sm2_add_words(uint64_t a, uint64_t b, uint64_t *carry) {
    const sm2_wide sum = (sm2_wide)a + b + *carry;
    *carry = (uint64_t)(sum >> 64);
    return (uint64_t)sum;
}

/// The word `a - b - *borrow`; the borrow becomes 1 when that is negative, else 0.
static inline uint64_t sm2_subtract_words(uint64_t a, uint64_t b, uint64_t *borrow) {
    const sm2_wide difference = (sm2_wide)a - b - *borrow;
    *borrow = (uint64_t)(difference >> 64) & 1;
    return (uint64_t)difference;
}

/// The lower word of `a * b + c + *carry`; the upper becomes the carry.
static inline uint64_t sm2_multiply_words(uint64_t a, uint64_t b, uint64_t c, uint64_t *carry) {
    const sm2_wide sum = (sm2_wide)a * b + c + *carry;
    *carry = (uint64_t)(sum >> 64);
    return (uint64_t)sum;
}

/// The difference as four words, and all ones when it is negative.
static inline uint64_t sm2_borrowing_difference(struct sm2_number *difference, struct sm2_number a,
                                                struct sm2_number b) {
    uint64_t borrow = 0;
    difference->words[0] = sm2_subtract_words(a.words[0], b.words[0], &borrow);
    difference->words[1] = sm2_subtract_words(a.words[1], b.words[1], &borrow);
    difference->words[2] = sm2_subtract_words(a.words[2], b.words[2], &borrow);
    difference->words[3] = sm2_subtract_words(a.words[3], b.words[3], &borrow);
    return 0 - borrow;
}

/// The sum as four words, and its carry.
static inline uint64_t sm2_carrying_sum(struct sm2_number *sum, struct sm2_number a, struct sm2_number b) {
    uint64_t carry = 0;
    sum->words[0] = sm2_add_words(a.words[0], b.words[0], &carry);
    sum->words[1] = sm2_add_words(a.words[1], b.words[1], &carry);
    sum->words[2] = sm2_add_words(a.words[2], b.words[2], &carry);
    sum->words[3] = sm2_add_words(a.words[3], b.words[3], &carry);
    return carry;
}

/// A sum below 2p, with its carry, brought below p.
static inline struct sm2_number sm2_below_p(struct sm2_number sum, uint64_t carry) {
    struct sm2_number less;
    const uint64_t is_negative = sm2_borrowing_difference(&less, sum, sm2_p);
    // The sum stays when it is below p and nothing was carried out of it.
    return sm2_select(is_negative & (carry - 1), sum, less);
}

static inline struct sm2_number sm2_add(struct sm2_number a, struct sm2_number b) {
    struct sm2_number sum;
    const uint64_t carry = sm2_carrying_sum(&sum, a, b);
    return sm2_below_p(sum, carry);
}

static inline struct sm2_number sm2_subtract(struct sm2_number a, struct sm2_number b) {
    struct sm2_number difference;
    const uint64_t is_negative = sm2_barrier(sm2_borrowing_difference(&difference, a, b));
    const struct sm2_number added = {{is_negative & sm2_p.words[0], is_negative & sm2_p.words[1],
                                      is_negative & sm2_p.words[2], is_negative & sm2_p.words[3]}};
    (void)sm2_carrying_sum(&difference, difference, added);
    return difference;
}

/// Adds `a * b` to the five words of `t`, whose sum then has six; adds the multiple of p that clears the lowest word,
/// and takes that word off. Since p is -1 modulo 2^64, the multiple is the lowest word itself.
static inline void sm2_multiply_step(uint64_t t[5], const uint64_t a[4], uint64_t b) {
    uint64_t carry = 0, top = 0;
    t[0] = sm2_multiply_words(a[0], b, t[0], &carry);
    t[1] = sm2_multiply_words(a[1], b, t[1], &carry);
    t[2] = sm2_multiply_words(a[2], b, t[2], &carry);
    t[3] = sm2_multiply_words(a[3], b, t[3], &carry);
    t[4] = sm2_add_words(t[4], carry, &top);

    // t[0] + multiple * (2^64 - 1) is multiple * 2^64: nothing stays, and the multiple is carried. The other words of
    // p are 2^64 - 2^32, 2^64 - 1 and 2^64 - 2^32 - 1, which are left to the multiplier.
    const uint64_t multiple = t[0];
    carry = multiple;
    t[0] = sm2_multiply_words(multiple, sm2_p.words[1], t[1], &carry);
    t[1] = sm2_multiply_words(multiple, sm2_p.words[2], t[2], &carry);
    t[2] = sm2_multiply_words(multiple, sm2_p.words[3], t[3], &carry);
    uint64_t last = 0;
    t[3] = sm2_add_words(t[4], carry, &last);
    t[4] = top + last;
}

/// a b / 2^256 mod p.
static inline struct sm2_number sm2_multiply(struct sm2_number a, struct sm2_number b) {
    uint64_t t[5] = {0};
    sm2_multiply_step(t, a.words, b.words[0]);
    sm2_multiply_step(t, a.words, b.words[1]);
    sm2_multiply_step(t, a.words, b.words[2]);
    sm2_multiply_step(t, a.words, b.words[3]);
    const struct sm2_number product = {{t[0], t[1], t[2], t[3]}};
    return sm2_below_p(product, t[4]);
}

/// The power whose exponent is 2^times.
static inline struct sm2_number sm2_square_times(struct sm2_number a, int times) {
    for (int i = 0; i < times; i++) a = sm2_multiply(a, a);
    return a;
}
