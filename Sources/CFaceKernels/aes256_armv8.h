// SPDX-License-Identifier: Apache-2.0
// AES-256 with the AES instructions of ARMv8. The file that includes this defines STEP: the target of its functions.
//
// A round begins with its key here: AESE adds the key, then does ShiftRows and SubBytes, and AESMC does MixColumns.
// Most cores run the two as one when the second follows the first.
#pragma once

#include "arm64_target.h"
#include "ask_ahead.h"
#include "tcface_cbc_sha256.h"
#include "wipe.h"

// MARK: Key schedule (FIPS 197 section 5.2)

/// Each word becomes the sum of itself and all words below it.
STEP uint32x4_t running_sums(uint32x4_t words) {
    const uint32x4_t zero = vdupq_n_u32(0);
    words = veorq_u32(words, vextq_u32(zero, words, 3));
    return veorq_u32(words, vextq_u32(zero, words, 2));
}

/// SubWord of the last word, in all four places: four equal columns are what ShiftRows leaves as they are.
STEP uint32x4_t substituted_last_word(uint32x4_t words) {
    const uint8x16_t last = vreinterpretq_u8_u32(vdupq_laneq_u32(words, 3));
    return vreinterpretq_u32_u8(vaeseq_u8(last, vdupq_n_u8(0)));
}

/// The next even round key, from the two before it. RotWord moves the first byte of a word, its lowest, to the end.
STEP uint32x4_t even_round_key(uint32x4_t previous_even, uint32x4_t previous_odd, uint32_t constant) {
    const uint32x4_t word = substituted_last_word(previous_odd);
    const uint32x4_t turned = vsliq_n_u32(vshrq_n_u32(word, 8), word, 24);
    return veorq_u32(running_sums(previous_even), veorq_u32(turned, vdupq_n_u32(constant)));
}

/// The next odd round key, from the two before it.
STEP uint32x4_t odd_round_key(uint32x4_t previous_odd, uint32x4_t previous_even) {
    return veorq_u32(running_sums(previous_odd), substituted_last_word(previous_even));
}

STEP void expand_key_inline(struct tcface_aes256_cbc *cbc, const uint8_t key[32]) {
    uint32x4_t even = vreinterpretq_u32_u8(vld1q_u8(key));
    uint32x4_t odd = vreinterpretq_u32_u8(vld1q_u8(key + 16));
    vst1q_u8(cbc->round_keys[0], vreinterpretq_u8_u32(even));
    vst1q_u8(cbc->round_keys[1], vreinterpretq_u8_u32(odd));
    // The round constants are the powers of x up to x^6, none of which the field's polynomial changes.
    for (int round = 2; round <= 14; round += 2) {
        even = even_round_key(even, odd, 1u << (round / 2 - 1));
        vst1q_u8(cbc->round_keys[round], vreinterpretq_u8_u32(even));
        if (round == 14) break;
        odd = odd_round_key(odd, even);
        vst1q_u8(cbc->round_keys[round + 1], vreinterpretq_u8_u32(odd));
    }
}

// MARK: The folded chain
//
// CBC adds the next plaintext to what the last round of a block gives. Both the last round key and the first of the
// next block are added there too, and all of it can wait: AESE adds the sum of the three as its key. The chain is 14
// rounds a block and nothing between them.

/// The round keys, for which there are registers enough; wiped in any case, where a compiler keeps them in memory.
struct chain_keys {
    /// That of round 0 is the sum of the first and the last.
    uint8x16_t rounds[14];
    uint8x16_t last;
};

STEP void load_keys(struct chain_keys *keys, const struct tcface_aes256_cbc *cbc) {
    keys->last = vld1q_u8(cbc->round_keys[14]);
    keys->rounds[0] = veorq_u8(vld1q_u8(cbc->round_keys[0]), keys->last);
    for (int round = 1; round < 14; round++) keys->rounds[round] = vld1q_u8(cbc->round_keys[round]);
}

