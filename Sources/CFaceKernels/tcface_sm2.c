// SPDX-License-Identifier: Apache-2.0
#include "tcface_sm2.h"

#include <string.h>

#include "sm2_table.h"
#include "sm3.h"
#include "wipe.h"
#include "wipe_traces.h"

static const uint8_t base_point[64] = {
    0x32, 0xc4, 0xae, 0x2c, 0x1f, 0x19, 0x81, 0x19, 0x5f, 0x99, 0x04, 0x46, 0x6a, 0x39, 0xc9, 0x94,
    0x8f, 0xe3, 0x0b, 0xbf, 0xf2, 0x66, 0x0b, 0xe1, 0x71, 0x5a, 0x45, 0x89, 0x33, 0x4c, 0x74, 0xc7,
    0xbc, 0x37, 0x36, 0xa2, 0xf4, 0xf6, 0x77, 0x9c, 0x59, 0xbd, 0xce, 0xe3, 0x6b, 0x69, 0x21, 0x53,
    0xd0, 0xa9, 0x87, 0x7c, 0xc6, 0x2a, 0x47, 0x40, 0x02, 0xdf, 0x32, 0xe5, 0x21, 0x39, 0xf0, 0xa0,
};

/// The lowest word first.
const struct sm2_number sm2_order = {
    {0x53bbf40939d54123, 0x7203df6b21c6052b, 0xffffffffffffffff, 0xfffffffeffffffff},
};

void sm2_load(struct sm2_number *number, const uint8_t bytes[32]) {
    for (int i = 0; i < 4; i++) {
        number->words[i] = 0;
        for (int j = 0; j < 8; j++) number->words[i] = number->words[i] << 8 | bytes[24 - 8 * i + j];
    }
}

void sm2_store(uint8_t bytes[32], const struct sm2_number *number) {
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(number->words[3 - i / 8] >> (56 - 8 * (i % 8)));
}

// MARK: Tables

size_t tcface_sm2_table_size(void) { return sizeof(struct tcface_sm2_table); }

static bool is_below(const struct sm2_number *a, const struct sm2_number *b) {
    struct sm2_number ignored;
    return sm2_borrowing_difference(&ignored, a, b) != 0;
}

static bool is_on_curve(const struct sm2_affine *p) {
    struct sm2_number three, left, right;
    sm2_triple(&three, &sm2_one);
    sm2_square(&right, &p->x);
    sm2_subtract(&right, &right, &three);
    sm2_multiply(&right, &right, &p->x);
    sm2_add(&right, &right, &sm2_b);
    sm2_square(&left, &p->y);
    return memcmp(&left, &right, sizeof left) == 0;
}

bool tcface_sm2_prepare(struct tcface_sm2_table *table, const uint8_t point[64]) {
    struct sm2_affine affine;
    sm2_load(&affine.x, point);
    sm2_load(&affine.y, point + 32);
    if (!is_below(&affine.x, &sm2_p) || !is_below(&affine.y, &sm2_p)) return false;
    sm2_multiply(&affine.x, &affine.x, &sm2_into_form);
    sm2_multiply(&affine.y, &affine.y, &sm2_into_form);
    if (!is_on_curve(&affine)) return false;
    sm2_fill_table(table, &affine);
    return true;
}

void tcface_sm2_prepare_base(struct tcface_sm2_table *table) { (void)tcface_sm2_prepare(table, base_point); }

/// 0 or 1, in a frame of its own below the caller's. A bool would leave the rest of its register as it was.
__attribute__((noinline)) static uint64_t is_scalar(const uint8_t k[32]) {
    struct sm2_number number, ignored;
    sm2_load(&number, k);
    const uint64_t borrow = sm2_borrowing_difference(&ignored, &number, &sm2_order);
    const uint64_t bits = number.words[0] | number.words[1] | number.words[2] | number.words[3];
    wipe(&number, sizeof number);
    wipe(&ignored, sizeof ignored);
    // Without a branch, whatever the compiler makes of one: each is 1 unless it is 0.
    return ((borrow | (0 - borrow)) & (bits | (0 - bits))) >> 63;
}

bool tcface_sm2_is_scalar(const uint8_t k[32]) {
    const bool is_usable = is_scalar(k) != 0;
    wipe_traces(SMALL_FRAMES);
    return is_usable;
}

// MARK: Encryption

/// Section 5.4.3: XORs the key stream of a shared point over the message, and gives whether any of its bits was set.
static bool mask_message(uint8_t *output, const uint8_t shared[64], const uint8_t *message, size_t count) {
    uint8_t any = 0;
    for (size_t done = 0; done < count; done += 32) {
        const uint32_t counter = (uint32_t)(done / 32 + 1);
        const uint8_t number[4] = {(uint8_t)(counter >> 24), (uint8_t)(counter >> 16), (uint8_t)(counter >> 8),
                                   (uint8_t)counter};
        struct sm3 sm3;
        uint8_t stream[32];
        sm3_begin(&sm3);
        sm3_update(&sm3, shared, 64);
        sm3_update(&sm3, number, sizeof number);
        sm3_finish(&sm3, stream);
        for (size_t i = 0; i < 32 && done + i < count; i++) {
            any |= stream[i];
            output[done + i] = message[done + i] ^ stream[i];
        }
        wipe(&sm3, sizeof sm3);
        wipe(stream, sizeof stream);
    }
    return any != 0;
}

/// In frames of their own, below the caller's.
__attribute__((noinline)) static bool encrypt(const struct tcface_sm2_table *const tables[2], const uint8_t k[32],
                                              const uint8_t *message, size_t count, uint8_t *ciphertext) {
    uint8_t products[2][64], *const shared = products[1];
    struct sm3 sm3;
    sm2_multiply_points(products, tables, k);
    ciphertext[0] = 0x04;
    memcpy(ciphertext + 1, products[0], sizeof products[0]);
    const bool is_masked = mask_message(ciphertext + 97, shared, message, count);
    sm3_begin(&sm3);
    sm3_update(&sm3, shared, 32);
    sm3_update(&sm3, message, count);
    sm3_update(&sm3, shared + 32, 32);
    sm3_finish(&sm3, ciphertext + 65);
    wipe(&sm3, sizeof sm3);
    wipe(products, sizeof products);
    return is_masked;
}

/// The frames of all steps of an encryption, which take less than 3 KiB when optimised.
#define ENCRYPTION_FRAMES 8192

bool tcface_sm2_encrypt(const struct tcface_sm2_table *base, const struct tcface_sm2_table *recipient,
                        const uint8_t k[32], const uint8_t *message, size_t count, uint8_t *ciphertext) {
    const struct tcface_sm2_table *const tables[2] = {base, recipient};
    const bool is_masked = encrypt(tables, k, message, count, ciphertext);
    wipe_traces(ENCRYPTION_FRAMES);
    return is_masked;
}
