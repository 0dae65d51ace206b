// SPDX-License-Identifier: Apache-2.0
// SM4 with the S-box of the AES instructions between two affine maps, four blocks to a register, four registers side
// by side; GHASH with PMULL, eight blocks to a reduction.
#include "sm4_gcm.h"

#if defined(__aarch64__)
#include <string.h>

#include "arm64_target.h"
#include "sm4_constants.h"
#include "sm4_key.h"

#define STEP TCFACE_TARGET(ARM64_CRYPTO) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(ARM64_CRYPTO) static

#include "ghash_arm64.h"

// MARK: The S-box

/// Where the bytes of a word are after ShiftRows, the words as they are and rotated left by 8 bits.
static const uint8_t unshifted[2][16] __attribute__((aligned(16))) = {
    {0, 13, 10, 7, 4, 1, 14, 11, 8, 5, 2, 15, 12, 9, 6, 3},
    {7, 0, 13, 10, 11, 4, 1, 14, 15, 8, 5, 2, 3, 12, 9, 6},
};

/// The S-box of every byte, whose places ShiftRows mixes up. Each affine map is the sum of two look-ups of four bits
/// in a register, so that no memory is addressed; AESE adds those of the first map as its block and its key.
STEP uint8x16_t shifted_boxes(uint8x16_t bytes) {
    const uint8x16_t nibble = vdupq_n_u8(0x0f);
    const uint8x16_t low = vqtbl1q_u8(vld1q_u8(sm4_before_aes_low), vandq_u8(bytes, nibble));
    const uint8x16_t inner = vaeseq_u8(low, vqtbl1q_u8(vld1q_u8(sm4_before_aes_high), vshrq_n_u8(bytes, 4)));
    const uint8x16_t outer = vqtbl1q_u8(vld1q_u8(sm4_after_aes_low), vandq_u8(inner, nibble));
    return veorq_u8(outer, vqtbl1q_u8(vld1q_u8(sm4_after_aes_high), vshrq_n_u8(inner, 4)));
}

/// Bytes of `boxes` in the order of a row of `unshifted`.
STEP uint32x4_t in_order(uint8x16_t boxes, int row) {
    return vreinterpretq_u32_u8(vqtbl1q_u8(boxes, vld1q_u8(unshifted[row])));
}

/// Every word rotated by 16 bits, with no constant that would need a register.
STEP uint32x4_t exchanged_halves(uint32x4_t words) {
    return vreinterpretq_u32_u16(vrev32q_u16(vreinterpretq_u16_u32(words)));
}

/// The transformation T (section 6.2.1) of every word: S-boxes, then the sum of rotations by 0, 2, 10, 18 and 24
/// bits, the middle three as one rotation by 2 of the sum of rotations by whole bytes.
STEP uint32x4_t transform(uint32x4_t words) {
    const uint8x16_t boxes = shifted_boxes(vreinterpretq_u8_u32(words));
    const uint32x4_t by_0 = in_order(boxes, 0), by_8 = in_order(boxes, 1);
    const uint32x4_t by_16 = exchanged_halves(by_0), by_24 = exchanged_halves(by_8);
    const uint32x4_t sum = veorq_u32(veorq_u32(by_0, by_8), by_16);
    const uint32x4_t by_2 = vsriq_n_u32(vshlq_n_u32(sum, 2), sum, 30);
    return veorq_u32(veorq_u32(by_0, by_24), by_2);
}

/// The S-box on the four bytes of one word.
ENTRY uint32_t substitute(uint32_t word) {
    return vgetq_lane_u32(in_order(shifted_boxes(vreinterpretq_u8_u32(vdupq_n_u32(word))), 0), 0);
}

ENTRY void expand_key(uint32_t round_keys[32], const uint8_t key[16]) {
    sm4_expand_key(round_keys, key, substitute);
    wipe_vector_registers();
}

// MARK: Counter mode

/// Four blocks, each register one word of all of them.
struct blocks_4 {
    uint32x4_t words[4];
};

