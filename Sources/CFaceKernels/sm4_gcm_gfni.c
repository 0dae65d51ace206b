// SPDX-License-Identifier: Apache-2.0
// SM4 with the S-box as one affine map and one inversion of the GF(2^8) instructions, 16 blocks to a register of
// AVX-512, four registers side by side; GHASH with four carry-less multiplications to an instruction, 64 blocks to a
// reduction.
#include "sm4_gcm.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "sm4_constants.h"
#include "sm4_key.h"
#include "x86_registers.h"

#define INSTRUCTIONS "gfni,vpclmulqdq,pclmul,avx512f,avx512bw,avx512vl,avx512dq,ssse3,sse4.1"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(INSTRUCTIONS) static

#include "ghash_x86.h"

// MARK: The S-box

STEP __m512i all_lanes(__m128i lane) { return _mm512_broadcast_i32x4(lane); }

STEP __m512i xor_3(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi32(a, b, c, 0x96); }

STEP __m512i substitute_bytes(__m512i bytes) {
    const __m512i before = _mm512_set1_epi64((long long)SM4_BEFORE_INVERSION);
    const __m512i after = _mm512_set1_epi64((long long)SM4_AFTER_INVERSION);
    const __m512i inner = _mm512_gf2p8affine_epi64_epi8(bytes, before, SM4_BEFORE_INVERSION_CONSTANT);
    return _mm512_gf2p8affineinv_epi64_epi8(inner, after, SM4_AFTER_INVERSION_CONSTANT);
}

