// SPDX-License-Identifier: Apache-2.0
// Stands in for the compiler's header of the same name where a processor lacks the instructions: SIMD Everywhere
// (Debian: libsimde-dev) computes each intrinsic in plain C. What its version 0.7.4 lacks is added here.
#pragma once

#define SIMDE_NO_NATIVE
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <simde/x86/gfni.h>
#include <stdint.h>

#include "instructions.h"

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

// The instructions of instructions.h, lane by lane.

#define LANES_OF(type) (sizeof(type) / sizeof(struct lane))
#define EMULATE_1(name, type, result)                                                                                  \
    static inline type name(type a) {                                                                                  \
        struct lane x[LANES_OF(type)];                                                                                    \
        memcpy(x, &a, sizeof x);                                                                                       \
        for (size_t i = 0; i < LANES_OF(type); i++) x[i] = result;                                                        \
        memcpy(&a, x, sizeof x);                                                                                       \
        return a;                                                                                                      \
    }
#define EMULATE_2(name, type, result)                                                                                  \
    static inline type name(type a, type b) {                                                                          \
        struct lane x[LANES_OF(type)], y[LANES_OF(type)];                                                                    \
        memcpy(x, &a, sizeof x);                                                                                       \
        memcpy(y, &b, sizeof y);                                                                                       \
        for (size_t i = 0; i < LANES_OF(type); i++) x[i] = result;                                                        \
        memcpy(&a, x, sizeof x);                                                                                       \
        return a;                                                                                                      \
    }
#define EMULATE_2_CONSTANT(name, type, result)                                                                         \
    static inline type name(type a, type b, int constant) {                                                            \
        struct lane x[LANES_OF(type)], y[LANES_OF(type)];                                                                    \
        memcpy(x, &a, sizeof x);                                                                                       \
        memcpy(y, &b, sizeof y);                                                                                       \
        for (size_t i = 0; i < LANES_OF(type); i++) x[i] = result;                                                        \
        memcpy(&a, x, sizeof x);                                                                                       \
        return a;                                                                                                      \
    }

EMULATE_2(_mm_aesenc_si128, __m128i, lane_aes(x[i], y[i], 0, 0))
EMULATE_2(_mm_aesenclast_si128, __m128i, lane_aes(x[i], y[i], 0, 1))
EMULATE_2(_mm_aesdec_si128, __m128i, lane_aes(x[i], y[i], 1, 0))
EMULATE_2(_mm_aesdeclast_si128, __m128i, lane_aes(x[i], y[i], 1, 1))
EMULATE_1(_mm_aesimc_si128, __m128i, lane_aesimc(x[i]))
EMULATE_2(_mm512_aesenc_epi128, __m512i, lane_aes(x[i], y[i], 0, 0))
EMULATE_2(_mm512_aesenclast_epi128, __m512i, lane_aes(x[i], y[i], 0, 1))
EMULATE_2(_mm512_aesdec_epi128, __m512i, lane_aes(x[i], y[i], 1, 0))
EMULATE_2(_mm512_aesdeclast_epi128, __m512i, lane_aes(x[i], y[i], 1, 1))
EMULATE_2(_mm_sha256msg1_epu32, __m128i, lane_sha256msg1(x[i], y[i]))
EMULATE_2(_mm_sha256msg2_epu32, __m128i, lane_sha256msg2(x[i], y[i]))

static inline __m128i _mm_aeskeygenassist_si128(__m128i a, int constant) {
    struct lane x;
    memcpy(&x, &a, sizeof x);
    x = lane_aeskeygenassist(x, (uint8_t)constant);
    memcpy(&a, &x, sizeof x);
    return a;
}

static inline __m128i _mm_sha256rnds2_epu32(__m128i a, __m128i b, __m128i sums) {
    struct lane x, y, z;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    memcpy(&z, &sums, sizeof z);
    x = lane_sha256rnds2(x, y, z);
    memcpy(&a, &x, sizeof x);
    return a;
}

#undef _mm_clmulepi64_si128
#undef _mm512_clmulepi64_epi128
#undef _mm512_gf2p8affine_epi64_epi8
#undef _mm512_gf2p8affineinv_epi64_epi8
EMULATE_2_CONSTANT(_mm_clmulepi64_si128, __m128i, lane_clmul(x[i], y[i], constant))
EMULATE_2_CONSTANT(_mm512_clmulepi64_epi128, __m512i, lane_clmul(x[i], y[i], constant))
EMULATE_2_CONSTANT(_mm512_gf2p8affine_epi64_epi8, __m512i, lane_affine(x[i], y[i], (uint8_t)constant, 0))
EMULATE_2_CONSTANT(_mm512_gf2p8affineinv_epi64_epi8, __m512i, lane_affine(x[i], y[i], (uint8_t)constant, 1))

/// Has no effect on results.
static inline void _mm256_zeroupper(void) {}
static inline void _mm256_zeroall(void) {}

static inline __m512i _mm512_alignr_epi64(__m512i high, __m512i low, int count) {
    uint64_t words[16];
    memcpy(words, &low, 64);
    memcpy(words + 8, &high, 64);
    memcpy(&low, words + count, 64);
    return low;
}
