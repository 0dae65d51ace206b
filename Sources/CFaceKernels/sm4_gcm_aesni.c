// SPDX-License-Identifier: Apache-2.0
// SM4 with the S-box of the AES instructions between two affine maps, eight blocks to a register of AVX2, three
// registers side by side; GHASH with carry-less multiplication, eight blocks to a reduction.
#include "sm4_gcm.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "sm4_constants.h"
#include "sm4_key.h"
#include "x86_registers.h"

#define INSTRUCTIONS "aes,pclmul,avx2,ssse3,sse4.1"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(INSTRUCTIONS) static

#include "ghash_x86.h"

// MARK: The S-box

STEP __m256i both_lanes(const uint8_t table[16]) {
    return _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)table));
}

/// An affine map of every byte, as the sum of two look-ups of four bits in a register: no memory is addressed.
STEP __m256i map_bytes(__m256i bytes, const uint8_t low[16], const uint8_t high[16]) {
    const __m256i nibble = _mm256_set1_epi8(0x0f);
    const __m256i from_low = _mm256_shuffle_epi8(both_lanes(low), _mm256_and_si256(bytes, nibble));
    const __m256i shifted = _mm256_and_si256(_mm256_srli_epi32(bytes, 4), nibble);
    return _mm256_xor_si256(from_low, _mm256_shuffle_epi8(both_lanes(high), shifted));
}

/// SubBytes of every byte, whose places ShiftRows mixes up within 16 bytes.
STEP __m256i shifted_aes_boxes(__m256i bytes) {
    const __m128i no_key = _mm_setzero_si128();
    const __m128i low = _mm_aesenclast_si128(_mm256_castsi256_si128(bytes), no_key);
    const __m128i high = _mm_aesenclast_si128(_mm256_extracti128_si256(bytes, 1), no_key);
    return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}

/// Where the bytes of a word are after ShiftRows, the words rotated left by 0, 8, 16 and 24 bits.
static const uint8_t unshifted[4][16] __attribute__((aligned(16))) = {
    {0, 13, 10, 7, 4, 1, 14, 11, 8, 5, 2, 15, 12, 9, 6, 3},
    {7, 0, 13, 10, 11, 4, 1, 14, 15, 8, 5, 2, 3, 12, 9, 6},
    {10, 7, 0, 13, 14, 11, 4, 1, 2, 15, 8, 5, 6, 3, 12, 9},
    {13, 10, 7, 0, 1, 14, 11, 4, 5, 2, 15, 8, 9, 6, 3, 12},
};

/// The transformation T (section 6.2.1) of every word: S-boxes, then the sum of rotations by 0, 2, 10, 18 and 24
/// bits, the middle three as one rotation by 2 of the sum of rotations by whole bytes.
STEP __m256i transform(__m256i words) {
    const __m256i inner = shifted_aes_boxes(map_bytes(words, sm4_before_aes_low, sm4_before_aes_high));
    const __m256i boxes = map_bytes(inner, sm4_after_aes_low, sm4_after_aes_high);
    const __m256i by_0 = _mm256_shuffle_epi8(boxes, both_lanes(unshifted[0]));
    const __m256i by_8 = _mm256_shuffle_epi8(boxes, both_lanes(unshifted[1]));
    const __m256i by_16 = _mm256_shuffle_epi8(boxes, both_lanes(unshifted[2]));
    const __m256i by_24 = _mm256_shuffle_epi8(boxes, both_lanes(unshifted[3]));
    const __m256i sum = _mm256_xor_si256(_mm256_xor_si256(by_0, by_8), by_16);
    const __m256i by_2 = _mm256_or_si256(_mm256_slli_epi32(sum, 2), _mm256_srli_epi32(sum, 30));
    return _mm256_xor_si256(_mm256_xor_si256(by_0, by_24), by_2);
}

/// The S-box on the four bytes of one word.
ENTRY uint32_t substitute(uint32_t word) {
    const __m256i inner = shifted_aes_boxes(
        map_bytes(_mm256_set1_epi32((int)word), sm4_before_aes_low, sm4_before_aes_high));
    const __m256i boxes = map_bytes(inner, sm4_after_aes_low, sm4_after_aes_high);
    return (uint32_t)_mm_cvtsi128_si32(
        _mm256_castsi256_si128(_mm256_shuffle_epi8(boxes, both_lanes(unshifted[0]))));
}

ENTRY void expand_key(uint32_t round_keys[32], const uint8_t key[16]) {
    sm4_expand_key(round_keys, key, substitute);
    wipe_vector_registers();
}

// MARK: Counter mode

/// Eight blocks, each register one word of all of them.
struct blocks_8 {
    __m256i words[4];
};

/// Eight counter blocks from `counter` on: block i is in word i of every register.
STEP struct blocks_8 counter_blocks(const uint8_t block[16], uint32_t counter) {
    struct blocks_8 blocks;
    for (int i = 0; i < 3; i++) blocks.words[i] = _mm256_set1_epi32((int)sm4_load(block + 4 * i));
    const __m256i offsets = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    blocks.words[3] = _mm256_add_epi32(_mm256_set1_epi32((int)counter), offsets);
    return blocks;
}

/// A round: the word that it renews, and the three others.
STEP void add_round(__m256i *renewed, __m256i b, __m256i c, __m256i d, uint32_t round_key) {
    const __m256i others = _mm256_xor_si256(_mm256_xor_si256(b, c), d);
    *renewed = _mm256_xor_si256(*renewed, transform(_mm256_xor_si256(others, _mm256_set1_epi32((int)round_key))));
}

