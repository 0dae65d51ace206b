// SPDX-License-Identifier: Apache-2.0
// Vectors of 16 bytes in plain C: the compiler makes SSE2 or NEON of them, or ordinary arithmetic where it has neither.
#pragma once

#include <stdint.h>

typedef uint8_t bytes_16 __attribute__((vector_size(16)));
typedef int8_t signed_16 __attribute__((vector_size(16)));
typedef uint16_t halves_8 __attribute__((vector_size(16)));
typedef uint32_t words_4 __attribute__((vector_size(16)));
typedef uint64_t longs_2 __attribute__((vector_size(16)));

/// Whether any bit is set.
static inline int any_16(bytes_16 bytes) {
    const longs_2 longs = (longs_2)bytes;
    return (longs[0] | longs[1]) != 0;
}

/// The index of the first byte that is not zero, where there is one. It branches on what it finds.
static inline unsigned first_byte_16(bytes_16 bytes) {
    const longs_2 longs = (longs_2)bytes;
    const unsigned start = longs[0] != 0 ? 0 : 8;
    const uint64_t half = longs[0] != 0 ? longs[0] : longs[1];
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return start + (unsigned)__builtin_ctzll(half) / 8;
#else
    return start + (unsigned)__builtin_clzll(half) / 8;
#endif
}
