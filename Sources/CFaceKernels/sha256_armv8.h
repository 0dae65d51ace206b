// SPDX-License-Identifier: Apache-2.0
// SHA-256 with the SHA instructions of ARMv8. The file that includes this defines STEP: the target of its functions.
#pragma once

#include "arm64_target.h"
#include "sha256_constants.h"

/// The words A B C D and E F G H, the first in the lowest place.
struct sha_state {
    uint32x4_t abcd, efgh;
};

STEP struct sha_state load_state(const uint32_t words[8]) {
    return (struct sha_state){vld1q_u32(words), vld1q_u32(words + 4)};
}

STEP void store_state(uint32_t words[8], struct sha_state state) {
    vst1q_u32(words, state.abcd);
    vst1q_u32(words + 4, state.efgh);
}

/// Four words of text, which are big-endian.
STEP uint32x4_t load_words(const uint8_t *text, int index) {
    return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(text + 16 * index)));
}

/// The four words of the schedule after 16 that are known.
STEP uint32x4_t next_words(uint32x4_t w0, uint32x4_t w4, uint32x4_t w8, uint32x4_t w12) {
    return vsha256su1q_u32(vsha256su0q_u32(w0, w4), w8, w12);
}

/// Rounds 4 * `quad` to 4 * `quad` + 3: one instruction gives the new A B C D, one the new E F G H, both of the old
/// words.
STEP struct sha_state four_rounds(struct sha_state state, uint32x4_t words, int quad) {
    const uint32x4_t sums = vaddq_u32(words, vld1q_u32(sha256_constants + 4 * quad));
    return (struct sha_state){vsha256hq_u32(state.abcd, state.efgh, sums),
                              vsha256h2q_u32(state.efgh, state.abcd, sums)};
}

STEP struct sha_state sum_of(struct sha_state a, struct sha_state b) {
    return (struct sha_state){vaddq_u32(a.abcd, b.abcd), vaddq_u32(a.efgh, b.efgh)};
}
