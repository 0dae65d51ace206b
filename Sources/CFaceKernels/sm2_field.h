// SPDX-License-Identifier: Apache-2.0
// Numbers modulo p = 2^256 - 2^224 - 2^96 + 2^64 - 1, the field of the curve of SM2 (GB/T 32918.5-2017), in
// Montgomery's form: a number x is kept as 2^256 x mod p. No branch and no address depends on a value.
//
// Every number that goes in or comes out is below p. A result may be one of the arguments.
#pragma once

#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

__extension__ typedef unsigned __int128 sm2_wide;

/// Four words, the lowest first; always below p.
struct sm2_number {
    uint64_t words[4];
};

static const struct sm2_number sm2_p = {
    {0xffffffffffffffff, 0xffffffff00000000, 0xffffffffffffffff, 0xfffffffeffffffff},
};
/// 2^512 mod p, which brings a number into the form.
static const struct sm2_number sm2_into_form = {
    {0x0000000200000003, 0x00000002ffffffff, 0x0000000100000001, 0x0000000400000002},
};
/// One, in the form.
static const struct sm2_number sm2_one = {
    {0x0000000000000001, 0x00000000ffffffff, 0x0000000000000000, 0x0000000100000000},
};

// MARK: Words

/// A part of a multiplication, an addition or a subtraction: a call would pass its words through memory.
#define SM2_STEP __attribute__((always_inline)) static inline

/// A word of which the compiler knows nothing: it cannot turn a mask back into a branch.
static inline uint64_t sm2_barrier(uint64_t word) {
    __asm__("" : "+r"(word));
    return word;
}

/// The lower word of `a + b + *carry`; the upper, 0 or 1, becomes the carry.
///
/// The compiler's own carries become the processor's, which halves the instructions of a multiplication: from wider
/// numbers gcc does not find them.
SM2_STEP uint64_t sm2_add_words(uint64_t a, uint64_t b, uint64_t *carry) {
#if __has_builtin(__builtin_addcll)
    unsigned long long next;
    const uint64_t sum = __builtin_addcll(a, b, *carry, &next);
    *carry = next;
    return sum;
#elif defined(__x86_64__)
    unsigned long long sum;
    *carry = _addcarry_u64((unsigned char)*carry, a, b, &sum);
    return sum;
#else
    const sm2_wide sum = (sm2_wide)a + b + *carry;
    *carry = (uint64_t)(sum >> 64);
    return (uint64_t)sum;
#endif
}

/// The word `a - b - *borrow`; the borrow becomes 1 when that is negative, else 0.
SM2_STEP uint64_t sm2_subtract_words(uint64_t a, uint64_t b, uint64_t *borrow) {
#if __has_builtin(__builtin_subcll)
    unsigned long long next;
    const uint64_t difference = __builtin_subcll(a, b, *borrow, &next);
    *borrow = next;
    return difference;
#elif defined(__x86_64__)
    unsigned long long difference;
    *borrow = _subborrow_u64((unsigned char)*borrow, a, b, &difference);
    return difference;
#else
    const sm2_wide difference = (sm2_wide)a - b - *borrow;
    *borrow = (uint64_t)(difference >> 64) & 1;
    return (uint64_t)difference;
#endif
}

/// The lower word of `a * b`; the upper goes to `*upper`.
SM2_STEP uint64_t sm2_multiply_words(uint64_t a, uint64_t b, uint64_t *upper) {
    const sm2_wide product = (sm2_wide)a * b;
    *upper = (uint64_t)(product >> 64);
    return (uint64_t)product;
}

// MARK: Sums and differences

/// The difference as four words, and 1 when it is negative, else 0.
SM2_STEP uint64_t sm2_borrowing_difference(struct sm2_number *difference, const struct sm2_number *a,
                                           const struct sm2_number *b) {
    uint64_t borrow = 0;
    difference->words[0] = sm2_subtract_words(a->words[0], b->words[0], &borrow);
    difference->words[1] = sm2_subtract_words(a->words[1], b->words[1], &borrow);
    difference->words[2] = sm2_subtract_words(a->words[2], b->words[2], &borrow);
    difference->words[3] = sm2_subtract_words(a->words[3], b->words[3], &borrow);
    return borrow;
}

/// The sum as four words, and its carry.
SM2_STEP uint64_t sm2_carrying_sum(struct sm2_number *sum, const struct sm2_number *a, const struct sm2_number *b) {
    uint64_t carry = 0;
    sum->words[0] = sm2_add_words(a->words[0], b->words[0], &carry);
    sum->words[1] = sm2_add_words(a->words[1], b->words[1], &carry);
    sum->words[2] = sm2_add_words(a->words[2], b->words[2], &carry);
    sum->words[3] = sm2_add_words(a->words[3], b->words[3], &carry);
    return carry;
}

/// Adds p to a difference that is negative: one whose `borrow` is 1.
SM2_STEP void sm2_add_p_back(struct sm2_number *difference, uint64_t borrow) {
    const uint64_t mask = sm2_barrier(0 - borrow);
    const struct sm2_number added = {{mask, mask << 32, mask, mask & sm2_p.words[3]}};
    (void)sm2_carrying_sum(difference, difference, &added);
}

