// SPDX-License-Identifier: Apache-2.0
// AES instructions, and SHA-256 without its own: in AVX2 and BMI2.
//
// Here SHA-256 fills the core, some 1700 instructions a block, and CBC waits: 54 more instructions among them, and it
// costs next to nothing. Blocks of text go in pairs, whose schedules are computed together, one in each half of a
// register, while the rounds of the first run; those of the second then have nothing but rounds.
//
// What decides is the size of the loops. Together they fit the cache of decoded instructions, which unrolled further
// they would not; hence rounds come in two loops, of 16 and of 8. And the rounds of AES are spread over both: all in
// one place, they would wait for each other longer than the core can look ahead.
#include "cbc_sha256_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "sha256_constants.h"
#include "x86_registers.h"

#define INSTRUCTIONS "aes,avx2,bmi,bmi2,prfchw"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(INSTRUCTIONS) static

#include "aes256_x86_entries.h"

// MARK: Rounds of SHA-256

/// The eight words of the state, of which round n calls word (8 - n) % 8 its a, and those that follow b to h.
struct sha_state {
    uint32_t words[8];
    /// b ^ c of the next round, which is a ^ b of the one before.
    uint32_t b_xor_c;
};

/// Makes the sum before a thing of its own. A compiler that adds up all terms in an order of its choice puts the ones
/// that are known last, behind those that the next round waits for.
STEP void add_up(uint32_t *sum) { __asm__("" : "+r"(*sum)); }

STEP uint32_t rotated(uint32_t word, int count) { return word >> count | word << (32 - count); }

/// FIPS 180-4 section 6.2.2 step 3, with the sum of constant and word of the schedule.
STEP void sha_round(struct sha_state *state, int round, uint32_t scheduled) {
    const uint32_t a = state->words[(16 - round) % 8], b = state->words[(17 - round) % 8];
    const uint32_t e = state->words[(20 - round) % 8], f = state->words[(21 - round) % 8];
    const uint32_t g = state->words[(22 - round) % 8];
    uint32_t sum = state->words[(23 - round) % 8] + scheduled;
    add_up(&sum);
    sum += e & f;
    sum += ~e & g;
    add_up(&sum);
    sum += rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    add_up(&sum);
    state->words[(19 - round) % 8] += sum;
    // The majority of a, b and c is b, unless b differs from both.
    const uint32_t a_xor_b = a ^ b;
    sum += (a_xor_b & state->b_xor_c) ^ b;
    state->b_xor_c = a_xor_b;
    add_up(&sum);
    state->words[(23 - round) % 8] = sum + (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22));
}

/// Four rounds, the first a multiple of 4.
STEP void four_rounds(struct sha_state *state, int first, const uint32_t scheduled[4]) {
    sha_round(state, first, scheduled[0]);
    sha_round(state, first + 1, scheduled[1]);
    sha_round(state, first + 2, scheduled[2]);
    sha_round(state, first + 3, scheduled[3]);
}

STEP void begin_block(struct sha_state *state) { state->b_xor_c = state->words[1] ^ state->words[2]; }

STEP void end_block(struct sha_state *state, struct tcface_sha256 *sha) {
    for (int i = 0; i < 8; i++) sha->words[i] = state->words[i] += sha->words[i];
}

// MARK: The schedules of two blocks

/// Constants and schedules, added up: 16 words of the first block, which those that follow them overwrite, and behind
/// them the 64 of the second block.
struct scheduled_words {
    uint32_t now[16 + 64] __attribute__((aligned(32)));
};

/// Four words of either text, which are big-endian.
STEP __m256i load_words(const uint8_t *first, const uint8_t *second, int quad) {
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i low = _mm_loadu_si128((const __m128i *)(first + 16 * quad));
    const __m128i high = _mm_loadu_si128((const __m128i *)(second + 16 * quad));
    return _mm256_shuffle_epi8(_mm256_set_m128i(high, low), _mm256_broadcastsi128_si256(order));
}

