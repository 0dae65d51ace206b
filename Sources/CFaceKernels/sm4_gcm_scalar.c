// SPDX-License-Identifier: Apache-2.0
// The reference: GB/T 32907-2016 and SP 800-38D as they are written, without tables and without haste.
#include <string.h>

#include "gf256.h"
#include "sm4_gcm.h"
#include "sm4_key.h"

// MARK: SM4

/// The sum of the rotations by 0, 1, 3, 6 and 7 bits, and d3.
static uint64_t affine(uint64_t bytes) {
    return bytes ^ rotate_each(bytes, 1) ^ rotate_each(bytes, 3) ^ rotate_each(bytes, 6) ^ rotate_each(bytes, 7) ^
           in_each_byte(0xd3);
}

/// The S-box on four bytes: an inversion modulo x^8+x^7+x^6+x^5+x^4+x^2+1 between two equal affine maps.
static uint32_t substitute(uint32_t word) { return (uint32_t)affine(invert_each(affine(word), 0xf5)); }

static void encrypt_block(const uint32_t round_keys[32], uint8_t output[16], const uint8_t input[16]) {
    uint32_t x[4];
    for (int i = 0; i < 4; i++) x[i] = sm4_load(input + 4 * i);
    for (int round = 0; round < 32; round++) {
        const uint32_t sum = x[(round + 1) % 4] ^ x[(round + 2) % 4] ^ x[(round + 3) % 4] ^ round_keys[round];
        const uint32_t t = substitute(sum);
        x[round % 4] ^= t ^ sm4_rotated(t, 2) ^ sm4_rotated(t, 10) ^ sm4_rotated(t, 18) ^ sm4_rotated(t, 24);
    }
    for (int i = 0; i < 16; i++) output[i] = (uint8_t)(x[3 - i / 4] >> (24 - 8 * (i % 4)));
    wipe(x, sizeof x);
}

static void expand_key(uint32_t round_keys[32], const uint8_t key[16]) { sm4_expand_key(round_keys, key, substitute); }

static void counter_mode(struct sm4_gcm *gcm, uint8_t *output, const uint8_t *input, size_t blocks) {
    for (; blocks > 0; blocks--, input += 16, output += 16) {
        uint8_t keystream[16];
        encrypt_block(gcm->round_keys, keystream, gcm->counter);
        for (int i = 0; i < 16; i++) output[i] = input[i] ^ keystream[i];
        // SP 800-38D section 6.2: the last 32 bits count, modulo 2^32.
        const uint32_t next = sm4_load(gcm->counter + 12) + 1;
        for (int i = 0; i < 4; i++) gcm->counter[12 + i] = (uint8_t)(next >> (24 - 8 * i));
        wipe(keystream, sizeof keystream);
    }
}

// MARK: GHASH

static void set_hash_key(struct sm4_gcm *gcm, const uint8_t hash_key[16]) { memcpy(gcm->powers[0], hash_key, 16); }

/// SP 800-38D section 6.3: the first bit of a block is the coefficient of x^0, and x^128 = x^7 + x^2 + x + 1.
static void multiply(uint8_t product[16], const uint8_t factor[16]) {
    uint64_t high = 0, low = 0, z_high = 0, z_low = 0;
    for (int i = 0; i < 8; i++) {
        high = high << 8 | factor[i];
        low = low << 8 | factor[8 + i];
    }
    for (int bit = 0; bit < 128; bit++) {
        const uint64_t chosen = 0 - (uint64_t)(product[bit / 8] >> (7 - bit % 8) & 1);
        z_high ^= high & chosen;
        z_low ^= low & chosen;
        const uint64_t carry = 0 - (low & 1);
        low = low >> 1 | high << 63;
        high = high >> 1 ^ (carry & 0xe100000000000000);
    }
    for (int i = 0; i < 8; i++) {
        product[i] = (uint8_t)(z_high >> (56 - 8 * i));
        product[8 + i] = (uint8_t)(z_low >> (56 - 8 * i));
    }
}

static void hash(struct sm4_gcm *gcm, const uint8_t *input, size_t blocks) {
    for (; blocks > 0; blocks--, input += 16) {
        for (int i = 0; i < 16; i++) gcm->hash[i] ^= input[i];
        multiply(gcm->hash, gcm->powers[0]);
    }
}

const struct sm4_gcm_kernel sm4_gcm_scalar = {
    .name = "scalar",
    .frames = 512,
    .expand_key = expand_key,
    .set_hash_key = set_hash_key,
    .counter_mode = counter_mode,
    .hash = hash,
};
