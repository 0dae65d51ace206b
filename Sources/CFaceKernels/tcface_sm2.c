// SPDX-License-Identifier: Apache-2.0
#include "tcface_sm2.h"

#include <string.h>

#include "sm2_field.h"
#include "sm3.h"
#include "wipe.h"

/// The coefficient b of y^2 = x^3 - 3x + b, in the form of sm2_field.h.
static const struct sm2_number curve_b = {{0x90d230632bc0dd42, 0x71cf379ae9b537ab, 0x527981505ea51c3c, 0x240fe188ba20e2c8}};

static const uint8_t base_point[64] = {
    0x32, 0xc4, 0xae, 0x2c, 0x1f, 0x19, 0x81, 0x19, 0x5f, 0x99, 0x04, 0x46, 0x6a, 0x39, 0xc9, 0x94,
    0x8f, 0xe3, 0x0b, 0xbf, 0xf2, 0x66, 0x0b, 0xe1, 0x71, 0x5a, 0x45, 0x89, 0x33, 0x4c, 0x74, 0xc7,
    0xbc, 0x37, 0x36, 0xa2, 0xf4, 0xf6, 0x77, 0x9c, 0x59, 0xbd, 0xce, 0xe3, 0x6b, 0x69, 0x21, 0x53,
    0xd0, 0xa9, 0x87, 0x7c, 0xc6, 0x2a, 0x47, 0x40, 0x02, 0xdf, 0x32, 0xe5, 0x21, 0x39, 0xf0, 0xa0,
};

/// The number of points, n, the lowest word first.
static const struct sm2_number order = {{0x53bbf40939d54123, 0x7203df6b21c6052b, 0xffffffffffffffff, 0xfffffffeffffffff}};

struct affine {
    struct sm2_number x, y;
};

/// x = X / Z and y = Y / Z; the point at infinity has Z = 0.
struct projective {
    struct sm2_number x, y, z;
};

#define DIGITS 64
#define MULTIPLES 15

struct tcface_sm2_table {
    struct affine multiples[DIGITS][MULTIPLES];
};

size_t tcface_sm2_table_size(void) { return sizeof(struct tcface_sm2_table); }

// MARK: Numbers

static struct sm2_number load(const uint8_t bytes[32]) {
    struct sm2_number number;
    for (int i = 0; i < 4; i++) {
        number.words[i] = 0;
        for (int j = 0; j < 8; j++) number.words[i] = number.words[i] << 8 | bytes[24 - 8 * i + j];
    }
    return number;
}

static void store(uint8_t bytes[32], struct sm2_number number) {
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(number.words[3 - i / 8] >> (56 - 8 * (i % 8)));
}

static struct sm2_number from_form(struct sm2_number number) {
    return sm2_multiply(number, (struct sm2_number){{1, 0, 0, 0}});
}

/// 1 / a, and 0 for 0: the power p - 2, where p - 2 in binary is 31 ones, a zero, 128 ones, 32 zeros, 62 ones, a zero
/// and a one.
static struct sm2_number inverse(struct sm2_number a) {
    // `ones_n`: the power whose exponent is n ones in binary.
    const struct sm2_number ones_2 = sm2_multiply(sm2_square_times(a, 1), a);
    const struct sm2_number ones_4 = sm2_multiply(sm2_square_times(ones_2, 2), ones_2);
    const struct sm2_number ones_6 = sm2_multiply(sm2_square_times(ones_4, 2), ones_2);
    const struct sm2_number ones_12 = sm2_multiply(sm2_square_times(ones_6, 6), ones_6);
    const struct sm2_number ones_24 = sm2_multiply(sm2_square_times(ones_12, 12), ones_12);
    const struct sm2_number ones_30 = sm2_multiply(sm2_square_times(ones_24, 6), ones_6);
    const struct sm2_number ones_31 = sm2_multiply(sm2_square_times(ones_30, 1), a);
    const struct sm2_number ones_32 = sm2_multiply(sm2_square_times(ones_31, 1), a);
    struct sm2_number power = sm2_multiply(sm2_square_times(ones_31, 33), ones_32);
    for (int i = 0; i < 3; i++) power = sm2_multiply(sm2_square_times(power, 32), ones_32);
    power = sm2_multiply(sm2_square_times(power, 64), ones_32);
    power = sm2_multiply(sm2_square_times(power, 30), ones_30);
    return sm2_multiply(sm2_square_times(power, 2), a);
}

