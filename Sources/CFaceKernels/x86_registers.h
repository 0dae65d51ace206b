// SPDX-License-Identifier: Apache-2.0
// Vector registers keep round keys, keystream and plaintext until something else is put there.
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>

#include "tcface_target.h"

/// Clears registers 0 to 15 in all their width.
TCFACE_TARGET("avx") __attribute__((always_inline)) static inline void wipe_vector_registers(void) { _mm256_zeroall(); }

/// Clears registers 0 to 15 where none is wider than 128 bits.
__attribute__((always_inline)) static inline void wipe_sse_registers(void) {
#define CLEAR(n) __asm__ volatile("pxor %%xmm" #n ", %%xmm" #n : : : "xmm" #n)
    CLEAR(0);
    CLEAR(1);
    CLEAR(2);
    CLEAR(3);
    CLEAR(4);
    CLEAR(5);
    CLEAR(6);
    CLEAR(7);
    CLEAR(8);
    CLEAR(9);
    CLEAR(10);
    CLEAR(11);
    CLEAR(12);
    CLEAR(13);
    CLEAR(14);
    CLEAR(15);
#undef CLEAR
}

/// Clears all 32 registers of AVX-512. A narrow instruction clears a register in all its width.
TCFACE_TARGET("avx512f") __attribute__((always_inline)) static inline void wipe_wide_vector_registers(void) {
#if !defined(TCFACE_EMULATED)
#define CLEAR(n) __asm__ volatile("vpxord %%xmm" #n ", %%xmm" #n ", %%xmm" #n : : : "xmm" #n)
    CLEAR(16);
    CLEAR(17);
    CLEAR(18);
    CLEAR(19);
    CLEAR(20);
    CLEAR(21);
    CLEAR(22);
    CLEAR(23);
    CLEAR(24);
    CLEAR(25);
    CLEAR(26);
    CLEAR(27);
    CLEAR(28);
    CLEAR(29);
    CLEAR(30);
    CLEAR(31);
#undef CLEAR
#endif
    _mm256_zeroall();
}
#endif
