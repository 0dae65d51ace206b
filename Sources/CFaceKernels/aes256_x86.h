// SPDX-License-Identifier: Apache-2.0
// AES-256 with the processor's AES instructions. The file that includes this defines STEP: the target of its
// functions.
#pragma once

#include <immintrin.h>

#include "ask_ahead.h"
#include "tcface_cbc_sha256.h"
#include "wipe.h"

// MARK: Key schedule (FIPS 197 section 5.2)

/// Each word becomes the sum of itself and all words below it.
STEP __m128i running_sums(__m128i words) {
    words = _mm_xor_si128(words, _mm_slli_si128(words, 4));
    return _mm_xor_si128(words, _mm_slli_si128(words, 8));
}

/// The next even round key, from the two before it; `assist` holds SubWord(RotWord(w)) ^ Rcon in its top word.
STEP __m128i even_round_key(__m128i previous_even, __m128i assist) {
    return _mm_xor_si128(running_sums(previous_even), _mm_shuffle_epi32(assist, 0xff));
}

/// The next odd round key, which takes SubWord(w) without rotation: the second word of an assist.
STEP __m128i odd_round_key(__m128i previous_odd, __m128i assist) {
    return _mm_xor_si128(running_sums(previous_odd), _mm_shuffle_epi32(assist, 0xaa));
}

/// All round keys. The round constants are immediate operands, hence no loop.
STEP void expand_key_inline(struct tcface_aes256_cbc *cbc, const uint8_t key[32]) {
    __m128i *const keys = (__m128i *)cbc->round_keys;
    __m128i even = _mm_loadu_si128((const __m128i *)key);
    __m128i odd = _mm_loadu_si128((const __m128i *)(key + 16));
    _mm_store_si128(keys, even);
    _mm_store_si128(keys + 1, odd);
#define EVEN(index, constant)                                                                                          \
    even = even_round_key(even, _mm_aeskeygenassist_si128(odd, constant));                                             \
    _mm_store_si128(keys + (index), even);
#define ODD(index)                                                                                                     \
    odd = odd_round_key(odd, _mm_aeskeygenassist_si128(even, 0));                                                      \
    _mm_store_si128(keys + (index), odd);
    EVEN(2, 0x01)
    ODD(3)
    EVEN(4, 0x02)
    ODD(5)
    EVEN(6, 0x04)
    ODD(7)
    EVEN(8, 0x08)
    ODD(9)
    EVEN(10, 0x10)
    ODD(11)
    EVEN(12, 0x20)
    ODD(13)
    EVEN(14, 0x40)
#undef EVEN
#undef ODD
}

// MARK: The folded chain
//
// CBC waits for the last round of one block before it can XOR the next plaintext in. The last round ends in an XOR
// with its round key, and XOR commutes: next plaintext and first round key of the next block go into the last round
// key. What comes out is the next block after its first XOR, and the chain is 14 rounds a block and nothing between
// them.

/// The round keys of the ends of a block. Handed on by address: where it is copied, as in code that is not optimized,
/// that takes wide registers, which make SHA instructions slow.
struct folded_keys {
    const __m128i *rounds; // 1 to 13 are used
    __m128i first;
    __m128i last_and_first;
};

STEP void fold_keys(struct folded_keys *keys, const struct tcface_aes256_cbc *cbc) {
    keys->rounds = (const __m128i *)cbc->round_keys;
    keys->first = _mm_load_si128(keys->rounds);
    keys->last_and_first = _mm_xor_si128(keys->first, _mm_load_si128(keys->rounds + 14));
}

/// The first block, ready for its first round.
STEP __m128i chain_begin(const struct folded_keys *keys, const struct tcface_aes256_cbc *cbc,
                         const uint8_t *plaintext) {
    const __m128i chain = _mm_xor_si128(_mm_load_si128((const __m128i *)cbc->chain), keys->first);
    return _mm_xor_si128(chain, _mm_loadu_si128((const __m128i *)plaintext));
}