static bool is_equal(struct sm2_number a, struct sm2_number b) {
    uint64_t differences = 0;
    for (int i = 0; i < 4; i++) differences |= a.words[i] ^ b.words[i];
    return differences == 0;
}

// MARK: Points

/// The sum of two points, whichever they are: no case is special (J. Renes, C. Costello, L. Batina, "Complete
/// addition formulas for prime order elliptic curves", EUROCRYPT 2016, algorithm 5). The second is not the point at
/// infinity.
static struct projective add(struct projective p, struct affine q) {
    struct sm2_number t0 = sm2_multiply(p.x, q.x);
    struct sm2_number t1 = sm2_multiply(p.y, q.y);
    struct sm2_number t3 = sm2_multiply(sm2_add(q.x, q.y), sm2_add(p.x, p.y));
    t3 = sm2_subtract(t3, sm2_add(t0, t1));
    const struct sm2_number t4 = sm2_add(sm2_multiply(q.y, p.z), p.y);
    struct sm2_number y = sm2_add(sm2_multiply(q.x, p.z), p.x);
    struct sm2_number x = sm2_subtract(y, sm2_multiply(curve_b, p.z));
    x = sm2_add(sm2_add(x, x), x);
    struct sm2_number z = sm2_subtract(t1, x);
    x = sm2_add(t1, x);
    const struct sm2_number t2 = sm2_add(sm2_add(p.z, p.z), p.z);
    y = sm2_subtract(sm2_subtract(sm2_multiply(curve_b, y), t2), t0);
    y = sm2_add(sm2_add(y, y), y);
    t0 = sm2_subtract(sm2_add(sm2_add(t0, t0), t0), t2);
    t1 = sm2_multiply(t4, y);
    const struct sm2_number product = sm2_multiply(t0, y);
    y = sm2_add(sm2_multiply(x, z), product);
    x = sm2_subtract(sm2_multiply(t3, x), t1);
    z = sm2_add(sm2_multiply(t4, z), sm2_multiply(t3, t0));
    return (struct projective){x, y, z};
}

static struct affine to_affine(struct projective p) {
    const struct sm2_number scale = inverse(p.z);
    return (struct affine){sm2_multiply(p.x, scale), sm2_multiply(p.y, scale)};
}

static bool is_on_curve(struct affine p) {
    const struct sm2_number three = sm2_add(sm2_add(sm2_one, sm2_one), sm2_one);
    const struct sm2_number square = sm2_multiply(p.x, p.x);
    const struct sm2_number right = sm2_add(sm2_multiply(sm2_subtract(square, three), p.x), curve_b);
    return is_equal(sm2_multiply(p.y, p.y), right);
}

// MARK: Multiplication

bool tcface_sm2_prepare(struct tcface_sm2_table *table, const uint8_t point[64]) {
    struct sm2_number ignored;
    const struct sm2_number x = load(point), y = load(point + 32);
    if (!sm2_borrowing_difference(&ignored, x, sm2_p) || !sm2_borrowing_difference(&ignored, y, sm2_p)) return false;
    struct affine first = {sm2_multiply(x, sm2_into_form), sm2_multiply(y, sm2_into_form)};
    if (!is_on_curve(first)) return false;

    for (int digit = 0; digit < DIGITS; digit++) {
        // 1 to 16 times the point that stands for a one in this digit; the last is the same for the next digit.
        struct projective multiples[MULTIPLES + 1] = {{first.x, first.y, sm2_one}};
        for (int i = 1; i <= MULTIPLES; i++) multiples[i] = add(multiples[i - 1], first);
        // One inversion for all: from the product of all Z, the inverse of each follows going back.
        struct sm2_number products[MULTIPLES + 1] = {multiples[0].z};
        for (int i = 1; i <= MULTIPLES; i++) products[i] = sm2_multiply(products[i - 1], multiples[i].z);
        struct sm2_number scale = inverse(products[MULTIPLES]);
        for (int i = MULTIPLES; i >= 0; i--) {
            const struct sm2_number own = i > 0 ? sm2_multiply(scale, products[i - 1]) : scale;
            scale = sm2_multiply(scale, multiples[i].z);
            const struct affine multiple = {sm2_multiply(multiples[i].x, own), sm2_multiply(multiples[i].y, own)};
            if (i == MULTIPLES) first = multiple;
            if (i < MULTIPLES) table->multiples[digit][i] = multiple;
        }
    }
    return true;
}