/// Brings a sum below 2p, of which `carry` did not fit into the words, below p.
SM2_STEP void sm2_bring_below_p(struct sm2_number *sum, uint64_t carry) {
    uint64_t borrow = sm2_borrowing_difference(sum, sum, &sm2_p);
    (void)sm2_subtract_words(carry, 0, &borrow);
    sm2_add_p_back(sum, borrow);
}

SM2_STEP void sm2_add(struct sm2_number *sum, const struct sm2_number *a, const struct sm2_number *b) {
    const uint64_t carry = sm2_carrying_sum(sum, a, b);
    sm2_bring_below_p(sum, carry);
}

SM2_STEP void sm2_subtract(struct sm2_number *difference, const struct sm2_number *a, const struct sm2_number *b) {
    const uint64_t borrow = sm2_borrowing_difference(difference, a, b);
    sm2_add_p_back(difference, borrow);
}

static inline void sm2_triple(struct sm2_number *triple, const struct sm2_number *a) {
    struct sm2_number twice;
    sm2_add(&twice, a, a);
    sm2_add(triple, &twice, a);
}

/// Where the mask is all ones, `number` becomes `chosen`; where it is zero, it stays.
SM2_STEP void sm2_choose(struct sm2_number *number, uint64_t mask, const struct sm2_number *chosen) {
    mask = sm2_barrier(mask);
    for (int i = 0; i < 4; i++) number->words[i] ^= (number->words[i] ^ chosen->words[i]) & mask;
}

// MARK: Products

/// The five words of `a * b`.
SM2_STEP void sm2_multiply_row(uint64_t row[5], const uint64_t a[4], uint64_t b) {
    uint64_t upper[4], carry = 0;
    row[0] = sm2_multiply_words(a[0], b, &upper[0]);
    row[1] = sm2_multiply_words(a[1], b, &upper[1]);
    row[2] = sm2_multiply_words(a[2], b, &upper[2]);
    row[3] = sm2_multiply_words(a[3], b, &upper[3]);
    row[1] = sm2_add_words(row[1], upper[0], &carry);
    row[2] = sm2_add_words(row[2], upper[1], &carry);
    row[3] = sm2_add_words(row[3], upper[2], &carry);
    row[4] = upper[3] + carry;
}

/// Adds `a * b` to four words; the carry becomes the fifth.
SM2_STEP void sm2_add_row(uint64_t t[5], const uint64_t a[4], uint64_t b) {
    uint64_t row[5], carry = 0;
    sm2_multiply_row(row, a, b);
    t[0] = sm2_add_words(t[0], row[0], &carry);
    t[1] = sm2_add_words(t[1], row[1], &carry);
    t[2] = sm2_add_words(t[2], row[2], &carry);
    t[3] = sm2_add_words(t[3], row[3], &carry);
    t[4] = row[4] + carry;
}

/// One word of Montgomery's reduction: adds the multiple of p that clears the lowest of four words, and takes that word
/// off: `next` becomes the highest.
///
/// Since p is -1 modulo 2^64, the multiple is the lowest word itself, m; since p + 1 is 2^64 times
/// 2^192 - 2^160 - 2^32 + 1, what is added to the words above it is m times that: additions and shifts. The result is
/// below (2^256 + 2^64 p) / 2^64 and fits into four words, so that a carry out of them is taken back by a borrow.
SM2_STEP void sm2_reduce_word(uint64_t *lowest, uint64_t *second, uint64_t *third, uint64_t *next) {
    const uint64_t m = *lowest, left = m << 32, right = m >> 32;
    uint64_t carry = 0, borrow = 0;
    *second = sm2_add_words(*second, m, &carry);
    *third = sm2_add_words(*third, 0, &carry);
    *next = sm2_add_words(*next, 0, &carry);
    *lowest = m + carry;
    *second = sm2_subtract_words(*second, left, &borrow);
    *third = sm2_subtract_words(*third, right, &borrow);
    *next = sm2_subtract_words(*next, left, &borrow);
    *lowest = *lowest - right - borrow;
}

/// t / 2^256 mod p, for a product of two numbers below p.
///
/// The lower half plus a multiple of p below 2^256 p is a multiple of 2^256, and divided by it at most p. The upper
/// half is at most p - 2, so that the sum is below 2p.
SM2_STEP void sm2_reduce(struct sm2_number *result, uint64_t t[8]) {
    sm2_reduce_word(&t[0], &t[1], &t[2], &t[3]);
    sm2_reduce_word(&t[1], &t[2], &t[3], &t[0]);
    sm2_reduce_word(&t[2], &t[3], &t[0], &t[1]);
    sm2_reduce_word(&t[3], &t[0], &t[1], &t[2]);
    uint64_t carry = 0;
    result->words[0] = sm2_add_words(t[0], t[4], &carry);
    result->words[1] = sm2_add_words(t[1], t[5], &carry);
    result->words[2] = sm2_add_words(t[2], t[6], &carry);
    result->words[3] = sm2_add_words(t[3], t[7], &carry);
    sm2_bring_below_p(result, carry);
}

