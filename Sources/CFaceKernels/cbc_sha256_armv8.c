// SPDX-License-Identifier: Apache-2.0
// AES and SHA instructions of ARMv8, their two chains side by side.
#include "cbc_sha256_kernels.h"

#if defined(__aarch64__)
#include "arm64_target.h"

#define STEP TCFACE_TARGET(ARM64_CRYPTO) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(ARM64_CRYPTO) static

#include "aes256_armv8.h"
#include "sha256_armv8.h"

/// Keeps what stands above before what stands below, in a step that costs nothing: it claims to change both chains.
///
/// A compiler that takes the chains apart puts many rounds of one before the first of the other. A core that runs
/// instructions in order then waits for each, and one that does not has to look far ahead.
STEP void keep_order(uint8x16_t *block, struct sha_state *state) {
    __asm__("" : "+w"(*block), "+w"(state->abcd), "+w"(state->efgh));
}

STEP void encrypt_and_hash_inline(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                                  struct tcface_sha256 *sha, const uint8_t *text, size_t steps,
                                  struct tcface_ahead ahead) {
    struct chain_keys keys;
    load_keys(&keys, cbc);
    struct sha_state state = load_state(sha->words);
    uint8x16_t block = chain_begin(&keys, cbc);
    for (size_t step = 0; step < steps; step++, input += 48, output += 48, text += 64) {
        const struct sha_state before = state;
        ask_ahead(ahead, step);
        uint32x4_t w0 = load_words(text, 0), w1 = load_words(text, 1);
        uint32x4_t w2 = load_words(text, 2), w3 = load_words(text, 3);
        // The 42 rounds of three blocks are spread evenly over the 16 quads of SHA: the AES chain is the longer one.
        state = four_rounds(state, w0, 0);
        block = chain_rounds(chain_first(block, &keys, input), &keys, 1, 2);
        keep_order(&block, &state);
        w0 = next_words(w0, w1, w2, w3);
        state = four_rounds(state, w1, 1);
        block = chain_rounds(block, &keys, 3, 5);
        keep_order(&block, &state);
        w1 = next_words(w1, w2, w3, w0);
        state = four_rounds(state, w2, 2);
        block = chain_rounds(block, &keys, 6, 7);
        keep_order(&block, &state);
        w2 = next_words(w2, w3, w0, w1);
        state = four_rounds(state, w3, 3);
        block = chain_rounds(block, &keys, 8, 10);
        keep_order(&block, &state);
        w3 = next_words(w3, w0, w1, w2);
        state = four_rounds(state, w0, 4);
        block = chain_last(chain_rounds(block, &keys, 11, 12), &keys, output);
        keep_order(&block, &state);
        w0 = next_words(w0, w1, w2, w3);
        state = four_rounds(state, w1, 5);
        block = chain_rounds(chain_first(block, &keys, input + 16), &keys, 1, 2);
        keep_order(&block, &state);
        w1 = next_words(w1, w2, w3, w0);
        state = four_rounds(state, w2, 6);
        block = chain_rounds(block, &keys, 3, 5);
        keep_order(&block, &state);
        w2 = next_words(w2, w3, w0, w1);
        state = four_rounds(state, w3, 7);
        block = chain_rounds(block, &keys, 6, 7);
        keep_order(&block, &state);
        w3 = next_words(w3, w0, w1, w2);
        state = four_rounds(state, w0, 8);
        block = chain_rounds(block, &keys, 8, 10);
        keep_order(&block, &state);
        w0 = next_words(w0, w1, w2, w3);
        state = four_rounds(state, w1, 9);
        block = chain_last(chain_rounds(block, &keys, 11, 12), &keys, output + 16);
        keep_order(&block, &state);
        w1 = next_words(w1, w2, w3, w0);
        state = four_rounds(state, w2, 10);
        block = chain_rounds(chain_first(block, &keys, input + 32), &keys, 1, 2);
        keep_order(&block, &state);
        w2 = next_words(w2, w3, w0, w1);
        state = four_rounds(state, w3, 11);
        block = chain_rounds(block, &keys, 3, 4);
        keep_order(&block, &state);
        w3 = next_words(w3, w0, w1, w2);
        state = four_rounds(state, w0, 12);
        block = chain_rounds(block, &keys, 5, 6);
        keep_order(&block, &state);
        state = four_rounds(state, w1, 13);
        block = chain_rounds(block, &keys, 7, 9);
        keep_order(&block, &state);
        state = four_rounds(state, w2, 14);
        block = chain_rounds(block, &keys, 10, 11);
        keep_order(&block, &state);
        state = four_rounds(state, w3, 15);
        block = chain_last(chain_rounds(block, &keys, 12, 12), &keys, output + 32);
        state = sum_of(state, before);
    }
    chain_end(block, &keys, cbc);
    wipe(&keys, sizeof keys);
    store_state(sha->words, state);
}

STEP void hash_inline(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    struct sha_state state = load_state(sha->words);
    for (size_t block = 0; block < blocks; block++, text += 64) {
        const struct sha_state before = state;
        ask_ahead(ahead, block);
        uint32x4_t w0 = load_words(text, 0), w1 = load_words(text, 1);
        uint32x4_t w2 = load_words(text, 2), w3 = load_words(text, 3);
        for (int quad = 0; quad < 12; quad += 4) {
            state = four_rounds(state, w0, quad);
            w0 = next_words(w0, w1, w2, w3);
            state = four_rounds(state, w1, quad + 1);
            w1 = next_words(w1, w2, w3, w0);
            state = four_rounds(state, w2, quad + 2);
            w2 = next_words(w2, w3, w0, w1);
            state = four_rounds(state, w3, quad + 3);
            w3 = next_words(w3, w0, w1, w2);
        }
        state = four_rounds(state, w0, 12);
        state = four_rounds(state, w1, 13);
        state = four_rounds(state, w2, 14);
        state = sum_of(four_rounds(state, w3, 15), before);
    }
    store_state(sha->words, state);
}

// Each function wipes the registers at its end, where round keys and plaintext were.

ENTRY void expand_key(struct tcface_aes256_cbc *cbc, const uint8_t key[32]) {
    expand_key_inline(cbc, key);
    wipe_vector_registers();
}

ENTRY void encrypt(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks,
                   struct tcface_ahead ahead) {
    encrypt_inline(cbc, output, input, blocks, ahead);
    wipe_vector_registers();
}

ENTRY void decrypt(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks) {
    decrypt_inline(cbc, output, input, blocks);
    wipe_vector_registers();
}

ENTRY void hash(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    hash_inline(sha, text, blocks, ahead);
    wipe_vector_registers();
}

ENTRY void encrypt_and_hash(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                            struct tcface_sha256 *sha, const uint8_t *text, size_t steps, struct tcface_ahead ahead) {
    encrypt_and_hash_inline(cbc, output, input, sha, text, steps, ahead);
    wipe_vector_registers();
}

const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_armv8 = {
    .name = "AES and SHA instructions of ARMv8",
    .frames = 768,
    .hashes_fast = true,
    .hides_encryption = true,
    .expand_key = expand_key,
    .encrypt = encrypt,
    .decrypt = decrypt,
    .hash = hash,
    .encrypt_and_hash = encrypt_and_hash,
};
#endif