/// The last block of ciphertext, before its last round key.
STEP uint8x16_t chain_begin(const struct chain_keys *keys, const struct tcface_aes256_cbc *cbc) {
    return veorq_u8(vld1q_u8(cbc->chain), keys->last);
}

/// Round 0 of the next block.
STEP uint8x16_t chain_first(uint8x16_t block, const struct chain_keys *keys, const uint8_t *input) {
    return vaesmcq_u8(vaeseq_u8(block, veorq_u8(vld1q_u8(input), keys->rounds[0])));
}

/// Rounds `from` to `to` of a block, both included, 1 to 12.
STEP uint8x16_t chain_rounds(uint8x16_t block, const struct chain_keys *keys, int from, int to) {
    for (int round = from; round <= to; round++) block = vaesmcq_u8(vaeseq_u8(block, keys->rounds[round]));
    return block;
}

/// Round 13, which has no MixColumns; writes the ciphertext.
STEP uint8x16_t chain_last(uint8x16_t block, const struct chain_keys *keys, uint8_t *output) {
    block = vaeseq_u8(block, keys->rounds[13]);
    vst1q_u8(output, veorq_u8(block, keys->last));
    return block;
}

STEP void chain_end(uint8x16_t block, const struct chain_keys *keys, struct tcface_aes256_cbc *cbc) {
    vst1q_u8(cbc->chain, veorq_u8(block, keys->last));
}

STEP void encrypt_inline(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks,
                         struct tcface_ahead ahead) {
    struct chain_keys keys;
    load_keys(&keys, cbc);
    uint8x16_t block = chain_begin(&keys, cbc);
    for (size_t step = 0; blocks > 0; step++) {
        ask_ahead(ahead, step);
        for (int i = 0; i < 3 && blocks > 0; i++, blocks--, input += 16, output += 16) {
            block = chain_first(block, &keys, input);
            block = chain_last(chain_rounds(block, &keys, 1, 12), &keys, output);
        }
    }
    chain_end(block, &keys, cbc);
    wipe(&keys, sizeof keys);
}

// MARK: Decryption, whose blocks do not wait for each other

/// The round key of the equivalent inverse cipher (FIPS 197 section 5.3.5).
STEP uint8x16_t inverse_round_key(const struct tcface_aes256_cbc *cbc, int round) {
    const uint8x16_t key = vld1q_u8(cbc->round_keys[14 - round]);
    return round == 0 || round == 14 ? key : vaesimcq_u8(key);
}

/// Decrypts `count` blocks, at most 8, side by side.
STEP uint8x16_t decrypt_side_by_side(const uint8x16_t inverse[15], uint8x16_t chain, uint8_t *output,
                                     const uint8_t *input, int count) {
    uint8x16_t blocks[8];
    for (int i = 0; i < count; i++) blocks[i] = vld1q_u8(input + 16 * i);
    for (int round = 0; round <= 12; round++) {
        for (int i = 0; i < count; i++) blocks[i] = vaesimcq_u8(vaesdq_u8(blocks[i], inverse[round]));
    }
    for (int i = 0; i < count; i++) {
        const uint8x16_t decrypted = veorq_u8(vaesdq_u8(blocks[i], inverse[13]), inverse[14]);
        vst1q_u8(output + 16 * i, veorq_u8(decrypted, chain));
        chain = vld1q_u8(input + 16 * i);
    }
    return chain;
}

STEP void decrypt_inline(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks) {
    uint8x16_t inverse[15];
    for (int round = 0; round < 15; round++) inverse[round] = inverse_round_key(cbc, round);
    uint8x16_t chain = vld1q_u8(cbc->chain);
    for (; blocks >= 8; blocks -= 8, input += 128, output += 128) {
        chain = decrypt_side_by_side(inverse, chain, output, input, 8);
    }
    for (; blocks > 0; blocks--, input += 16, output += 16) {
        chain = decrypt_side_by_side(inverse, chain, output, input, 1);
    }
    vst1q_u8(cbc->chain, chain);
    wipe(inverse, sizeof inverse);
}
