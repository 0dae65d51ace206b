// SPDX-License-Identifier: Apache-2.0
// AES, SHA, GF(2^8) and carry-less multiply instructions on plain bytes, from the pseudocode of Intel's instruction set
// reference. Nothing is shared with the kernels that they stand in for.
#pragma once

#include <stdint.h>
#include <string.h>

/// A 128-bit lane as the instructions number it.
struct lane {
    uint8_t bytes[16];
};

// MARK: Fields of 256 elements

static inline uint8_t field_product(uint8_t a, uint8_t b) {
    uint8_t product = 0;
    for (; b != 0; b >>= 1) {
        if (b & 1) product ^= a;
        a = (uint8_t)(a << 1 ^ (a & 0x80 ? 0x1b : 0));
    }
    return product;
}

static inline uint8_t field_inverse(uint8_t a) {
    for (int b = 1; b < 256; b++) {
        if (field_product(a, (uint8_t)b) == 1) return (uint8_t)b;
    }
    return 0;
}

/// Row `i` of the matrix is byte 7 - i, and gives bit i.
static inline uint8_t affine(uint64_t matrix, uint8_t x, uint8_t constant) {
    uint8_t result = 0;
    for (int bit = 0; bit < 8; bit++) {
        const uint8_t row = (uint8_t)(matrix >> (8 * (7 - bit)));
        result |= (uint8_t)((__builtin_popcount(row & x) & 1) << bit);
    }
    return result ^ constant;
}

static inline struct lane lane_affine(struct lane x, struct lane matrices, uint8_t constant, int inverts) {
    static uint8_t inverses[256];
    if (inverses[1] == 0) {
        for (int a = 0; a < 256; a++) inverses[a] = field_inverse((uint8_t)a);
    }
    for (int i = 0; i < 16; i++) {
        uint64_t matrix;
        memcpy(&matrix, matrices.bytes + i / 8 * 8, 8);
        x.bytes[i] = affine(matrix, inverts ? inverses[x.bytes[i]] : x.bytes[i], constant);
    }
    return x;
}

// MARK: AES

static inline const uint8_t *aes_box(int inverse) {
    static uint8_t box[256], back[256];
    if (box[0] == 0) {
        for (int a = 0; a < 256; a++) {
            const uint8_t x = field_inverse((uint8_t)a);
            uint8_t y = x;
            for (int turn = 1; turn <= 4; turn++) y ^= (uint8_t)(x << turn | x >> (8 - turn));
            box[a] = y ^ 0x63;
        }
        for (int a = 0; a < 256; a++) back[box[a]] = (uint8_t)a;
    }
    return inverse ? back : box;
}

static inline struct lane columns_mixed(struct lane x, const uint8_t first_row[4]) {
    struct lane y;
    for (int i = 0; i < 16; i++) {
        y.bytes[i] = 0;
        for (int j = 0; j < 4; j++) y.bytes[i] ^= field_product(x.bytes[i / 4 * 4 + (i + j) % 4], first_row[j]);
    }
    return y;
}

static inline struct lane lane_aesimc(struct lane x) {
    static const uint8_t inverse_row[4] = {14, 11, 13, 9};
    return columns_mixed(x, inverse_row);
}

static inline struct lane lane_aes(struct lane x, struct lane key, int decrypts, int is_last) {
    static const uint8_t row[4] = {2, 3, 1, 1};
    const uint8_t *const box = aes_box(decrypts);
    struct lane y;
    for (int i = 0; i < 16; i++) y.bytes[i] = box[x.bytes[(i + (decrypts ? 12 : 4) * (i % 4)) % 16]];
    if (!is_last) y = decrypts ? lane_aesimc(y) : columns_mixed(y, row);
    for (int i = 0; i < 16; i++) y.bytes[i] ^= key.bytes[i];
    return y;
}

static inline struct lane lane_aeskeygenassist(struct lane x, uint8_t constant) {
    const uint8_t *const box = aes_box(0);
    struct lane y;
    for (int half = 0; half < 2; half++) {
        for (int i = 0; i < 4; i++) {
            y.bytes[8 * half + i] = box[x.bytes[8 * half + 4 + i]];
            y.bytes[8 * half + 4 + i] = box[x.bytes[8 * half + 4 + (i + 1) % 4]] ^ (i == 0 ? constant : 0);
        }
    }
    return y;
}

// MARK: SHA-256

static inline uint32_t turned(uint32_t x, int count) { return x >> count | x << (32 - count); }

static inline struct lane lane_sha256msg1(struct lane a, struct lane b) {
    uint32_t w[8];
    memcpy(w, a.bytes, 16);
    memcpy(w + 4, b.bytes, 16);
    for (int i = 0; i < 4; i++) w[i] += turned(w[i + 1], 7) ^ turned(w[i + 1], 18) ^ w[i + 1] >> 3;
    memcpy(a.bytes, w, 16);
    return a;
}

static inline struct lane lane_sha256msg2(struct lane a, struct lane b) {
    uint32_t x[4], w[6];
    memcpy(x, a.bytes, 16);
    memcpy(w, b.bytes + 8, 8);
    for (int i = 0; i < 4; i++) w[i + 2] = x[i] + (turned(w[i], 17) ^ turned(w[i], 19) ^ w[i] >> 10);
    memcpy(a.bytes, w + 2, 16);
    return a;
}

/// `x` holds C D G H, `y` A B E F, the first letter highest; `sums` two words with their constants.
static inline struct lane lane_sha256rnds2(struct lane x, struct lane y, struct lane sums) {
    uint32_t cdgh[4], abef[4], wk[4];
    memcpy(cdgh, x.bytes, 16);
    memcpy(abef, y.bytes, 16);
    memcpy(wk, sums.bytes, 16);
    uint32_t a = abef[3], b = abef[2], c = cdgh[3], d = cdgh[2], e = abef[1], f = abef[0], g = cdgh[1], h = cdgh[0];
    for (int i = 0; i < 2; i++) {
        const uint32_t common = h + wk[i] + ((e & f) ^ (~e & g)) + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25));
        const uint32_t rest = ((a & b) ^ (a & c) ^ (b & c)) + (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22));
        h = g, g = f, f = e, e = d + common, d = c, c = b, b = a, a = common + rest;
    }
    const uint32_t result[4] = {f, e, b, a};
    memcpy(x.bytes, result, 16);
    return x;
}

// MARK: Carry-less multiplication

static inline struct lane lane_clmul(struct lane a, struct lane b, int halves) {
    uint64_t x, y, low = 0, high = 0;
    memcpy(&x, a.bytes + (halves & 0x01 ? 8 : 0), 8);
    memcpy(&y, b.bytes + (halves & 0x10 ? 8 : 0), 8);
    for (int bit = 0; bit < 64; bit++) {
        if (!(y >> bit & 1)) continue;
        low ^= x << bit;
        if (bit > 0) high ^= x >> (64 - bit);
    }
    memcpy(a.bytes, &low, 8);
    memcpy(a.bytes + 8, &high, 8);
    return a;
}
