// SPDX-License-Identifier: Apache-2.0
// Words and masks whose value the compiler may not reason about.
//
// A compiler that can prove a mask to be either zero or all ones may turn the arithmetic on it back into a branch. The
// barrier is an empty piece of assembly that claims to change the value, so nothing can be proved about it.
#pragma once

#include <stdint.h>

/// The same value, of which the compiler knows nothing.
static inline uint32_t value_barrier(uint32_t value) {
    __asm__("" : "+r"(value));
    return value;
}

/// All ones when the top bit is set, else zero.
static inline uint32_t mask_of_top_bit(uint32_t value) { return value_barrier(0u - (value >> 31)); }

/// All ones when the value is zero, else zero: only zero has its top bit clear and, one less, set.
static inline uint32_t mask_zero(uint32_t value) { return mask_of_top_bit(~value & (value - 1)); }

/// All ones when `a < b`, else zero, for values below 2^31: then the top bit of the difference is the borrow.
static inline uint32_t mask_less(uint32_t a, uint32_t b) { return mask_of_top_bit(a - b); }

/// `chosen` where the mask is all ones, `other` where it is zero.
static inline uint32_t select(uint32_t mask, uint32_t chosen, uint32_t other) {
    return (mask & chosen) | (~mask & other);
}