/// Four counter blocks from `counter` on: block i is in word i of every register.
STEP struct blocks_4 counter_blocks(const uint8_t block[16], uint32_t counter) {
    static const uint32_t offsets[4] = {0, 1, 2, 3};
    struct blocks_4 blocks;
    for (int i = 0; i < 3; i++) blocks.words[i] = vdupq_n_u32(sm4_load(block + 4 * i));
    blocks.words[3] = vaddq_u32(vdupq_n_u32(counter), vld1q_u32(offsets));
    return blocks;
}

/// The blocks that are on their way together. A round waits for the one before it, some 30 cycles by the tables of the
/// cores; the 16 words of four groups and the constants leave a few of the 32 registers for the work.
#define GROUPS 4
#define BLOCKS_AT_ONCE (4 * GROUPS)

/// The round that renews word `a` of every group.
#define ROUND(a, b, c, d, round_key)                                                                                   \
    for (int group = 0; group < GROUPS; group++) {                                                                     \
        uint32x4_t *const x = groups[group].words;                                                                     \
        const uint32x4_t others = veorq_u32(veorq_u32(x[b], x[c]), veorq_u32(x[d], vdupq_n_u32(round_key)));           \
        x[a] = veorq_u32(x[a], transform(others));                                                                     \
    }

STEP void add_four_rounds(struct blocks_4 groups[GROUPS], const uint32_t round_keys[4]) {
    ROUND(0, 1, 2, 3, round_keys[0])
    ROUND(1, 2, 3, 0, round_keys[1])
    ROUND(2, 3, 0, 1, round_keys[2])
    ROUND(3, 0, 1, 2, round_keys[3])
}

STEP uint8x16_t joined_low(uint32x4_t a, uint32x4_t b) {
    return vrev32q_u8(vreinterpretq_u8_u64(vzip1q_u64(vreinterpretq_u64_u32(a), vreinterpretq_u64_u32(b))));
}

STEP uint8x16_t joined_high(uint32x4_t a, uint32x4_t b) {
    return vrev32q_u8(vreinterpretq_u8_u64(vzip2q_u64(vreinterpretq_u64_u32(a), vreinterpretq_u64_u32(b))));
}

/// XORs four blocks over 64 bytes; the words come out in reverse order, and big-endian.
STEP void add_blocks(uint8_t *output, const uint8_t *input, struct blocks_4 blocks) {
    const uint32x4_t *const x = blocks.words;
    const uint32x4_t even_low = vtrn1q_u32(x[3], x[2]), even_high = vtrn1q_u32(x[1], x[0]);
    const uint32x4_t odd_low = vtrn2q_u32(x[3], x[2]), odd_high = vtrn2q_u32(x[1], x[0]);
    const uint8x16_t keystream[4] = {joined_low(even_low, even_high), joined_low(odd_low, odd_high),
                                     joined_high(even_low, even_high), joined_high(odd_low, odd_high)};
    for (int i = 0; i < 4; i++) vst1q_u8(output + 16 * i, veorq_u8(keystream[i], vld1q_u8(input + 16 * i)));
}

/// XORs the keystream of as many blocks as are on their way together.
STEP void process(const struct sm4_gcm *gcm, uint32_t counter, uint8_t *output, const uint8_t *input) {
    struct blocks_4 groups[GROUPS];
    for (uint32_t group = 0; group < GROUPS; group++) groups[group] = counter_blocks(gcm->counter, counter + 4 * group);
    for (int round = 0; round < 32; round += 4) add_four_rounds(groups, gcm->round_keys + round);
    for (int group = 0; group < GROUPS; group++) add_blocks(output + 64 * group, input + 64 * group, groups[group]);
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

ENTRY void set_hash_key(struct sm4_gcm *gcm, const uint8_t hash_key[16]) {
    set_hash_key_inline(gcm, hash_key);
    wipe_vector_registers();
}

ENTRY void hash(struct sm4_gcm *gcm, const uint8_t *input, size_t blocks) {
    hash_inline(gcm, input, blocks);
    wipe_vector_registers();
}

const struct sm4_gcm_kernel sm4_gcm_neon = {
    .name = "AES instructions of ARMv8, NEON, PMULL",
    .frames = 1024,
    .expand_key = expand_key,
    .set_hash_key = set_hash_key,
    .counter_mode = counter_mode,
    .hash = hash,
};
#endif