/// The blocks that are on their way together. A round waits for the one before it, some 25 cycles; this many groups
/// of eight fill each other's gaps.
#define GROUPS 3
#define BLOCKS_AT_ONCE (8 * GROUPS)

/// The round that renews word `a` of every group.
#define ROUND(a, b, c, d, round_key)                                                                                   \
    for (int group = 0; group < GROUPS; group++) {                                                                     \
        __m256i *const x = groups[group].words;                                                                        \
        add_round(&x[a], x[b], x[c], x[d], round_key);                                                                 \
    }

STEP void add_four_rounds(struct blocks_8 groups[GROUPS], const uint32_t round_keys[4]) {
    ROUND(0, 1, 2, 3, round_keys[0])
    ROUND(1, 2, 3, 0, round_keys[1])
    ROUND(2, 3, 0, 1, round_keys[2])
    ROUND(3, 0, 1, 2, round_keys[3])
}

/// XORs eight blocks over 128 bytes; the words come out in reverse order, and big-endian.
STEP void add_blocks(uint8_t *output, const uint8_t *input, struct blocks_8 blocks) {
    const __m256i swap = _mm256_broadcastsi128_si256(
        _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3));
    const __m256i ab_low = _mm256_unpacklo_epi32(blocks.words[3], blocks.words[2]);
    const __m256i ab_high = _mm256_unpackhi_epi32(blocks.words[3], blocks.words[2]);
    const __m256i cd_low = _mm256_unpacklo_epi32(blocks.words[1], blocks.words[0]);
    const __m256i cd_high = _mm256_unpackhi_epi32(blocks.words[1], blocks.words[0]);
    // Blocks 0 and 4, 1 and 5, 2 and 6, 3 and 7.
    const __m256i pairs[4] = {
        _mm256_unpacklo_epi64(ab_low, cd_low), _mm256_unpackhi_epi64(ab_low, cd_low),
        _mm256_unpacklo_epi64(ab_high, cd_high), _mm256_unpackhi_epi64(ab_high, cd_high)};
    for (int i = 0; i < 2; i++) {
        const __m256i low = _mm256_shuffle_epi8(_mm256_permute2x128_si256(pairs[2 * i], pairs[2 * i + 1], 0x20), swap);
        const __m256i high = _mm256_shuffle_epi8(_mm256_permute2x128_si256(pairs[2 * i], pairs[2 * i + 1], 0x31), swap);
        const __m256i *const in = (const __m256i *)(input + 32 * i), *const later_in = in + 2;
        __m256i *const out = (__m256i *)(output + 32 * i), *const later_out = out + 2;
        _mm256_storeu_si256(out, _mm256_xor_si256(low, _mm256_loadu_si256(in)));
        _mm256_storeu_si256(later_out, _mm256_xor_si256(high, _mm256_loadu_si256(later_in)));
    }
}

/// XORs the keystream of as many blocks as are on their way together.
STEP void process(const struct sm4_gcm *gcm, uint32_t counter, uint8_t *output, const uint8_t *input) {
    struct blocks_8 groups[GROUPS];
    for (uint32_t group = 0; group < GROUPS; group++) groups[group] = counter_blocks(gcm->counter, counter + 8 * group);
    for (int round = 0; round < 32; round += 4) add_four_rounds(groups, gcm->round_keys + round);
    for (int group = 0; group < GROUPS; group++) add_blocks(output + 128 * group, input + 128 * group, groups[group]);
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
    wipe_vector_registers();
}

// MARK: GHASH

#define GROUP 8

/// Power i of the hash key stands at `GROUP - i`: the order in which blocks meet them.
ENTRY void set_hash_key(struct sm4_gcm *gcm, const uint8_t hash_key[16]) {
    const __m128i first = prepared_hash_key(hash_key);
    __m128i power = first;
    for (int i = GROUP - 1; i >= 0; i--) {
        _mm_store_si128((__m128i *)gcm->powers[i], power);
        power = multiply_reduced(power, first);
    }
    wipe_vector_registers();
}

/// The hash after `count` more blocks, 1 to 8.
STEP __m128i hash_blocks(const struct sm4_gcm *gcm, __m128i hash, const uint8_t *input, int count) {
    struct wide_product sum = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128()};
    for (int i = 0; i < count; i++) {
        __m128i block = reversed(_mm_loadu_si128((const __m128i *)(input + 16 * i)));
        if (i == 0) block = _mm_xor_si128(block, hash);
        const __m128i power = _mm_load_si128((const __m128i *)gcm->powers[GROUP - count + i]);
        sum = add_wide(sum, multiply_wide(block, power));
    }
    return reduce(sum);
}

ENTRY void hash(struct sm4_gcm *gcm, const uint8_t *input, size_t blocks) {
    __m128i hash = reversed(_mm_load_si128((const __m128i *)gcm->hash));
    for (; blocks >= GROUP; blocks -= GROUP, input += 16 * GROUP) hash = hash_blocks(gcm, hash, input, GROUP);
    for (; blocks > 0; blocks--, input += 16) hash = hash_blocks(gcm, hash, input, 1);
    _mm_store_si128((__m128i *)gcm->hash, reversed(hash));
    wipe_vector_registers();
}

const struct sm4_gcm_kernel sm4_gcm_aesni = {
    .name = "AES instructions, AVX2, PCLMULQDQ",
    .frames = 896,
    .expand_key = expand_key,
    .set_hash_key = set_hash_key,
    .counter_mode = counter_mode,
    .hash = hash,
};
#endif
