// SPDX-License-Identifier: Apache-2.0
// SM4 with the SM4 instructions of ARMv8.2, four rounds of a block to an instruction, eight blocks side by side; GHASH
// with PMULL, eight blocks to a reduction.
#include "sm4_gcm.h"

#if defined(__aarch64__)
#include <string.h>

#include "arm64_target.h"
#include "sm4_key.h"

#define STEP TCFACE_TARGET(ARM64_SM4) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(ARM64_SM4) static

#include "ghash_arm64.h"

/// Sixteen bytes as the four words of a block, which are big-endian.
STEP uint32x4_t load_words(const uint8_t *block) { return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(block))); }

/// SM4EKEY gives four round keys, which are at the same time the state for the next four.
ENTRY void expand_key(uint32_t round_keys[32], const uint8_t key[16]) {
    uint32x4_t state = veorq_u32(load_words(key), vld1q_u32(sm4_family_key));
    for (uint32_t round = 0; round < 32; round += 4) {
        const uint32_t constants[4] = {sm4_round_constant(round), sm4_round_constant(round + 1),
                                       sm4_round_constant(round + 2), sm4_round_constant(round + 3)};
        state = vsm4ekeyq_u32(state, vld1q_u32(constants));
        vst1q_u32(round_keys + round, state);
    }
    wipe_vector_registers();
}

// MARK: Counter mode

/// An instruction waits for the one before it, so that eight blocks fill each other's gaps.
#define BLOCKS_AT_ONCE 8

/// The keystream block of a state after all rounds: the words in reverse order, and big-endian. All bytes of a half in
/// reverse order are that but for the order of the halves.
STEP uint8x16_t keystream_of(uint32x4_t state) {
    const uint8x16_t reversed = vrev64q_u8(vreinterpretq_u8_u32(state));
    return vextq_u8(reversed, reversed, 8);
}

/// XORs the keystream of `count` blocks, at most 8.
STEP void process(const struct sm4_gcm *gcm, uint32_t counter, uint8_t *output, const uint8_t *input, uint32_t count) {
    const uint32x4_t first = load_words(gcm->counter);
    uint32x4_t blocks[BLOCKS_AT_ONCE];
    for (uint32_t i = 0; i < count; i++) blocks[i] = vsetq_lane_u32(counter + i, first, 3);
    for (int round = 0; round < 32; round += 4) {
        const uint32x4_t keys = vld1q_u32(gcm->round_keys + round);
        for (uint32_t i = 0; i < count; i++) blocks[i] = vsm4eq_u32(blocks[i], keys);
    }
    for (uint32_t i = 0; i < count; i++) {
        vst1q_u8(output + 16 * i, veorq_u8(keystream_of(blocks[i]), vld1q_u8(input + 16 * i)));
    }
}

ENTRY void counter_mode(struct sm4_gcm *gcm, uint8_t *output, const uint8_t *input, size_t blocks) {
    uint32_t counter = sm4_load(gcm->counter + 12);
    for (; blocks >= BLOCKS_AT_ONCE; blocks -= BLOCKS_AT_ONCE, counter += BLOCKS_AT_ONCE) {
        process(gcm, counter, output, input, BLOCKS_AT_ONCE);
        input += 16 * BLOCKS_AT_ONCE, output += 16 * BLOCKS_AT_ONCE;
    }
    for (; blocks > 0; blocks--, counter++, input += 16, output += 16) process(gcm, counter, output, input, 1);
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

const struct sm4_gcm_kernel sm4_gcm_armv82 = {
    .name = "SM4 instructions of ARMv8.2, PMULL",
    .frames = 1024,
    .expand_key = expand_key,
    .set_hash_key = set_hash_key,
    .counter_mode = counter_mode,
    .hash = hash,
};
#endif
