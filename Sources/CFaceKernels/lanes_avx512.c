// SPDX-License-Identifier: Apache-2.0
// Sixteen messages at once: SHA-256 with one word of each message in a register of AVX-512.
#include "lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "x86_registers.h"

#define INSTRUCTIONS "avx512f,avx512bw,avx512vl,avx512dq"
// Code that is not optimized gives each vector of each copy of a step a place of its own, 400 KiB for all rounds: there
// the steps are functions.
#if defined(__OPTIMIZE__)
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#else
#define STEP TCFACE_TARGET(INSTRUCTIONS) static inline
#endif
#define LANES 16
#define VECTOR __m512i

STEP VECTOR add(VECTOR a, VECTOR b) { return _mm512_add_epi32(a, b); }
STEP VECTOR xor_3(VECTOR a, VECTOR b, VECTOR c) { return _mm512_ternarylogic_epi32(a, b, c, 0x96); }
#define shifted(a, count) _mm512_srli_epi32(a, count)
#define rotated(a, count) _mm512_ror_epi32(a, count)
STEP VECTOR choose(VECTOR e, VECTOR f, VECTOR g) { return _mm512_ternarylogic_epi32(e, f, g, 0xca); }
STEP VECTOR majority(VECTOR a, VECTOR b, VECTOR c) { return _mm512_ternarylogic_epi32(a, b, c, 0xe8); }
STEP VECTOR all_equal(uint32_t word) { return _mm512_set1_epi32((int)word); }
STEP VECTOR load_quarters(const uint8_t *const *texts, size_t at) {
    VECTOR all = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(texts[0] + at)));
    all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)(texts[4] + at)), 1);
    all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)(texts[8] + at)), 2);
    return _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)(texts[12] + at)), 3);
}
STEP VECTOR swap_bytes(VECTOR a) {
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm512_shuffle_epi8(a, _mm512_broadcast_i32x4(order));
}
STEP VECTOR unpack_low_32(VECTOR a, VECTOR b) { return _mm512_unpacklo_epi32(a, b); }
STEP VECTOR unpack_high_32(VECTOR a, VECTOR b) { return _mm512_unpackhi_epi32(a, b); }
STEP VECTOR unpack_low_64(VECTOR a, VECTOR b) { return _mm512_unpacklo_epi64(a, b); }
STEP VECTOR unpack_high_64(VECTOR a, VECTOR b) { return _mm512_unpackhi_epi64(a, b); }

#include "sha256_lanes.h"

TCFACE_TARGET(INSTRUCTIONS)
static void hash(uint32_t words[8][MOST_LANES], const uint8_t *const *texts, size_t blocks) {
    VECTOR state[8];
    for (int i = 0; i < 8; i++) state[i] = _mm512_load_si512(words[i]);
    hash_lanes(state, texts, blocks);
    for (int i = 0; i < 8; i++) _mm512_store_si512(words[i], state[i]);
    wipe_wide_vector_registers();
}

static void encrypt(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                    size_t blocks) {
    lanes_encrypt_8_aesni(cbcs, outputs, inputs, blocks);
    lanes_encrypt_8_aesni(cbcs + 8, outputs + 8, inputs + 8, blocks);
}

const struct lanes_kernel lanes_avx512 = {
    .name = "16 lanes, AES instructions, AVX-512",
    .frames = 3200,
    .lanes = LANES,
    .encrypt = encrypt,
    .hash = hash,
};

const struct lanes_kernel lanes_avx512_vaes = {
    .name = "16 lanes, VAES, AVX-512",
    .frames = 4160,
    .lanes = LANES,
    .encrypt = lanes_encrypt_16_vaes,
    .hash = hash,
};
#endif
