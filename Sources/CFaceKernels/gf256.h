// SPDX-License-Identifier: Apache-2.0
// Arithmetic on eight bytes at once, each an element of a field of 256 elements, without tables.
//
// The S-boxes of AES (FIPS 197 section 5.1.1) and of SM4 (GB/T 32907-2016) are an inversion in such a field between two
// affine maps. Computed, they touch no address that depends on a secret.
#pragma once

#include <stdint.h>

/// The same byte eight times.
static inline uint64_t in_each_byte(uint8_t byte) { return byte * 0x0101010101010101u; }

/// Each byte rotated left by `count` bits, 0 to 7.
static inline uint64_t rotate_each(uint64_t bytes, unsigned count) {
    if (count == 0) return bytes;
    const uint64_t moved = bytes << count & in_each_byte((uint8_t)(0xff << count));
    return moved | (bytes >> (8 - count) & in_each_byte((uint8_t)(0xff >> (8 - count))));
}

/// Products of eight pairs; `polynomial` is the field's, without its x^8.
static inline uint64_t multiply_each(uint64_t a, uint64_t b, uint8_t polynomial) {
    uint64_t product = 0;
    for (int bit = 0; bit < 8; bit++) {
        product ^= a & (b >> bit & in_each_byte(1)) * 0xff;
        a = (a & in_each_byte(0x7f)) << 1 ^ (a >> 7 & in_each_byte(1)) * polynomial;
    }
    return product;
}

static inline uint64_t square_each(uint64_t a, int times, uint8_t polynomial) {
    for (int i = 0; i < times; i++) a = multiply_each(a, a, polynomial);
    return a;
}

/// Inverses of eight elements, and zero for zero: the 254th power.
static inline uint64_t invert_each(uint64_t a, uint8_t polynomial) {
    const uint64_t a2 = square_each(a, 1, polynomial);
    const uint64_t a3 = multiply_each(a2, a, polynomial);
    const uint64_t a12 = square_each(a3, 2, polynomial);
    const uint64_t a15 = multiply_each(a12, a3, polynomial);
    const uint64_t a240 = square_each(a15, 4, polynomial);
    return multiply_each(multiply_each(a240, a12, polynomial), a2, polynomial);
}