/// Adds the constants of rounds 4 * `quad` to 4 * `quad` + 3.
STEP void put(struct scheduled_words *scheduled, int quad, __m256i words) {
    const __m128i constants = _mm_load_si128((const __m128i *)sha256_constants + quad);
    const __m256i sums = _mm256_add_epi32(words, _mm256_broadcastsi128_si256(constants));
    _mm_store_si128((__m128i *)scheduled->now + quad % 4, _mm256_castsi256_si128(sums));
    _mm_store_si128((__m128i *)(scheduled->now + 16) + quad, _mm256_extracti128_si256(sums, 1));
}

STEP __m256i rotated_words(__m256i words, int count) {
    return _mm256_or_si256(_mm256_srli_epi32(words, count), _mm256_slli_epi32(words, 32 - count));
}

/// The sigma 1 of FIPS 180-4 section 4.1.2 of two words, each of which stands there twice: a shift of both copies is a
/// rotation of the lower one. The result is in words 0 and 2 of each half.
STEP __m256i sigma_1(__m256i doubled) {
    const __m256i rotations = _mm256_xor_si256(_mm256_srli_epi64(doubled, 17), _mm256_srli_epi64(doubled, 19));
    return _mm256_xor_si256(rotations, _mm256_srli_epi32(doubled, 10));
}

/// The four words after 16 that are known. The last two want the first two.
STEP __m256i next_words(__m256i w0, __m256i w4, __m256i w8, __m256i w12) {
    const __m256i low_pair = _mm256_set_epi64x(-1, 0x0b0a090803020100, -1, 0x0b0a090803020100);
    const __m256i high_pair = _mm256_set_epi64x(0x0b0a090803020100, -1, 0x0b0a090803020100, -1);
    const __m256i w1 = _mm256_alignr_epi8(w4, w0, 4);
    const __m256i rotations = _mm256_xor_si256(rotated_words(w1, 7), rotated_words(w1, 18));
    const __m256i sigma_0 = _mm256_xor_si256(rotations, _mm256_srli_epi32(w1, 3));
    __m256i sum = _mm256_add_epi32(_mm256_add_epi32(w0, sigma_0), _mm256_alignr_epi8(w12, w8, 4));
    const __m256i first_pair = sigma_1(_mm256_shuffle_epi32(w12, 0xfa));
    sum = _mm256_add_epi32(sum, _mm256_shuffle_epi8(first_pair, low_pair));
    const __m256i second_pair = sigma_1(_mm256_shuffle_epi32(sum, 0x50));
    return _mm256_add_epi32(sum, _mm256_shuffle_epi8(second_pair, high_pair));
}

// MARK: The chain beside it

/// CBC on its way, or nothing where only text is hashed.
struct chain {
    bool encrypts;
    struct folded_keys keys;
    __m128i block;
    const uint8_t *input;
    uint8_t *output;
};

/// What comes after the block.
STEP const uint8_t *following_block(const struct chain *chain, bool is_last) {
    return is_last || !chain->encrypts ? block_of_zeros : chain->input + 16;
}

/// One of four quarters of a block, of 4, 3, 4 and 3 rounds.
STEP void quarter_of_block(struct chain *chain, struct sha_state *state, int quarter, const uint8_t *following) {
    if (chain->encrypts) {
        if (quarter == 0) chain->block = chain_rounds(chain->block, &chain->keys, 1, 4);
        if (quarter == 1) chain->block = chain_rounds(chain->block, &chain->keys, 5, 7);
        if (quarter == 2) chain->block = chain_rounds(chain->block, &chain->keys, 8, 11);
        if (quarter == 3) {
            chain->block = chain_rounds(chain->block, &chain->keys, 12, 13);
            chain->block = chain_next(chain->block, &chain->keys, following, chain->output);
            chain->input += 16;
            chain->output += 16;
        }
    }
    // Keeps what stands above before what stands below: it claims to change both.
    __asm__("" : "+x"(chain->block), "+r"(state->words[0]), "+r"(state->words[4]));
}

// MARK: The kernel

