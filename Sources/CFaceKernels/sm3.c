// SPDX-License-Identifier: Apache-2.0
#include "sm3.h"

#include <string.h>

#include "wipe.h"

/// By 1 to 31 bits to the left.
static uint32_t rotated(uint32_t word, unsigned count) { return word << count | word >> (32 - count); }

static uint32_t sum_of(uint32_t x, uint32_t y, uint32_t z) { return x ^ y ^ z; }

static uint32_t majority(uint32_t x, uint32_t y, uint32_t z) { return (x & y) | ((x | y) & z); }

static uint32_t choice(uint32_t x, uint32_t y, uint32_t z) { return z ^ (x & (y ^ z)); }

/// Section 5.3.2: the message, and what it becomes.
static void expand(uint32_t w[68], const uint8_t *bytes) {
    for (int j = 0; j < 16; j++, bytes += 4) {
        w[j] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    }
    for (int j = 16; j < 68; j++) {
        const uint32_t x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15);
        w[j] = (x ^ rotated(x, 15) ^ rotated(x, 23)) ^ rotated(w[j - 13], 7) ^ w[j - 6];
    }
}

/// One round of section 5.3.3: renews d and h, which are a and e of the next.
#define ROUND(ff, gg, a, b, c, d, e, f, g, h, j)                                                                       \
    do {                                                                                                               \
        const uint32_t turned = rotated(a, 12);                                                                        \
        const uint32_t ss1 = rotated((turned + constant) + e, 7);                                                      \
        d = (d + ff(a, b, c) + (w[j] ^ w[(j) + 4])) + (ss1 ^ turned);                                                  \
        h = (h + w[j] + gg(e, f, g)) + ss1;                                                                            \
        h = h ^ rotated(h, 9) ^ rotated(h, 17);                                                                        \
        b = rotated(b, 9);                                                                                             \
        f = rotated(f, 19);                                                                                            \
        constant = rotated(constant, 1);                                                                               \
    } while (0)

/// Four rounds, after which every letter is back in its place.
#define FOUR_ROUNDS(ff, gg, j)                                                                                         \
    do {                                                                                                               \
        ROUND(ff, gg, a, b, c, d, e, f, g, h, (j));                                                                    \
        ROUND(ff, gg, d, a, b, c, h, e, f, g, (j) + 1);                                                                \
        ROUND(ff, gg, c, d, a, b, g, h, e, f, (j) + 2);                                                                \
        ROUND(ff, gg, b, c, d, a, f, g, h, e, (j) + 3);                                                                \
    } while (0)

/// Section 5.3: one block.
static void compress(struct sm3 *sm3) {
    uint32_t w[68];
    expand(w, sm3->block);
    uint32_t a = sm3->words[0], b = sm3->words[1], c = sm3->words[2], d = sm3->words[3];
    uint32_t e = sm3->words[4], f = sm3->words[5], g = sm3->words[6], h = sm3->words[7];
    // Section 4.2, where round j takes a constant turned by j bits.
    uint32_t constant = 0x79cc4519;
    for (int j = 0; j < 16; j += 4) FOUR_ROUNDS(sum_of, sum_of, j);
    constant = rotated(0x7a879d8a, 16);
    for (int j = 16; j < 64; j += 4) FOUR_ROUNDS(majority, choice, j);
    const uint32_t mixed[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) sm3->words[i] ^= mixed[i];
    wipe(w, sizeof w);
}

void sm3_begin(struct sm3 *sm3) {
    static const uint32_t start[8] = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
                                      0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};
    memcpy(sm3->words, start, sizeof start);
    sm3->count = 0;
}

void sm3_update(struct sm3 *sm3, const uint8_t *bytes, size_t count) {
    for (size_t taken; count > 0; bytes += taken, count -= taken) {
        const size_t begun = sm3->count % 64;
        taken = count < 64 - begun ? count : 64 - begun;
        memcpy(sm3->block + begun, bytes, taken);
        sm3->count += taken;
        if (begun + taken == 64) compress(sm3);
    }
}

void sm3_finish(struct sm3 *sm3, uint8_t digest[32]) {
    static const uint8_t padding[64] = {0x80};
    const uint64_t bits = sm3->count * 8;
    sm3_update(sm3, padding, 1 + (119 - sm3->count % 64) % 64);
    uint8_t length[8];
    for (int i = 0; i < 8; i++) length[i] = (uint8_t)(bits >> (56 - 8 * i));
    sm3_update(sm3, length, sizeof length);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(sm3->words[i / 4] >> (24 - 8 * (i % 4)));
}
