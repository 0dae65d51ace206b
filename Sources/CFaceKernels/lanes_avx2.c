// SPDX-License-Identifier: Apache-2.0
// Eight messages at once: AES instructions, and SHA-256 with one word of each message in a register.
#include "lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "x86_registers.h"

// Code that is not optimized gives each vector of each copy of a step a place of its own, 400 KiB for all rounds: there
// the steps are functions.
#if defined(__OPTIMIZE__)
#define STEP TCFACE_TARGET("avx2,aes") __attribute__((always_inline)) static inline
#else
#define STEP TCFACE_TARGET("avx2,aes") static inline
#endif
#define LANES 8
#define VECTOR __m256i

STEP VECTOR add(VECTOR a, VECTOR b) { return _mm256_add_epi32(a, b); }
STEP VECTOR xor_3(VECTOR a, VECTOR b, VECTOR c) { return _mm256_xor_si256(_mm256_xor_si256(a, b), c); }
STEP VECTOR shifted(VECTOR a, int count) { return _mm256_srli_epi32(a, count); }
STEP VECTOR rotated(VECTOR a, int count) {
    return _mm256_or_si256(_mm256_srli_epi32(a, count), _mm256_slli_epi32(a, 32 - count));
}
STEP VECTOR choose(VECTOR e, VECTOR f, VECTOR g) {
    return _mm256_xor_si256(g, _mm256_and_si256(e, _mm256_xor_si256(f, g)));
}
STEP VECTOR majority(VECTOR a, VECTOR b, VECTOR c) {
    return _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, _mm256_or_si256(a, b)));
}
STEP VECTOR all_equal(uint32_t word) { return _mm256_set1_epi32((int)word); }
STEP VECTOR load_quarters(const uint8_t *const *texts, size_t at) {
    const __m128i first = _mm_loadu_si128((const __m128i *)(texts[0] + at));
    const __m128i fifth = _mm_loadu_si128((const __m128i *)(texts[4] + at));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(first), fifth, 1);
}
STEP VECTOR swap_bytes(VECTOR a) {
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm256_shuffle_epi8(a, _mm256_broadcastsi128_si256(order));
}
STEP VECTOR unpack_low_32(VECTOR a, VECTOR b) { return _mm256_unpacklo_epi32(a, b); }
STEP VECTOR unpack_high_32(VECTOR a, VECTOR b) { return _mm256_unpackhi_epi32(a, b); }
STEP VECTOR unpack_low_64(VECTOR a, VECTOR b) { return _mm256_unpacklo_epi64(a, b); }
STEP VECTOR unpack_high_64(VECTOR a, VECTOR b) { return _mm256_unpackhi_epi64(a, b); }

#include "sha256_lanes.h"

TCFACE_TARGET("avx2,aes")
static void hash(uint32_t words[8][MOST_LANES], const uint8_t *const *texts, size_t blocks) {
    VECTOR state[8];
    for (int i = 0; i < 8; i++) state[i] = _mm256_load_si256((const __m256i *)words[i]);
    hash_lanes(state, texts, blocks);
    for (int i = 0; i < 8; i++) _mm256_store_si256((__m256i *)words[i], state[i]);
    wipe_vector_registers();
}

/// One round of all lanes.
#define ENCRYPT_ROUND(instruction, round)                                                                              \
    for (int lane = 0; lane < LANES; lane++) {                                                                         \
        chains[lane] = instruction(chains[lane], _mm_load_si128((const __m128i *)cbcs[lane]->round_keys[round]));      \
    }

TCFACE_TARGET("avx2,aes")
void lanes_encrypt_8_aesni(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                           size_t blocks) {
    __m128i chains[LANES];
    for (int lane = 0; lane < LANES; lane++) chains[lane] = _mm_load_si128((const __m128i *)cbcs[lane]->chain);
    for (size_t at = 0; at < 16 * blocks; at += 16) {
        for (int lane = 0; lane < LANES; lane++) {
            chains[lane] = _mm_xor_si128(chains[lane], _mm_loadu_si128((const __m128i *)(inputs[lane] + at)));
        }
        ENCRYPT_ROUND(_mm_xor_si128, 0)
        for (int round = 1; round < 14; round++) {
            ENCRYPT_ROUND(_mm_aesenc_si128, round)
        }
        ENCRYPT_ROUND(_mm_aesenclast_si128, 14)
        for (int lane = 0; lane < LANES; lane++) _mm_storeu_si128((__m128i *)(outputs[lane] + at), chains[lane]);
    }
    for (int lane = 0; lane < LANES; lane++) _mm_store_si128((__m128i *)cbcs[lane]->chain, chains[lane]);
    wipe_vector_registers();
}

const struct lanes_kernel lanes_avx2 = {
    .name = "8 lanes, AES instructions, AVX2",
    .frames = 2432,
    .lanes = LANES,
    .encrypt = lanes_encrypt_8_aesni,
    .hash = hash,
};
#endif
