// SPDX-License-Identifier: Apache-2.0
// Points of the curve of SM2 (GB/T 32918.5-2017), y^2 = x^3 - 3x + b, whose number is the prime n: each but the point
// at infinity has the order n. A result may be one of the arguments.
#pragma once

#include "sm2_field.h"

/// b, in the form of sm2_field.h.
static const struct sm2_number sm2_b = {
    {0x90d230632bc0dd42, 0x71cf379ae9b537ab, 0x527981505ea51c3c, 0x240fe188ba20e2c8},
};

struct sm2_affine {
    struct sm2_number x, y;
};

/// x = X / Z and y = Y / Z; the point at infinity has Z = 0.
struct sm2_projective {
    struct sm2_number x, y, z;
};

/// x = X / ZZ and y = Y / ZZZ, where ZZ and ZZZ are the square and the cube of one number, which is not zero: never the
/// point at infinity.
struct sm2_extended {
    struct sm2_number x, y, zz, zzz;
};

/// The sum of two points, whichever they are: no case is special (J. Renes, C. Costello, L. Batina, "Complete
/// addition formulas for prime order elliptic curves", EUROCRYPT 2016, algorithm 5). The second is not the point at
/// infinity.
static inline void sm2_add_any(struct sm2_projective *sum, const struct sm2_projective *p, const struct sm2_affine *q) {
    struct sm2_number t0, t1, t2, t3, t4, t5, x, y, z;
    sm2_multiply(&t0, &p->x, &q->x);
    sm2_multiply(&t1, &p->y, &q->y);
    sm2_add(&t3, &q->x, &q->y);
    sm2_add(&t4, &p->x, &p->y);
    sm2_multiply(&t3, &t3, &t4);
    sm2_add(&t4, &t0, &t1);
    sm2_subtract(&t3, &t3, &t4);
    sm2_multiply(&t4, &q->y, &p->z);
    sm2_add(&t4, &t4, &p->y);
    sm2_multiply(&y, &q->x, &p->z);
    sm2_add(&y, &y, &p->x);
    sm2_multiply(&z, &sm2_b, &p->z);
    sm2_subtract(&x, &y, &z);
    sm2_triple(&x, &x);
    sm2_subtract(&z, &t1, &x);
    sm2_add(&x, &t1, &x);
    sm2_triple(&t2, &p->z);
    sm2_multiply(&y, &sm2_b, &y);
    sm2_subtract(&y, &y, &t2);
    sm2_subtract(&y, &y, &t0);
    sm2_triple(&y, &y);
    sm2_triple(&t0, &t0);
    sm2_subtract(&t0, &t0, &t2);
    sm2_multiply(&t1, &t4, &y);
    sm2_multiply(&t2, &t0, &y);
    sm2_multiply(&y, &x, &z);
    sm2_add(&sum->y, &y, &t2);
    sm2_multiply(&t5, &t3, &x);
    sm2_subtract(&sum->x, &t5, &t1);
    sm2_multiply(&t4, &t4, &z);
    sm2_multiply(&t3, &t3, &t0);
    sm2_add(&sum->z, &t4, &t3);
}

/// The sum of two points that are neither equal nor each other's negatives, in ten multiplications. Their x differ, so
/// that `run` is not zero, nor ZZ and ZZZ, which are multiplied by its square and its cube.
static inline void sm2_add_different(struct sm2_extended *p, const struct sm2_affine *q) {
    struct sm2_number run, rise, square, cube, middle;
    sm2_multiply(&run, &q->x, &p->zz);
    sm2_subtract(&run, &run, &p->x);
    sm2_multiply(&rise, &q->y, &p->zzz);
    sm2_subtract(&rise, &rise, &p->y);
    sm2_square(&square, &run);
    sm2_multiply(&cube, &run, &square);
    sm2_multiply(&middle, &p->x, &square);
    sm2_multiply(&p->zz, &p->zz, &square);
    sm2_multiply(&p->zzz, &p->zzz, &cube);
    // X = rise^2 - cube - 2 middle and Y = rise (middle - X) - Y cube.
    sm2_square(&p->x, &rise);
    sm2_subtract(&p->x, &p->x, &cube);
    sm2_subtract(&p->x, &p->x, &middle);
    sm2_subtract(&p->x, &p->x, &middle);
    sm2_subtract(&middle, &middle, &p->x);
    sm2_multiply(&middle, &middle, &rise);
    sm2_multiply(&cube, &cube, &p->y);
    sm2_subtract(&p->y, &middle, &cube);
}

/// The same point over one denominator, ZZ ZZZ.
static inline void sm2_to_projective(struct sm2_projective *point, const struct sm2_extended *p) {
    sm2_multiply(&point->x, &p->x, &p->zzz);
    sm2_multiply(&point->y, &p->y, &p->zz);
    sm2_multiply(&point->z, &p->zz, &p->zzz);
}
