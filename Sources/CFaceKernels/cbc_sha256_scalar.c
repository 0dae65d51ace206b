// SPDX-License-Identifier: Apache-2.0
// The reference: FIPS 197 and FIPS 180-4 as they are written, without tables and without haste.
#include <string.h>

#include "cbc_sha256_kernels.h"
#include "gf256.h"
#include "sha256_constants.h"
#include "wipe.h"

// MARK: AES-256

/// x^8 + x^4 + x^3 + x + 1 (FIPS 197 section 4.2), without its x^8.
#define AES_FIELD 0x1b

/// SubBytes on eight bytes.
static uint64_t substitute(uint64_t bytes) {
    const uint64_t inverse = invert_each(bytes, AES_FIELD);
    uint64_t sum = inverse ^ in_each_byte(0x63);
    for (unsigned count = 1; count <= 4; count++) sum ^= rotate_each(inverse, count);
    return sum;
}

static void substitute_bytes(uint8_t bytes[16]) {
    for (int half = 0; half < 16; half += 8) {
        uint64_t word;
        memcpy(&word, bytes + half, 8);
        word = substitute(word);
        memcpy(bytes + half, &word, 8);
    }
}

static void add_round_key(uint8_t block[16], const uint8_t key[16]) {
    for (int i = 0; i < 16; i++) block[i] ^= key[i];
}

static uint8_t doubled(uint8_t a) { return (uint8_t)(a << 1 ^ (a >> 7) * AES_FIELD); }

/// ShiftRows: row `r` of the column-wise block moves left by `r` columns.
static void shift_rows(uint8_t block[16]) {
    uint8_t moved[16];
    for (int i = 0; i < 16; i++) moved[i] = block[(i + 4 * (i % 4)) % 16];
    memcpy(block, moved, 16);
}

static void mix_columns(uint8_t block[16]) {
    for (uint8_t *column = block; column < block + 16; column += 4) {
        const uint8_t all = column[0] ^ column[1] ^ column[2] ^ column[3];
        const uint8_t first = column[0];
        for (int row = 0; row < 4; row++) {
            const uint8_t next = row < 3 ? column[row + 1] : first;
            column[row] ^= all ^ doubled(column[row] ^ next);
        }
    }
}

static void encrypt_block(const uint8_t round_keys[15][16], uint8_t block[16]) {
    add_round_key(block, round_keys[0]);
    for (int round = 1; round <= 14; round++) {
        substitute_bytes(block);
        shift_rows(block);
        if (round < 14) mix_columns(block);
        add_round_key(block, round_keys[round]);
    }
}

static void decrypt_block(const uint8_t round_keys[15][16], uint8_t block[16]) {
    for (int round = 14; round >= 1; round--) {
        add_round_key(block, round_keys[round]);
        // MixColumns four times is the identity, so that three times undo it; so do three times ShiftRows.
        for (int times = 0; round < 14 && times < 3; times++) mix_columns(block);
        for (int times = 0; times < 3; times++) shift_rows(block);
        for (int half = 0; half < 16; half += 8) {
            uint64_t word;
            memcpy(&word, block + half, 8);
            // The inverse of the affine map (FIPS 197 section 5.3.2).
            word = rotate_each(word, 1) ^ rotate_each(word, 3) ^ rotate_each(word, 6) ^ in_each_byte(0x05);
            word = invert_each(word, AES_FIELD);
            memcpy(block + half, &word, 8);
        }
    }
    add_round_key(block, round_keys[0]);
}

static void expand_key(struct tcface_aes256_cbc *cbc, const uint8_t key[32]) {
    uint8_t *words = cbc->round_keys[0];
    uint8_t constant = 1;
    memcpy(words, key, 32);
    for (int word = 8; word < 60; word++) {
        uint8_t mixed[16] = {0};
        memcpy(mixed, words + 4 * (word - 1), 4);
        if (word % 8 == 0) {
            const uint8_t first = mixed[0];
            memmove(mixed, mixed + 1, 3);
            mixed[3] = first;
        }
        if (word % 4 == 0) substitute_bytes(mixed);
        if (word % 8 == 0) {
            mixed[0] ^= constant;
            constant = doubled(constant);
        }
        for (int i = 0; i < 4; i++) words[4 * word + i] = words[4 * (word - 8) + i] ^ mixed[i];
        wipe(mixed, sizeof mixed);
    }
}

static void encrypt(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks,
                    struct tcface_ahead ahead) {
    (void)ahead;
    for (; blocks > 0; blocks--, input += 16, output += 16) {
        add_round_key(cbc->chain, input);
        encrypt_block(cbc->round_keys, cbc->chain);
        memcpy(output, cbc->chain, 16);
    }
}

static void decrypt(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks) {
    for (; blocks > 0; blocks--, input += 16, output += 16) {
        memcpy(output, input, 16);
        decrypt_block(cbc->round_keys, output);
        add_round_key(output, cbc->chain);
        memcpy(cbc->chain, input, 16);
    }
}

// MARK: SHA-256

static uint32_t rotated(uint32_t word, int count) { return word >> count | word << (32 - count); }

static void hash_block(uint32_t state[8], const uint8_t *text) {
    uint32_t w[64];
    for (int t = 0; t < 16; t++) {
        const uint8_t *bytes = text + 4 * t;
        w[t] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    }
    for (int t = 16; t < 64; t++) {
        const uint32_t sigma0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ w[t - 15] >> 3;
        const uint32_t sigma1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int t = 0; t < 64; t++) {
        const uint32_t sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
        const uint32_t t1 = h + sum1 + ((e & f) ^ (~e & g)) + sha256_constants[t] + w[t];
        const uint32_t sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
        const uint32_t t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    const uint32_t added[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) state[i] += added[i];
}

static void hash(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    (void)ahead;
    for (; blocks > 0; blocks--, text += 64) hash_block(sha->words, text);
}

static void encrypt_and_hash(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                             struct tcface_sha256 *sha, const uint8_t *text, size_t steps, struct tcface_ahead ahead) {
    encrypt(cbc, output, input, 3 * steps, ahead);
    hash(sha, text, steps, ahead);
}

const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_scalar = {
    .name = "scalar",
    .frames = 640,
    .expand_key = expand_key,
    .encrypt = encrypt,
    .decrypt = decrypt,
    .hash = hash,
    .encrypt_and_hash = encrypt_and_hash,
};
