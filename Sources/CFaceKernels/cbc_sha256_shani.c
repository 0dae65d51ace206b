// SPDX-License-Identifier: Apache-2.0
// AES and SHA instructions, their two chains side by side.
//
// SHA instructions exist in the old encoding only, which leaves the upper halves of vector registers alone. When
// these are not clean, every SHA instruction waits for them and runs 150 times slower: no register wider than 128
// bits is used here, and each function cleans them first, whatever the caller did.
#include "cbc_sha256_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "sha256_constants.h"
#include "x86_registers.h"

#define INSTRUCTIONS "aes,sha,sse4.1,ssse3,avx,prfchw"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(INSTRUCTIONS) static

#include "aes256_x86_entries.h"

// MARK: SHA-256

/// The state as the instructions want it: the words A B E F and C D G H, the first in the highest place. Never copied
/// as a whole, which in code that is not optimized takes wide registers.
struct sha_state {
    __m128i abef, cdgh;
};

STEP void load_state(struct sha_state *state, const struct tcface_sha256 *sha) {
    const __m128i badc = _mm_shuffle_epi32(_mm_load_si128((const __m128i *)sha->words), 0xb1);
    const __m128i hgfe = _mm_shuffle_epi32(_mm_load_si128((const __m128i *)(sha->words + 4)), 0x1b);
    state->abef = _mm_alignr_epi8(badc, hgfe, 8);
    state->cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);
}

STEP void store_state(struct tcface_sha256 *sha, const struct sha_state *state) {
    const __m128i feba = _mm_shuffle_epi32(state->abef, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(state->cdgh, 0xb1);
    _mm_store_si128((__m128i *)sha->words, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_store_si128((__m128i *)(sha->words + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/// Four words of text, which are big-endian.
STEP __m128i load_words(const uint8_t *text, int index) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(text + 16 * index)), swap);
}

/// The four words of the schedule after 16 that are known.
STEP __m128i next_words(__m128i w0, __m128i w4, __m128i w8, __m128i w12) {
    const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w4), _mm_alignr_epi8(w12, w8, 4));
    return _mm_sha256msg2_epu32(sum, w12);
}

/// Rounds 4 * `quad` to 4 * `quad` + 3, two to an instruction: each gives the new A B E F, and what was A B E F is
/// the new C D G H.
STEP void four_rounds(struct sha_state *state, __m128i words, int quad) {
    const __m128i sums = _mm_add_epi32(words, _mm_load_si128((const __m128i *)sha256_constants + quad));
    state->cdgh = _mm_sha256rnds2_epu32(state->cdgh, state->abef, sums);
    state->abef = _mm_sha256rnds2_epu32(state->abef, state->cdgh, _mm_shuffle_epi32(sums, 0x0e));
}

STEP void add_to(struct sha_state *state, __m128i abef, __m128i cdgh) {
    state->abef = _mm_add_epi32(state->abef, abef);
    state->cdgh = _mm_add_epi32(state->cdgh, cdgh);
}

/// Keeps what stands above before what stands below, in a step that costs nothing: it claims to change both chains.
///
/// A compiler that takes the chains apart puts many rounds of one before the first of the other. They then fill the
/// entries in which instructions wait, of which a core that runs two threads has half, and hold up the other chain.
STEP void keep_order(__m128i *block, struct sha_state *state) {
#if defined(TCFACE_EMULATED)
    (void)block, (void)state;
#else
    __asm__("" : "+x"(*block), "+x"(state->abef), "+x"(state->cdgh));
#endif
}

// MARK: The kernel

// After the block of each line the comments count rounds of AES: `chain_next` is the 14th of its block.

