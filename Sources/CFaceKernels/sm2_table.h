// SPDX-License-Identifier: Apache-2.0
// The multiples of a point that a multiplication adds up, and the multiplication of two such points by the same k.
//
// An odd k is a sum of 43 odd digits from -63 to 63, each times its power of 64: no digit is zero, and of a digit's 64
// values a table keeps the 32 positive ones. An even k is n minus an odd one.
#pragma once

#include "sm2_point.h"
#include "tcface_sm2.h"

#define SM2_DIGIT_BITS 6
#define SM2_DIGITS 43
#define SM2_MULTIPLES 32

/// The multiple at [digit][i] is (2 i + 1) 64^digit times the point.
struct tcface_sm2_table {
    struct sm2_affine multiples[SM2_DIGITS][SM2_MULTIPLES] __attribute__((aligned(TCFACE_SM2_ALIGNMENT)));
};

/// Four words of big-endian bytes, and back.
void sm2_load(struct sm2_number *number, const uint8_t bytes[32]);
void sm2_store(uint8_t bytes[32], const struct sm2_number *number);

/// n, which is not in the form of sm2_field.h.
extern const struct sm2_number sm2_order;

/// Computes all multiples of a point.
void sm2_fill_table(struct tcface_sm2_table *table, const struct sm2_affine *point);

/// k times the points of two tables, k from 1 to n - 1: x and y of each.
void sm2_multiply_points(uint8_t products[2][64], const struct tcface_sm2_table *const tables[2], const uint8_t k[32]);
