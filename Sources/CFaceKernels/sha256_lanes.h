// SPDX-License-Identifier: Apache-2.0
// SHA-256 of as many messages as a register has words. The file that includes this defines the register and its
// operations:
//
//   LANES, VECTOR, STEP                  words to a register, its type, and the target of the functions
//   add, xor_3, rotated, shifted         the sum of two, the exclusive or of three, and moves to the right of every
//   word choose, majority                     Ch and Maj of FIPS 180-4 section 4.1.2
//   all_equal                            a word in every place
//   load_quarters(texts, at)             16 bytes of every fourth message, beginning with the first, side by side
//   swap_bytes                           of every word
//   unpack_low_32 ... unpack_high_64     as the instructions do, in each 128 bits
#pragma once

#include "lanes.h"
#include "sha256_constants.h"

/// Words `4 * quarter` to `4 * quarter + 3` of all messages: message i in place i of each register.
STEP void load_words(VECTOR words[4], const uint8_t *const texts[LANES], size_t at) {
    // Each 128 bits hold four messages in four registers, a square that is transposed.
    const VECTOR a = swap_bytes(load_quarters(texts, at)), b = swap_bytes(load_quarters(texts + 1, at));
    const VECTOR c = swap_bytes(load_quarters(texts + 2, at)), d = swap_bytes(load_quarters(texts + 3, at));
    const VECTOR ab_low = unpack_low_32(a, b), ab_high = unpack_high_32(a, b);
    const VECTOR cd_low = unpack_low_32(c, d), cd_high = unpack_high_32(c, d);
    words[0] = unpack_low_64(ab_low, cd_low);
    words[1] = unpack_high_64(ab_low, cd_low);
    words[2] = unpack_low_64(ab_high, cd_high);
    words[3] = unpack_high_64(ab_high, cd_high);
}

/// The word of the schedule after 16 that are known; takes the place of the oldest.
STEP VECTOR next_word(VECTOR w0, VECTOR w1, VECTOR w9, VECTOR w14) {
    const VECTOR sigma0 = xor_3(rotated(w1, 7), rotated(w1, 18), shifted(w1, 3));
    const VECTOR sigma1 = xor_3(rotated(w14, 17), rotated(w14, 19), shifted(w14, 10));
    return add(add(w0, sigma0), add(w9, sigma1));
}

/// The sums of FIPS 180-4 section 4.1.2 over a and over e.
STEP VECTOR sum_0(VECTOR a) { return xor_3(rotated(a, 2), rotated(a, 13), rotated(a, 22)); }
STEP VECTOR sum_1(VECTOR e) { return xor_3(rotated(e, 6), rotated(e, 11), rotated(e, 25)); }

/// T1 of FIPS 180-4 section 6.2.2.
STEP VECTOR first_sum(VECTOR e, VECTOR f, VECTOR g, VECTOR h, VECTOR word, int round) {
    const VECTOR constant = all_equal(sha256_constants[round]);
    return add(add(h, sum_1(e)), add(choose(e, f, g), add(constant, word)));
}

/// One round: renews d and h, which are e and a of the next.
#define HASH_ROUND(a, b, c, d, e, f, g, h, word, round)                                                                \
    do {                                                                                                               \
        const VECTOR t1 = first_sum(e, f, g, h, word, round);                                                          \
        d = add(d, t1);                                                                                                \
        h = add(t1, add(sum_0(a), majority(a, b, c)));                                                                 \
    } while (0)

/// Words of the schedule by their place: of the first sixteen, and of those after them.
#define FIRST_WORD(w, at) w[(at)]
#define NEXT_WORD(w, at) (w[(at)] = next_word(w[(at)], w[((at) + 1) % 16], w[((at) + 9) % 16], w[((at) + 14) % 16]))

/// Eight rounds, after which every letter is back in its place.
#define HASH_8_ROUNDS(word_of, w, at, round)                                                                           \
    do {                                                                                                               \
        HASH_ROUND(a, b, c, d, e, f, g, h, word_of(w, (at)), (round));                                                 \
        HASH_ROUND(h, a, b, c, d, e, f, g, word_of(w, (at) + 1), (round) + 1);                                         \
        HASH_ROUND(g, h, a, b, c, d, e, f, word_of(w, (at) + 2), (round) + 2);                                         \
        HASH_ROUND(f, g, h, a, b, c, d, e, word_of(w, (at) + 3), (round) + 3);                                         \
        HASH_ROUND(e, f, g, h, a, b, c, d, word_of(w, (at) + 4), (round) + 4);                                         \
        HASH_ROUND(d, e, f, g, h, a, b, c, word_of(w, (at) + 5), (round) + 5);                                         \
        HASH_ROUND(c, d, e, f, g, h, a, b, word_of(w, (at) + 6), (round) + 6);                                         \
        HASH_ROUND(b, c, d, e, f, g, h, a, word_of(w, (at) + 7), (round) + 7);                                         \
    } while (0)

STEP void hash_lanes(VECTOR state[8], const uint8_t *const texts[LANES], size_t blocks) {
    for (size_t block = 0; block < blocks; block++) {
        VECTOR w[16];
        for (size_t quarter = 0; quarter < 4; quarter++) load_words(w + 4 * quarter, texts, 64 * block + 16 * quarter);
        VECTOR a = state[0], b = state[1], c = state[2], d = state[3];
        VECTOR e = state[4], f = state[5], g = state[6], h = state[7];
        HASH_8_ROUNDS(FIRST_WORD, w, 0, 0);
        HASH_8_ROUNDS(FIRST_WORD, w, 8, 8);
        for (int round = 16; round < 64; round += 16) {
            HASH_8_ROUNDS(NEXT_WORD, w, 0, round);
            HASH_8_ROUNDS(NEXT_WORD, w, 8, round + 8);
        }
        state[0] = add(state[0], a), state[1] = add(state[1], b), state[2] = add(state[2], c);
        state[3] = add(state[3], d), state[4] = add(state[4], e), state[5] = add(state[5], f);
        state[6] = add(state[6], g), state[7] = add(state[7], h);
    }
}