STEP void encrypt_and_hash_inline(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                                  struct tcface_sha256 *sha, const uint8_t *text, size_t steps,
                                  struct tcface_ahead ahead) {
    if (steps == 0) return;
    struct folded_keys keys;
    fold_keys(&keys, cbc);
    struct sha_state state;
    load_state(&state, sha);
    __m128i block = chain_begin(&keys, cbc, input);
    for (size_t step = 0; step < steps; step++, input += 48, output += 48, text += 64) {
        const uint8_t *const following = step + 1 < steps ? input + 48 : block_of_zeros;
        const __m128i abef = state.abef, cdgh = state.cdgh;
        ask_ahead(ahead, step);
        __m128i w0 = load_words(text, 0), w1 = load_words(text, 1), w2 = load_words(text, 2), w3 = load_words(text, 3);
        // The 42 rounds of three blocks are spread over the 16 quads of SHA. Fewer stand at the end, where the
        // schedule is done and nothing else fills the gaps in the SHA chain; the processor moves them a little, but
        // not across a step.
        four_rounds(&state, w0, 0);
        block = chain_rounds(block, &keys, 1, 3);
        keep_order(&block, &state);
        four_rounds(&state, w1, 1);
        block = chain_rounds(block, &keys, 4, 6);
        keep_order(&block, &state);
        four_rounds(&state, w2, 2);
        block = chain_rounds(block, &keys, 7, 9);
        keep_order(&block, &state);
        four_rounds(&state, w3, 3);
        block = chain_rounds(block, &keys, 10, 12);
        w0 = next_words(w0, w1, w2, w3);
        keep_order(&block, &state);
        four_rounds(&state, w0, 4);
        block = chain_next(chain_rounds(block, &keys, 13, 13), &keys, input + 16, output);
        block = chain_rounds(block, &keys, 1, 1);
        w1 = next_words(w1, w2, w3, w0);
        keep_order(&block, &state);
        four_rounds(&state, w1, 5);
        block = chain_rounds(block, &keys, 2, 4);
        w2 = next_words(w2, w3, w0, w1);
        keep_order(&block, &state);
        four_rounds(&state, w2, 6);
        block = chain_rounds(block, &keys, 5, 7);
        w3 = next_words(w3, w0, w1, w2);
        keep_order(&block, &state);
        four_rounds(&state, w3, 7);
        block = chain_rounds(block, &keys, 8, 10);
        w0 = next_words(w0, w1, w2, w3);
        keep_order(&block, &state);
        four_rounds(&state, w0, 8);
        block = chain_rounds(block, &keys, 11, 13);
        w1 = next_words(w1, w2, w3, w0);
        keep_order(&block, &state);
        four_rounds(&state, w1, 9);
        block = chain_next(block, &keys, input + 32, output + 16);
        block = chain_rounds(block, &keys, 1, 2);
        w2 = next_words(w2, w3, w0, w1);
        keep_order(&block, &state);
        four_rounds(&state, w2, 10);
        block = chain_rounds(block, &keys, 3, 5);
        w3 = next_words(w3, w0, w1, w2);
        keep_order(&block, &state);
        four_rounds(&state, w3, 11);
        block = chain_rounds(block, &keys, 6, 8);
        w0 = next_words(w0, w1, w2, w3);
        keep_order(&block, &state);
        four_rounds(&state, w0, 12);
        block = chain_rounds(block, &keys, 9, 10);
        w1 = next_words(w1, w2, w3, w0);
        keep_order(&block, &state);
        four_rounds(&state, w1, 13);
        block = chain_rounds(block, &keys, 11, 12);
        w2 = next_words(w2, w3, w0, w1);
        keep_order(&block, &state);
        four_rounds(&state, w2, 14);
        block = chain_rounds(block, &keys, 13, 13);
        w3 = next_words(w3, w0, w1, w2);
        keep_order(&block, &state);
        four_rounds(&state, w3, 15);
        block = chain_next(block, &keys, following, output + 32);
        add_to(&state, abef, cdgh);
    }
    chain_end(block, &keys, cbc);
    store_state(sha, &state);
}

STEP void hash_inline(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    struct sha_state state;
    load_state(&state, sha);
    for (size_t block = 0; block < blocks; block++, text += 64) {
        const __m128i abef = state.abef, cdgh = state.cdgh;
        ask_ahead(ahead, block);
        __m128i w0 = load_words(text, 0), w1 = load_words(text, 1), w2 = load_words(text, 2), w3 = load_words(text, 3);
        four_rounds(&state, w0, 0);
        four_rounds(&state, w1, 1);
        four_rounds(&state, w2, 2);
        four_rounds(&state, w3, 3);
        for (int quad = 4; quad < 16; quad += 4) {
            w0 = next_words(w0, w1, w2, w3);
            four_rounds(&state, w0, quad);
            w1 = next_words(w1, w2, w3, w0);
            four_rounds(&state, w1, quad + 1);
            w2 = next_words(w2, w3, w0, w1);
            four_rounds(&state, w2, quad + 2);
            w3 = next_words(w3, w0, w1, w2);
            four_rounds(&state, w3, quad + 3);
        }
        add_to(&state, abef, cdgh);
    }
    store_state(sha, &state);
}

// Each function cleans the upper halves first, and at its end wipes the registers, where round keys and plaintext
// were.

ENTRY void hash(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    _mm256_zeroupper();
    hash_inline(sha, text, blocks, ahead);
    wipe_vector_registers();
}

ENTRY void encrypt_and_hash(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                            struct tcface_sha256 *sha, const uint8_t *text, size_t steps, struct tcface_ahead ahead) {
    _mm256_zeroupper();
    encrypt_and_hash_inline(cbc, output, input, sha, text, steps, ahead);
    wipe_vector_registers();
}

const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_shani = {
    .name = "AES and SHA instructions",
    .frames = 320,
    .hashes_fast = true,
    .hides_encryption = true,
    .expand_key = expand_key,
    .encrypt = encrypt,
    .decrypt = decrypt,
    .hash = hash,
    .encrypt_and_hash = encrypt_and_hash,
};

const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_shani_vaes = {
    .name = "AES and SHA instructions, VAES",
    .frames = 1472,
    .hashes_fast = true,
    .hides_encryption = true,
    .expand_key = expand_key,
    .encrypt = encrypt,
    .decrypt = tcface_cbc_decrypt_vaes,
    .hash = hash,
    .encrypt_and_hash = encrypt_and_hash,
};
#endif
