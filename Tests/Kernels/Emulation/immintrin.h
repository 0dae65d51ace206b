// SPDX-License-Identifier: Apache-2.0
// Stands in for the compiler's header of the same name where a processor lacks the instructions: SIMD Everywhere
// (Debian: libsimde-dev) computes each intrinsic in plain C. What its version 0.7.4 lacks is added here.
#pragma once

#define SIMDE_NO_NATIVE
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <stdint.h>

typedef simde__mmask64 __mmask64;

// The alias has the parameters of another intrinsic.
#undef _mm512_madd_epi16
#define _mm512_madd_epi16(a, b) simde_mm512_madd_epi16(a, b)

// Masked loads and stores touch the bytes in the mask and no others, so a guarded page behind them stays unharmed.

static inline __m512i _mm512_mask_loadu_epi8(__m512i source, __mmask64 mask, const void *memory) {
    uint8_t bytes[64];
    simde_mm512_storeu_si512(bytes, source);
    for (int i = 0; i < 64; i++) {
        if (mask >> i & 1) bytes[i] = ((const uint8_t *)memory)[i];
    }
    return simde_mm512_loadu_si512(bytes);
}

static inline __m512i _mm512_maskz_loadu_epi8(__mmask64 mask, const void *memory) {
    return _mm512_mask_loadu_epi8(simde_mm512_setzero_si512(), mask, memory);
}

static inline void _mm512_mask_storeu_epi8(void *memory, __mmask64 mask, __m512i vector) {
    uint8_t bytes[64];
    simde_mm512_storeu_si512(bytes, vector);
    for (int i = 0; i < 64; i++) {
        if (mask >> i & 1) ((uint8_t *)memory)[i] = bytes[i];
    }
}