/// One step or two: hashes as many blocks, and encrypts three times as many.
STEP void one_or_two_steps(struct chain *chain, struct sha_state *state, struct tcface_sha256 *sha, const uint8_t *text,
                           bool are_two, bool are_last) {
    struct scheduled_words scheduled;
    const uint8_t *const second_text = are_two ? text + 64 : text;
    __m256i w0 = load_words(text, second_text, 0), w1 = load_words(text, second_text, 1);
    __m256i w2 = load_words(text, second_text, 2), w3 = load_words(text, second_text, 3);
    put(&scheduled, 0, w0);
    put(&scheduled, 1, w1);
    put(&scheduled, 2, w2);
    put(&scheduled, 3, w3);
    begin_block(state);
    // Rounds 0 to 47 of the first block, and the three blocks of the first step.
    for (int quad = 4; quad < 16; quad += 4) {
        const uint8_t *const following = following_block(chain, are_last && !are_two && quad == 12);
        w0 = next_words(w0, w1, w2, w3);
        four_rounds(state, 0, scheduled.now);
        quarter_of_block(chain, state, 0, following);
        put(&scheduled, quad, w0);
        w1 = next_words(w1, w2, w3, w0);
        four_rounds(state, 4, scheduled.now + 4);
        quarter_of_block(chain, state, 1, following);
        put(&scheduled, quad + 1, w1);
        w2 = next_words(w2, w3, w0, w1);
        four_rounds(state, 0, scheduled.now + 8);
        quarter_of_block(chain, state, 2, following);
        put(&scheduled, quad + 2, w2);
        w3 = next_words(w3, w0, w1, w2);
        four_rounds(state, 4, scheduled.now + 12);
        quarter_of_block(chain, state, 3, following);
        put(&scheduled, quad + 3, w3);
    }
    // Eight rounds at a time: the last 16 of the first block, turns 0 and 1, and then, from turn 2 on, the second
    // block; with the three blocks of its step in turns 2 to 7.
    for (int turn = 0;; turn++) {
        const uint8_t *const following = following_block(chain, are_last && turn == 7);
        const bool encrypts = turn >= 2 && turn <= 7;
        four_rounds(state, 0, scheduled.now);
        if (encrypts) quarter_of_block(chain, state, turn % 2 == 0 ? 0 : 2, following);
        four_rounds(state, 4, scheduled.now + 4);
        if (encrypts) quarter_of_block(chain, state, turn % 2 == 0 ? 1 : 3, following);
        if (turn == 1) {
            end_block(state, sha);
            if (!are_two) return;
            begin_block(state);
        }
        if (turn == 9) break;
        // The next eight words come to the front.
        const __m256i next = _mm256_load_si256((const __m256i *)scheduled.now + turn + 1);
        _mm256_store_si256((__m256i *)scheduled.now, next);
    }
    end_block(state, sha);
}

STEP void hash_inline(struct chain *chain, struct tcface_sha256 *sha, const uint8_t *text, size_t blocks,
                      struct tcface_ahead ahead) {
    struct sha_state state;
    for (int i = 0; i < 8; i++) state.words[i] = sha->words[i];
    for (size_t done = 0; done < blocks; done += 2) {
        ask_ahead(ahead, done);
        ask_ahead(ahead, done + 1);
        one_or_two_steps(chain, &state, sha, text + 64 * done, done + 1 < blocks, done + 2 >= blocks);
    }
}

ENTRY void hash(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    struct chain none = {.encrypts = false, .block = _mm_setzero_si128()};
    hash_inline(&none, sha, text, blocks, ahead);
    wipe_vector_registers();
}

ENTRY void encrypt_and_hash(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                            struct tcface_sha256 *sha, const uint8_t *text, size_t steps, struct tcface_ahead ahead) {
    if (steps == 0) return;
    struct chain chain = {.encrypts = true, .input = input, .output = output};
    fold_keys(&chain.keys, cbc);
    chain.block = chain_begin(&chain.keys, cbc, input);
    hash_inline(&chain, sha, text, steps, ahead);
    chain_end(chain.block, &chain.keys, cbc);
    wipe_vector_registers();
}

const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_avx2 = {
    .name = "AES instructions, SHA-256 in AVX2",
    .frames = 768,
    .hides_encryption = true,
    .expand_key = expand_key,
    .encrypt = encrypt,
    .decrypt = decrypt,
    .hash = hash,
    .encrypt_and_hash = encrypt_and_hash,
};
#endif
