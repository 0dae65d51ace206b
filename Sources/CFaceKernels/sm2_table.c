// SPDX-License-Identifier: Apache-2.0
#include "sm2_table.h"

/// The multiples of one digit, and the first of the next.
#define ROW (SM2_MULTIPLES + 1)

/// Brings points, none of them at infinity, to Z = 1 with one inversion: from the product of all Z, the inverse of
/// each follows going back.
static void to_affine(struct sm2_affine *results, const struct sm2_projective *points, int count) {
    struct sm2_number products[ROW], scale, own;
    products[0] = points[0].z;
    for (int i = 1; i < count; i++) sm2_multiply(&products[i], &products[i - 1], &points[i].z);
    sm2_invert(&scale, &products[count - 1]);
    for (int i = count - 1; i >= 0; i--) {
        own = scale;
        if (i > 0) sm2_multiply(&own, &scale, &products[i - 1]);
        sm2_multiply(&scale, &scale, &points[i].z);
        sm2_multiply(&results[i].x, &points[i].x, &own);
        sm2_multiply(&results[i].y, &points[i].y, &own);
    }
}

void sm2_fill_table(struct tcface_sm2_table *table, const struct sm2_affine *point) {
    struct sm2_affine row[ROW] = {*point}, twice;
    for (int digit = 0; digit < SM2_DIGITS; digit++) {
        struct sm2_projective multiples[ROW] = {{row[0].x, row[0].y, sm2_one}}, *const last = &multiples[ROW - 1];
        sm2_add_any(&multiples[1], &multiples[0], &row[0]);
        to_affine(&twice, &multiples[1], 1);
        for (int i = 1; i < SM2_MULTIPLES; i++) sm2_add_any(&multiples[i], &multiples[i - 1], &twice);
        // 63 and 1 make the 64 that is the next digit's one.
        sm2_add_any(last, last - 1, &row[0]);
        to_affine(row, multiples, ROW);
        for (int i = 0; i < SM2_MULTIPLES; i++) table->multiples[digit][i] = row[i];
        row[0] = row[ROW - 1];
    }
}
