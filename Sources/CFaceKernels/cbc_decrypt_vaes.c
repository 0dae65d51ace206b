// SPDX-License-Identifier: Apache-2.0
// AES-256-CBC decryption with VAES: four blocks in a register, four registers side by side.
#include "cbc_sha256_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "x86_registers.h"

#define INSTRUCTIONS "aes,vaes,avx512f,avx512bw,avx512vl,avx512dq"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline

#include "aes256_x86.h"

/// The blocks before each of four: the last of the register before, and the first three.
STEP __m512i shifted_by_a_block(__m512i blocks, __m512i before) { return _mm512_alignr_epi64(blocks, before, 6); }

/// Decrypts `count` registers, 1 or 4; `before` is the register of ciphertext before them.
STEP __m512i decrypt_registers(const __m512i inverse[15], __m512i before, uint8_t *output, const uint8_t *input,
                               int count) {
    __m512i blocks[4];
    for (int i = 0; i < count; i++) blocks[i] = _mm512_xor_si512(_mm512_loadu_si512(input + 64 * i), inverse[0]);
    for (int round = 1; round <= 13; round++) {
        for (int i = 0; i < count; i++) blocks[i] = _mm512_aesdec_epi128(blocks[i], inverse[round]);
    }
    for (int i = 0; i < count; i++) {
        const __m512i ciphertext = _mm512_loadu_si512(input + 64 * i);
        const __m512i decrypted = _mm512_aesdeclast_epi128(blocks[i], inverse[14]);
        _mm512_storeu_si512(output + 64 * i, _mm512_xor_si512(decrypted, shifted_by_a_block(ciphertext, before)));
        before = ciphertext;
    }
    return before;
}

TCFACE_TARGET(INSTRUCTIONS)
void tcface_cbc_decrypt_vaes(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks) {
    __m128i single[15];
    __m512i inverse[15];
    for (int round = 0; round < 15; round++) {
        single[round] = inverse_round_key((const __m128i *)cbc->round_keys, round);
        inverse[round] = _mm512_broadcast_i32x4(single[round]);
    }
    __m128i chain = _mm_load_si128((const __m128i *)cbc->chain);
    __m512i before = _mm512_broadcast_i32x4(chain);
    for (; blocks >= 16; blocks -= 16, input += 256, output += 256) {
        before = decrypt_registers(inverse, before, output, input, 4);
    }
    for (; blocks >= 4; blocks -= 4, input += 64, output += 64) {
        before = decrypt_registers(inverse, before, output, input, 1);
    }
    chain = _mm512_extracti32x4_epi32(before, 3);
    for (; blocks > 0; blocks--, input += 16, output += 16) decrypt_side_by_side(single, &chain, output, input, 1);
    _mm_store_si128((__m128i *)cbc->chain, chain);
    wipe(single, sizeof single);
    wipe(inverse, sizeof inverse);
    wipe_wide_vector_registers();
}
#endif
