// SPDX-License-Identifier: Apache-2.0
// The key schedule of SM4 (GB/T 32907-2016 section 7.3) over whatever S-box a kernel has.
#pragma once

#include <stdint.h>

#include "wipe.h"

static inline uint32_t sm4_rotated(uint32_t word, int count) { return word << count | word >> (32 - count); }

static inline uint32_t sm4_load(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/// The round constants: byte j of word i is 7 (4 i + j) mod 256.
static inline uint32_t sm4_round_constant(uint32_t i) {
    const uint32_t first = 28 * i;
    return (first & 255) << 24 | ((first + 7) & 255) << 16 | ((first + 14) & 255) << 8 | ((first + 21) & 255);
}

/// What the key is added to.
__attribute__((unused)) static const uint32_t sm4_family_key[4] = {0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc};

/// All round keys; `substitute` puts the four bytes of a word through the S-box.
__attribute__((always_inline)) static inline void sm4_expand_key(uint32_t round_keys[32], const uint8_t key[16],
                                                                 uint32_t (*substitute)(uint32_t)) {
    uint32_t k[4];
    for (int i = 0; i < 4; i++) k[i] = sm4_load(key + 4 * i) ^ sm4_family_key[i];
    for (uint32_t i = 0; i < 32; i++) {
        const uint32_t t = substitute(k[(i + 1) % 4] ^ k[(i + 2) % 4] ^ k[(i + 3) % 4] ^ sm4_round_constant(i));
        k[i % 4] ^= t ^ sm4_rotated(t, 13) ^ sm4_rotated(t, 23);
        round_keys[i] = k[i % 4];
    }
    wipe(k, sizeof k);
}
