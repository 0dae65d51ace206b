// SPDX-License-Identifier: Apache-2.0
// AES-256-CBC encryption of sixteen messages at once with VAES: four messages to a register, four registers side by
// side.
#include "lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "wipe.h"
#include "x86_registers.h"

#define INSTRUCTIONS "vaes,avx512f,avx512bw,avx512vl,avx512dq"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline

#define REGISTERS 4

/// Sixteen bytes of each of four messages, side by side.
STEP __m512i side_by_side(const uint8_t *a, const uint8_t *b, const uint8_t *c, const uint8_t *d) {
    __m512i all = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)a));
    all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)b), 1);
    all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)c), 2);
    return _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)d), 3);
}

/// The same the other way.
STEP void apart(__m512i all, uint8_t *a, uint8_t *b, uint8_t *c, uint8_t *d) {
    _mm_storeu_si128((__m128i *)a, _mm512_castsi512_si128(all));
    _mm_storeu_si128((__m128i *)b, _mm512_extracti32x4_epi32(all, 1));
    _mm_storeu_si128((__m128i *)c, _mm512_extracti32x4_epi32(all, 2));
    _mm_storeu_si128((__m128i *)d, _mm512_extracti32x4_epi32(all, 3));
}

TCFACE_TARGET(INSTRUCTIONS)
void lanes_encrypt_16_vaes(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                           size_t blocks) {
    __m512i keys[15][REGISTERS], chains[REGISTERS];
    for (int i = 0; i < REGISTERS; i++) {
        struct tcface_aes256_cbc *const *const four = cbcs + 4 * i;
        for (int round = 0; round < 15; round++) {
            keys[round][i] = side_by_side(four[0]->round_keys[round], four[1]->round_keys[round],
                                          four[2]->round_keys[round], four[3]->round_keys[round]);
        }
        chains[i] = side_by_side(four[0]->chain, four[1]->chain, four[2]->chain, four[3]->chain);
    }
    for (size_t at = 0; at < 16 * blocks; at += 16) {
        for (int i = 0; i < REGISTERS; i++) {
            const uint8_t *const *const four = inputs + 4 * i;
            const __m512i plaintext = side_by_side(four[0] + at, four[1] + at, four[2] + at, four[3] + at);
            chains[i] = _mm512_ternarylogic_epi32(chains[i], plaintext, keys[0][i], 0x96);
        }
        for (int round = 1; round < 14; round++) {
            for (int i = 0; i < REGISTERS; i++) chains[i] = _mm512_aesenc_epi128(chains[i], keys[round][i]);
        }
        for (int i = 0; i < REGISTERS; i++) {
            uint8_t *const *const four = outputs + 4 * i;
            chains[i] = _mm512_aesenclast_epi128(chains[i], keys[14][i]);
            apart(chains[i], four[0] + at, four[1] + at, four[2] + at, four[3] + at);
        }
    }
    for (int i = 0; i < REGISTERS; i++) {
        struct tcface_aes256_cbc *const *const four = cbcs + 4 * i;
        apart(chains[i], four[0]->chain, four[1]->chain, four[2]->chain, four[3]->chain);
    }
    wipe(keys, sizeof keys);
    wipe_wide_vector_registers();
}
#endif
