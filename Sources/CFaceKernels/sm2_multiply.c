// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "sm2_table.h"
#include "wipe.h"

/// All that depends on k.
struct multiplication {
    /// All ones when k is even, and n - k is multiplied in its place.
    uint64_t is_even;
    /// Of 258 bits, each stands for its power of two when it is set, and for minus its power of two when it is clear.
    uint64_t bits[5];
    /// All ones when the digit at hand is negative.
    uint64_t is_negative;
    struct sm2_affine multiples[2];
    struct sm2_extended sums[2];
    struct sm2_projective ends[2];
    struct sm2_number number, scale;
};

/// Recodes k. The bits are those of (k + 2^258 - 1) / 2: with them, twice the sum of the set powers less the sum of all
/// powers, 2^258 - 1, is k.
static void recode(struct multiplication *state, const uint8_t k[32]) {
    struct sm2_number *const number = &state->number;
    sm2_load(number, k);
    state->is_even = sm2_barrier((number->words[0] & 1) - 1);
    (void)sm2_borrowing_difference(&state->scale, &sm2_order, number);
    sm2_choose(number, state->is_even, &state->scale);
    for (int i = 0; i < 3; i++) state->bits[i] = number->words[i] >> 1 | number->words[i + 1] << 63;
    state->bits[3] = number->words[3] >> 1;
    state->bits[4] = 2;
}

/// The six bits of a digit: 32 + i stands for the digit 2 i + 1, and 31 - i for its negative.
static uint64_t digit_bits(const uint64_t bits[5], int digit) {
    const int word = digit * SM2_DIGIT_BITS / 64, shift = digit * SM2_DIGIT_BITS % 64;
    uint64_t value = bits[word] >> shift;
    if (shift > 64 - SM2_DIGIT_BITS) value |= bits[word + 1] << (64 - shift);
    return value & 63;
}

typedef uint32_t lanes __attribute__((vector_size(16), may_alias));
#define LANES (sizeof(struct sm2_affine) / sizeof(lanes))

/// The multiples at an index of the same digit in two tables. All 32 are read, whichever it is.
static void look_up(struct sm2_affine found[2], const struct tcface_sm2_table *const tables[2], int digit,
                    uint32_t index) {
    const lanes wanted = {index, index, index, index}, one = {1, 1, 1, 1};
    lanes sums[2][LANES] = {{{0}}}, at = {0};
    for (int i = 0; i < SM2_MULTIPLES; i++, at += one) {
        const lanes mask = (lanes)(at == wanted);
#pragma GCC unroll 2
        for (int table = 0; table < 2; table++) {
            const lanes *const multiple = (const lanes *)&tables[table]->multiples[digit][i];
#pragma GCC unroll 4
            for (size_t lane = 0; lane < LANES; lane++) sums[table][lane] |= multiple[lane] & mask;
        }
    }
    memcpy(found, sums, sizeof sums);
}

static void negate_where(struct sm2_number *number, uint64_t mask) {
    static const struct sm2_number zero = {{0}};
    struct sm2_number negative;
    sm2_subtract(&negative, &zero, number);
    sm2_choose(number, mask, &negative);
}

/// The multiples of both points that a digit stands for.
static void take_digit(struct multiplication *state, const struct tcface_sm2_table *const tables[2], int digit) {
    const uint64_t bits = digit_bits(state->bits, digit);
    state->is_negative = sm2_barrier((bits >> 5) - 1);
    look_up(state->multiples, tables, digit, (uint32_t)((bits ^ state->is_negative) & 31));
    for (int i = 0; i < 2; i++) negate_where(&state->multiples[i].y, state->is_negative);
}

/// Adds up all digits but the highest, the lowest first.
///
/// The sum of the digits below one is odd and less than its power of 64, hence neither zero, nor that digit nor its
/// negative; nor are they the same modulo n, as even 64^42 is less than n: the points that are added are different.
static void add_digits(struct multiplication *state, const struct tcface_sm2_table *const tables[2]) {
    take_digit(state, tables, 0);
    for (int i = 0; i < 2; i++) {
        state->sums[i] = (struct sm2_extended){state->multiples[i].x, state->multiples[i].y, sm2_one, sm2_one};
    }
    for (int digit = 1; digit < SM2_DIGITS - 1; digit++) {
        take_digit(state, tables, digit);
        for (int i = 0; i < 2; i++) sm2_add_different(&state->sums[i], &state->multiples[i]);
    }
}

/// Adds the highest digit. For 15 64^42 and the lower digits 15 64^42 - n, both points are the same: no case must be
/// special here.
static void add_highest_digit(struct multiplication *state, const struct tcface_sm2_table *const tables[2]) {
    take_digit(state, tables, SM2_DIGITS - 1);
    for (int i = 0; i < 2; i++) {
        sm2_to_projective(&state->ends[i], &state->sums[i]);
        sm2_add_any(&state->ends[i], &state->ends[i], &state->multiples[i]);
    }
}

/// Out of the form, the highest byte first.
static void write(uint8_t bytes[32], struct sm2_number *number) {
    static const struct sm2_number plain_one = {{1}};
    sm2_multiply(number, number, &plain_one);
    sm2_store(bytes, number);
}

/// x and y of both, with one inversion: 1 / Z is the other's Z over the product of both.
static void write_products(uint8_t products[2][64], struct multiplication *state) {
    struct sm2_projective *const ends = state->ends;
    sm2_multiply(&state->number, &ends[0].z, &ends[1].z);
    sm2_invert(&state->number, &state->number);
    for (int i = 0; i < 2; i++) {
        sm2_multiply(&state->scale, &state->number, &ends[1 - i].z);
        sm2_multiply(&ends[i].x, &ends[i].x, &state->scale);
        sm2_multiply(&ends[i].y, &ends[i].y, &state->scale);
        negate_where(&ends[i].y, state->is_even);
        write(products[i], &ends[i].x);
        write(products[i] + 32, &ends[i].y);
    }
}

void sm2_multiply_points(uint8_t products[2][64], const struct tcface_sm2_table *const tables[2], const uint8_t k[32]) {
    struct multiplication state;
    recode(&state, k);
    add_digits(&state, tables);
    add_highest_digit(&state, tables);
    write_products(products, &state);
    wipe(&state, sizeof state);
}