void tcface_sm2_prepare_base(struct tcface_sm2_table *table) { (void)tcface_sm2_prepare(table, base_point); }

/// All ones when both are equal, else zero.
static uint64_t mask_equal(uint32_t a, uint32_t b) { return sm2_barrier(0 - (((uint64_t)(a ^ b) - 1) >> 63)); }

/// The multiple of one digit. All 15 are read, whichever it is; for zero the result is no point.
static struct affine look_up(const struct affine multiples[MULTIPLES], uint32_t digit) {
    struct affine found = {{{0}}, {{0}}};
    for (uint32_t i = 0; i < MULTIPLES; i++) {
        const uint64_t mask = mask_equal(i + 1, digit);
        for (int word = 0; word < 4; word++) {
            found.x.words[word] |= multiples[i].x.words[word] & mask;
            found.y.words[word] |= multiples[i].y.words[word] & mask;
        }
    }
    return found;
}

/// k times the point of the table, k from 1 to n - 1: x and y.
static void multiply(uint8_t product[64], const struct tcface_sm2_table *table, const uint8_t k[32]) {
    struct projective sum = {{{0}}, sm2_one, {{0}}};
    for (int digit = 0; digit < DIGITS; digit++) {
        const uint32_t value = k[31 - digit / 2] >> (4 * (digit % 2)) & 15;
        struct affine multiple = look_up(table->multiples[digit], value);
        struct projective with = add(sum, multiple);
        // A digit of zero adds nothing; what was computed for it is dropped.
        const uint64_t is_zero = mask_equal(value, 0);
        sum.x = sm2_select(is_zero, sum.x, with.x);
        sum.y = sm2_select(is_zero, sum.y, with.y);
        sum.z = sm2_select(is_zero, sum.z, with.z);
        wipe(&multiple, sizeof multiple);
        wipe(&with, sizeof with);
    }
    struct affine result = to_affine(sum);
    store(product, from_form(result.x));
    store(product + 32, from_form(result.y));
    wipe(&sum, sizeof sum);
    wipe(&result, sizeof result);
}

bool tcface_sm2_is_scalar(const uint8_t k[32]) {
    struct sm2_number number = load(k), ignored;
    const uint64_t is_below = sm2_borrowing_difference(&ignored, number, order);
    const uint64_t bits = number.words[0] | number.words[1] | number.words[2] | number.words[3];
    wipe(&number, sizeof number);
    wipe(&ignored, sizeof ignored);
    // Only a k that is not used shows here.
    return (is_below & 1) != 0 && bits != 0;
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

bool tcface_sm2_encrypt(const struct tcface_sm2_table *base, const struct tcface_sm2_table *recipient,
                        const uint8_t k[32], const uint8_t *message, size_t count, uint8_t *ciphertext) {
    uint8_t shared[64];
    struct sm3 sm3;
    ciphertext[0] = 0x04;
    multiply(ciphertext + 1, base, k);
    multiply(shared, recipient, k);
    const bool is_masked = mask_message(ciphertext + 97, shared, message, count);
    sm3_begin(&sm3);
    sm3_update(&sm3, shared, 32);
    sm3_update(&sm3, message, count);
    sm3_update(&sm3, shared + 32, 32);
    sm3_finish(&sm3, ciphertext + 65);
    wipe(&sm3, sizeof sm3);
    wipe(shared, sizeof shared);
    return is_masked;
}