/// a b / 2^256 mod p.
static inline void sm2_multiply(struct sm2_number *product, const struct sm2_number *a, const struct sm2_number *b) {
    uint64_t t[8];
    sm2_multiply_row(t, a->words, b->words[0]);
    sm2_add_row(t + 1, a->words, b->words[1]);
    sm2_add_row(t + 2, a->words, b->words[2]);
    sm2_add_row(t + 3, a->words, b->words[3]);
    sm2_reduce(product, t);
}

/// The double of seven words from t[1] on, which takes eight.
SM2_STEP void sm2_double_words(uint64_t t[8]) {
    t[7] = t[6] >> 63;
    t[6] = t[6] << 1 | t[5] >> 63;
    t[5] = t[5] << 1 | t[4] >> 63;
    t[4] = t[4] << 1 | t[3] >> 63;
    t[3] = t[3] << 1 | t[2] >> 63;
    t[2] = t[2] << 1 | t[1] >> 63;
    t[1] = t[1] << 1;
}

/// a a / 2^256 mod p: the products of two different words are made once and doubled.
static inline void sm2_square(struct sm2_number *square, const struct sm2_number *a) {
    const uint64_t *const w = a->words;
    uint64_t t[8], lower, upper[3], carry = 0;
    t[1] = sm2_multiply_words(w[0], w[1], &upper[0]);
    t[2] = sm2_multiply_words(w[0], w[2], &upper[1]);
    t[3] = sm2_multiply_words(w[0], w[3], &upper[2]);
    t[4] = sm2_multiply_words(w[1], w[3], &t[5]);
    t[2] = sm2_add_words(t[2], upper[0], &carry);
    t[3] = sm2_add_words(t[3], upper[1], &carry);
    t[4] = sm2_add_words(t[4], upper[2], &carry);
    t[5] += carry;

    carry = 0;
    lower = sm2_multiply_words(w[1], w[2], &upper[0]);
    t[3] = sm2_add_words(t[3], lower, &carry);
    t[4] = sm2_add_words(t[4], upper[0], &carry);
    lower = sm2_multiply_words(w[2], w[3], &upper[0]);
    t[5] = sm2_add_words(t[5], lower, &carry);
    t[6] = upper[0] + carry;
    sm2_double_words(t);

    carry = 0;
    t[0] = sm2_multiply_words(w[0], w[0], &upper[0]);
    t[1] = sm2_add_words(t[1], upper[0], &carry);
    lower = sm2_multiply_words(w[1], w[1], &upper[0]);
    t[2] = sm2_add_words(t[2], lower, &carry);
    t[3] = sm2_add_words(t[3], upper[0], &carry);
    lower = sm2_multiply_words(w[2], w[2], &upper[0]);
    t[4] = sm2_add_words(t[4], lower, &carry);
    t[5] = sm2_add_words(t[5], upper[0], &carry);
    lower = sm2_multiply_words(w[3], w[3], &upper[0]);
    t[6] = sm2_add_words(t[6], lower, &carry);
    t[7] = sm2_add_words(t[7], upper[0], &carry);
    sm2_reduce(square, t);
}

/// The power of `a` whose exponent is 2^times, times `b`.
static inline void sm2_square_and_multiply(struct sm2_number *power, const struct sm2_number *a, int times,
                                           const struct sm2_number *b) {
    struct sm2_number square = *a;
    for (int i = 0; i < times; i++) sm2_square(&square, &square);
    sm2_multiply(power, &square, b);
}

/// 1 / a, and 0 for 0: the power p - 2, where p - 2 in binary is 31 ones, a zero, 128 ones, 32 zeros, 62 ones, a zero
/// and a one.
static inline void sm2_invert(struct sm2_number *inverse, const struct sm2_number *a) {
    // `ones_n`: the power whose exponent is n ones in binary.
    struct sm2_number ones_2, ones_4, ones_6, ones_12, ones_24, ones_30, ones_31, ones_32, power;
    sm2_square_and_multiply(&ones_2, a, 1, a);
    sm2_square_and_multiply(&ones_4, &ones_2, 2, &ones_2);
    sm2_square_and_multiply(&ones_6, &ones_4, 2, &ones_2);
    sm2_square_and_multiply(&ones_12, &ones_6, 6, &ones_6);
    sm2_square_and_multiply(&ones_24, &ones_12, 12, &ones_12);
    sm2_square_and_multiply(&ones_30, &ones_24, 6, &ones_6);
    sm2_square_and_multiply(&ones_31, &ones_30, 1, a);
    sm2_square_and_multiply(&ones_32, &ones_31, 1, a);
    sm2_square_and_multiply(&power, &ones_31, 33, &ones_32);
    for (int i = 0; i < 3; i++) sm2_square_and_multiply(&power, &power, 32, &ones_32);
    sm2_square_and_multiply(&power, &power, 64, &ones_32);
    sm2_square_and_multiply(&power, &power, 30, &ones_30);
    sm2_square_and_multiply(inverse, &power, 2, a);
}
