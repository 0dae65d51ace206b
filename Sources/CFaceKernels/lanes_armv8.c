// SPDX-License-Identifier: Apache-2.0
// Four messages at once with the AES and SHA instructions of ARMv8: four chains of AES side by side, and two by two
// the chains of SHA-256.
//
// More chains of AES would fill the gaps of a core with four units for it, but for their pointers and chains there are
// no registers left; two chains of SHA-256 keep the only unit busy that most cores have for it.
#include "lanes.h"

#if defined(__aarch64__)
#include "arm64_target.h"

#define STEP TCFACE_TARGET(ARM64_CRYPTO) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(ARM64_CRYPTO) static
#define LANES 4

#include "sha256_armv8.h"

// MARK: AES-256-CBC

/// All lanes through one round, whose instruction adds the round key first.
STEP void encrypt_round(uint8x16_t chains[LANES], struct tcface_aes256_cbc *const cbcs[LANES], int round) {
    for (int lane = 0; lane < LANES; lane++) {
        chains[lane] = vaesmcq_u8(vaeseq_u8(chains[lane], vld1q_u8(cbcs[lane]->round_keys[round])));
    }
}

ENTRY void encrypt(struct tcface_aes256_cbc *const *cbcs, uint8_t *const *outputs, const uint8_t *const *inputs,
                   size_t blocks) {
    uint8x16_t chains[LANES];
    for (int lane = 0; lane < LANES; lane++) chains[lane] = vld1q_u8(cbcs[lane]->chain);
    for (size_t at = 0; at < 16 * blocks; at += 16) {
        for (int lane = 0; lane < LANES; lane++) chains[lane] = veorq_u8(chains[lane], vld1q_u8(inputs[lane] + at));
        for (int round = 0; round < 13; round++) encrypt_round(chains, cbcs, round);
        for (int lane = 0; lane < LANES; lane++) {
            chains[lane] = vaeseq_u8(chains[lane], vld1q_u8(cbcs[lane]->round_keys[13]));
            chains[lane] = veorq_u8(chains[lane], vld1q_u8(cbcs[lane]->round_keys[14]));
            vst1q_u8(outputs[lane] + at, chains[lane]);
        }
    }
    for (int lane = 0; lane < LANES; lane++) vst1q_u8(cbcs[lane]->chain, chains[lane]);
    wipe_vector_registers();
}

// MARK: SHA-256

/// One message of two: its state, and the 16 words of the schedule that are in use.
struct message {
    struct sha_state state;
    uint32x4_t w[4];
};

/// Rounds 4 * `quad` to 4 * `quad` + 3, and the words of the schedule that are needed four quads later.
STEP void advance(struct message *message, int quad) {
    uint32x4_t *const w = message->w;
    const int oldest = quad % 4;
    message->state = four_rounds(message->state, w[oldest], quad);
    if (quad < 12) w[oldest] = next_words(w[oldest], w[(quad + 1) % 4], w[(quad + 2) % 4], w[(quad + 3) % 4]);
}

/// Both messages through four quads, the first of which is a multiple of four.
STEP void advance_both(struct message *a, struct message *b, int quad) {
    for (int i = 0; i < 4; i++) {
        advance(a, quad + i);
        advance(b, quad + i);
    }
}

STEP void load_block(struct message *message, const uint8_t *text) {
    for (int i = 0; i < 4; i++) message->w[i] = load_words(text, i);
}

STEP struct sha_state state_of_lane(uint32_t words[8][MOST_LANES], size_t lane) {
    uint32_t of_lane[8];
    for (int word = 0; word < 8; word++) of_lane[word] = words[word][lane];
    return load_state(of_lane);
}

STEP void set_state_of_lane(uint32_t words[8][MOST_LANES], size_t lane, struct sha_state state) {
    uint32_t of_lane[8];
    store_state(of_lane, state);
    for (int word = 0; word < 8; word++) words[word][lane] = of_lane[word];
}

STEP void hash_two(uint32_t words[8][MOST_LANES], size_t lane, const uint8_t *text_a, const uint8_t *text_b,
                   size_t blocks) {
    struct message a, b;
    a.state = state_of_lane(words, lane);
    b.state = state_of_lane(words, lane + 1);
    for (; blocks > 0; blocks--, text_a += 64, text_b += 64) {
        const struct sha_state before_a = a.state, before_b = b.state;
        load_block(&a, text_a);
        load_block(&b, text_b);
        advance_both(&a, &b, 0);
        advance_both(&a, &b, 4);
        advance_both(&a, &b, 8);
        advance_both(&a, &b, 12);
        a.state = sum_of(a.state, before_a);
        b.state = sum_of(b.state, before_b);
    }
    set_state_of_lane(words, lane, a.state);
    set_state_of_lane(words, lane + 1, b.state);
}

ENTRY void hash(uint32_t words[8][MOST_LANES], const uint8_t *const *texts, size_t blocks) {
    for (size_t lane = 0; lane < LANES; lane += 2) hash_two(words, lane, texts[lane], texts[lane + 1], blocks);
    wipe_vector_registers();
}

const struct lanes_kernel lanes_armv8 = {
    .name = "4 lanes, AES and SHA instructions of ARMv8",
    .frames = 1024,
    .lanes = LANES,
    .encrypt = encrypt,
    .hash = hash,
};
#endif
