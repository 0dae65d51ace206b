// SPDX-License-Identifier: Apache-2.0
#include "sm3.h"

#include <string.h>

#include "wipe.h"

static uint32_t rotated(uint32_t word, unsigned count) {
    return count % 32 == 0 ? word : word << count % 32 | word >> (32 - count % 32);
}

/// Section 5.3: one block.
static void compress(struct sm3 *sm3) {
    uint32_t w[68];
    for (int j = 0; j < 16; j++) {
        const uint8_t *const bytes = sm3->block + 4 * j;
        w[j] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    }
    for (int j = 16; j < 68; j++) {
        const uint32_t x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15);
        w[j] = (x ^ rotated(x, 15) ^ rotated(x, 23)) ^ rotated(w[j - 13], 7) ^ w[j - 6];
    }
    uint32_t a = sm3->words[0], b = sm3->words[1], c = sm3->words[2], d = sm3->words[3];
    uint32_t e = sm3->words[4], f = sm3->words[5], g = sm3->words[6], h = sm3->words[7];
    for (unsigned j = 0; j < 64; j++) {
        const uint32_t constant = j < 16 ? 0x79cc4519 : 0x7a879d8a;
        const uint32_t ss1 = rotated(rotated(a, 12) + e + rotated(constant, j), 7);
        const uint32_t ss2 = ss1 ^ rotated(a, 12);
        const uint32_t ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
        const uint32_t gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
        const uint32_t tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]);
        const uint32_t tt2 = gg + h + ss1 + w[j];
        d = c, c = rotated(b, 9), b = a, a = tt1;
        h = g, g = rotated(f, 19), f = e, e = tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17);
    }
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
    for (size_t i = 0; i < count; i++) {
        sm3->block[sm3->count++ % 64] = bytes[i];
        if (sm3->count % 64 == 0) compress(sm3);
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