/// Rounds `from` to `to` of a block, both included, 1 to 13.
STEP __m128i chain_rounds(__m128i block, const struct folded_keys *keys, int from, int to) {
    for (int round = from; round <= to; round++) block = _mm_aesenc_si128(block, _mm_load_si128(keys->rounds + round));
    return block;
}

/// The last round: writes the ciphertext, and gives the following block, ready for its first round.
STEP __m128i chain_next(__m128i block, const struct folded_keys *keys, const uint8_t *following, uint8_t *output) {
    const __m128i plaintext = _mm_loadu_si128((const __m128i *)following);
    block = _mm_aesenclast_si128(block, _mm_xor_si128(plaintext, keys->last_and_first));
    _mm_storeu_si128((__m128i *)output, _mm_xor_si128(block, _mm_xor_si128(plaintext, keys->first)));
    return block;
}

/// After the last block, which was followed by a block of zeros.
STEP void chain_end(__m128i block, const struct folded_keys *keys, struct tcface_aes256_cbc *cbc) {
    _mm_store_si128((__m128i *)cbc->chain, _mm_xor_si128(block, keys->first));
}

/// What follows the last block.
static const uint8_t block_of_zeros[16] __attribute__((aligned(16)));

STEP void encrypt_inline(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks,
                         struct tcface_ahead ahead) {
    if (blocks == 0) return;
    struct folded_keys keys;
    fold_keys(&keys, cbc);
    __m128i block = chain_begin(&keys, cbc, input);
    size_t step = 0;
    for (; blocks > 3; step++, blocks -= 3, input += 48, output += 48) {
        ask_ahead(ahead, step);
        for (int at = 0; at < 48; at += 16) {
            block = chain_next(chain_rounds(block, &keys, 1, 13), &keys, input + at + 16, output + at);
        }
    }
    ask_ahead(ahead, step);
    for (; blocks > 1; blocks--, input += 16, output += 16) {
        block = chain_next(chain_rounds(block, &keys, 1, 13), &keys, input + 16, output);
    }
    block = chain_next(chain_rounds(block, &keys, 1, 13), &keys, block_of_zeros, output);
    chain_end(block, &keys, cbc);
}

// MARK: Decryption, whose blocks do not wait for each other

/// The round key of the equivalent inverse cipher (FIPS 197 section 5.3.5).
STEP __m128i inverse_round_key(const __m128i *keys, int round) {
    const __m128i key = _mm_load_si128(keys + 14 - round);
    return round == 0 || round == 14 ? key : _mm_aesimc_si128(key);
}

/// Decrypts `count` blocks, at most 8, side by side.
STEP void decrypt_side_by_side(const __m128i inverse[15], __m128i *chain, uint8_t *output, const uint8_t *input,
                               int count) {
    __m128i blocks[8];
    for (int i = 0; i < count; i++) {
        blocks[i] = _mm_xor_si128(_mm_loadu_si128((const __m128i *)(input + 16 * i)), inverse[0]);
    }
    for (int round = 1; round <= 13; round++) {
        for (int i = 0; i < count; i++) blocks[i] = _mm_aesdec_si128(blocks[i], inverse[round]);
    }
    for (int i = 0; i < count; i++) {
        const __m128i plaintext = _mm_xor_si128(_mm_aesdeclast_si128(blocks[i], inverse[14]), *chain);
        *chain = _mm_loadu_si128((const __m128i *)(input + 16 * i));
        _mm_storeu_si128((__m128i *)(output + 16 * i), plaintext);
    }
}

STEP void decrypt_inline(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks) {
    __m128i inverse[15];
    for (int round = 0; round < 15; round++) {
        inverse[round] = inverse_round_key((const __m128i *)cbc->round_keys, round);
    }
    __m128i chain = _mm_load_si128((const __m128i *)cbc->chain);
    for (; blocks >= 8; blocks -= 8, input += 128, output += 128) {
        decrypt_side_by_side(inverse, &chain, output, input, 8);
    }
    for (; blocks > 0; blocks--, input += 16, output += 16) decrypt_side_by_side(inverse, &chain, output, input, 1);
    _mm_store_si128((__m128i *)cbc->chain, chain);
    wipe(inverse, sizeof inverse);
}