/// Rotates every word by 16 bits.
///
/// Rotations and S-boxes share a port, and together keep it busier than those of all other steps. This rotation is
/// a shuffle, which has another port; where a compiler knows in which order it shuffles, it makes a rotation of it.
STEP __m512i rotated_by_16(__m512i words) {
    __m512i order = all_lanes(_mm_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
#if !defined(TCFACE_EMULATED)
    __asm__("" : "+v"(order));
#endif
    return _mm512_shuffle_epi8(words, order);
}

/// The transformation T (section 6.2.1) of every word, added to another word: S-boxes, then the sum of rotations by
/// 0, 2, 10, 18 and 24 bits, the middle three as one rotation by 2 of the sum of rotations by whole bytes.
STEP __m512i add_transformed(__m512i word, __m512i words) {
    const __m512i boxes = substitute_bytes(words);
    const __m512i by_0_8_16 = xor_3(boxes, _mm512_rol_epi32(boxes, 8), rotated_by_16(boxes));
    const __m512i by_0_24 = xor_3(word, boxes, _mm512_rol_epi32(boxes, 24));
    return _mm512_xor_si512(by_0_24, _mm512_rol_epi32(by_0_8_16, 2));
}

/// The S-box on the four bytes of one word.
ENTRY uint32_t substitute(uint32_t word) {
    const __m512i boxes = substitute_bytes(_mm512_set1_epi32((int)word));
    return (uint32_t)_mm_cvtsi128_si32(_mm512_castsi512_si128(boxes));
}

ENTRY void expand_key(uint32_t round_keys[32], const uint8_t key[16]) {
    sm4_expand_key(round_keys, key, substitute);
    wipe_wide_vector_registers();
}

// MARK: Counter mode

/// Sixteen blocks, each register one word of all of them.
struct blocks_16 {
    __m512i words[4];
};

/// Sixteen counter blocks from `counter` on, in the order in which `add_blocks` transposes them: the blocks of one
/// 128-bit lane end up in four different registers.
STEP struct blocks_16 counter_blocks(const uint8_t block[16], uint32_t counter) {
    struct blocks_16 blocks;
    for (int i = 0; i < 3; i++) blocks.words[i] = _mm512_set1_epi32((int)sm4_load(block + 4 * i));
    const __m512i offsets = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    blocks.words[3] = _mm512_add_epi32(_mm512_set1_epi32((int)counter), offsets);
    return blocks;
}

/// The blocks that are on their way together. A round waits for the one before it, some 20 cycles; four groups of
/// sixteen fill each other's gaps, and their 16 words and the constants just fit into 32 registers.
#define GROUPS 4
#define BLOCKS_AT_ONCE (16 * GROUPS)

/// The round that renews word `a` of every group.
#define ROUND(a, b, c, d, round_key)                                                                                   \
    for (int group = 0; group < GROUPS; group++) {                                                                     \
        __m512i *const x = groups[group].words;                                                                        \
        const __m512i others = xor_3(x[b], x[c], _mm512_set1_epi32((int)(round_key)));                                 \
        x[a] = add_transformed(x[a], _mm512_xor_si512(others, x[d]));                                                  \
    }

STEP void add_four_rounds(struct blocks_16 groups[GROUPS], const uint32_t round_keys[4]) {
    ROUND(0, 1, 2, 3, round_keys[0])
    ROUND(1, 2, 3, 0, round_keys[1])
    ROUND(2, 3, 0, 1, round_keys[2])
    ROUND(3, 0, 1, 2, round_keys[3])
}

/// XORs sixteen blocks over 256 bytes; the words come out in reverse order, and big-endian.
STEP void add_blocks(uint8_t *output, const uint8_t *input, struct blocks_16 blocks) {
    const __m512i swap = all_lanes(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    const __m512i ab_low = _mm512_unpacklo_epi32(blocks.words[3], blocks.words[2]);
    const __m512i ab_high = _mm512_unpackhi_epi32(blocks.words[3], blocks.words[2]);
    const __m512i cd_low = _mm512_unpacklo_epi32(blocks.words[1], blocks.words[0]);
    const __m512i cd_high = _mm512_unpackhi_epi32(blocks.words[1], blocks.words[0]);
    const __m512i keystream[4] = {
        _mm512_unpacklo_epi64(ab_low, cd_low), _mm512_unpackhi_epi64(ab_low, cd_low),
        _mm512_unpacklo_epi64(ab_high, cd_high), _mm512_unpackhi_epi64(ab_high, cd_high)};
    for (int i = 0; i < 4; i++) {
        const __m512i bytes = _mm512_shuffle_epi8(keystream[i], swap);
        _mm512_storeu_si512(output + 64 * i, _mm512_xor_si512(bytes, _mm512_loadu_si512(input + 64 * i)));
    }
}

/// XORs the keystream of as many blocks as are on their way together.
STEP void process(const struct sm4_gcm *gcm, uint32_t counter, uint8_t *output, const uint8_t *input) {
    struct blocks_16 groups[GROUPS];
    for (uint32_t group = 0; group < GROUPS; group++) {
        groups[group] = counter_blocks(gcm->counter, counter + 16 * group);
    }
    for (int round = 0; round < 32; round += 4) add_four_rounds(groups, gcm->round_keys + round);
    // Written out: where a compiler leaves a loop here, it puts all groups into memory for it.
    add_blocks(output, input, groups[0]);
    add_blocks(output + 256, input + 256, groups[1]);
    add_blocks(output + 512, input + 512, groups[2]);
    add_blocks(output + 768, input + 768, groups[3]);
}

ENTRY void counter_mode(struct sm4_gcm *gcm, uint8_t *output, const uint8_t *input, size_t blocks) {
    uint32_t counter = sm4_load(gcm->counter + 12);
    for (; blocks >= BLOCKS_AT_ONCE; blocks -= BLOCKS_AT_ONCE, counter += BLOCKS_AT_ONCE) {
        process(gcm, counter, output, input);
        input += 16 * BLOCKS_AT_ONCE, output += 16 * BLOCKS_AT_ONCE;
    }
    if (blocks > 0) {
        uint8_t rest[16 * BLOCKS_AT_ONCE];
        memcpy(rest, input, 16 * blocks);
        process(gcm, counter, rest, rest);
        memcpy(output, rest, 16 * blocks);
        counter += (uint32_t)blocks;
        wipe(rest, sizeof rest);
    }
    for (int i = 0; i < 4; i++) gcm->counter[12 + i] = (uint8_t)(counter >> (24 - 8 * i));
    wipe_wide_vector_registers();
}

// MARK: GHASH

#define GROUP SM4_GCM_POWERS

/// Power i of the hash key stands at `GROUP - i`: the order in which blocks meet them, so that a register takes four.
ENTRY void set_hash_key(struct sm4_gcm *gcm, const uint8_t hash_key[16]) {
    const __m128i first = prepared_hash_key(hash_key);
    __m128i power = first;
    for (int i = GROUP - 1; i >= GROUP - 4; i--) {
        _mm_store_si128((__m128i *)gcm->powers[i], power);
        power = multiply_reduced(power, first);
    }
    // Four chains that do not wait for each other: each power from the one four below it.
    const __m128i fourth = _mm_load_si128((const __m128i *)gcm->powers[GROUP - 4]);
    for (int i = GROUP - 5; i >= 0; i--) {
        const __m128i below = _mm_load_si128((const __m128i *)gcm->powers[i + 4]);
        _mm_store_si128((__m128i *)gcm->powers[i], multiply_reduced(below, fourth));
    }
    wipe_wide_vector_registers();
}

/// The sum of the four lanes.
STEP __m128i sum_of_lanes(__m512i lanes) {
    const __m256i halves = _mm256_xor_si256(_mm512_castsi512_si256(lanes), _mm512_extracti64x4_epi64(lanes, 1));
    return _mm_xor_si128(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
}

/// The hash after `count` more registers of four blocks, 1 to 16.
STEP __m128i hash_registers(const struct sm4_gcm *gcm, __m128i hash, const uint8_t *input, int count) {
    const __m512i reverse = all_lanes(_mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    __m512i low = _mm512_setzero_si512(), middle = low, high = low;
    for (int i = 0; i < count; i++) {
        __m512i blocks = _mm512_shuffle_epi8(_mm512_loadu_si512(input + 64 * i), reverse);
        if (i == 0) blocks = _mm512_xor_si512(blocks, _mm512_inserti32x4(_mm512_setzero_si512(), hash, 0));
        const __m512i powers = _mm512_load_si512(gcm->powers[GROUP - 4 * count + 4 * i]);
        low = _mm512_xor_si512(low, _mm512_clmulepi64_epi128(blocks, powers, 0x00));
        high = _mm512_xor_si512(high, _mm512_clmulepi64_epi128(blocks, powers, 0x11));
        middle = xor_3(middle, _mm512_clmulepi64_epi128(blocks, powers, 0x01),
                       _mm512_clmulepi64_epi128(blocks, powers, 0x10));
    }
    return reduce((struct wide_product){sum_of_lanes(low), sum_of_lanes(middle), sum_of_lanes(high)});
}

ENTRY void hash(struct sm4_gcm *gcm, const uint8_t *input, size_t blocks) {
    __m128i hash = reversed(_mm_load_si128((const __m128i *)gcm->hash));
    for (; blocks >= 64; blocks -= 64, input += 1024) hash = hash_registers(gcm, hash, input, 16);
    for (; blocks >= 4; blocks -= 4, input += 64) hash = hash_registers(gcm, hash, input, 1);
    const __m128i first = _mm_load_si128((const __m128i *)gcm->powers[GROUP - 1]);
    for (; blocks > 0; blocks--, input += 16) {
        const __m128i block = reversed(_mm_loadu_si128((const __m128i *)input));
        hash = multiply_reduced(_mm_xor_si128(hash, block), first);
    }
    _mm_store_si128((__m128i *)gcm->hash, reversed(hash));
    wipe_wide_vector_registers();
}

const struct sm4_gcm_kernel sm4_gcm_gfni = {
    .name = "GFNI, AVX-512, VPCLMULQDQ",
    .frames = 2624,
    .expand_key = expand_key,
    .set_hash_key = set_hash_key,
    .counter_mode = counter_mode,
    .hash = hash,
};
#endif
