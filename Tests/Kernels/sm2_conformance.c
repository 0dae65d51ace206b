// SPDX-License-Identifier: Apache-2.0
// SM2 against the schoolbook: numbers are multiplied bit by bit and divided by subtraction, points are doubled and
// added case by case. And against the example of GB/T 32918.5-2017.
#include "../../Sources/CFaceKernels/sm2_table.h"
#include "../../Sources/CFaceKernels/sm3.h"
#include "conformance.h"

// MARK: The schoolbook

static bool is_zero(struct sm2_number a) { return (a.words[0] | a.words[1] | a.words[2] | a.words[3]) == 0; }

static bool is_equal(struct sm2_number a, struct sm2_number b) { return memcmp(&a, &b, sizeof a) == 0; }

static bool is_less(struct sm2_number a, struct sm2_number b) {
    for (int i = 3; i >= 0; i--) {
        if (a.words[i] != b.words[i]) return a.words[i] < b.words[i];
    }
    return false;
}

/// a - b modulo 2^256.
static struct sm2_number slow_minus(struct sm2_number a, struct sm2_number b) {
    unsigned borrow = 0;
    for (int i = 0; i < 4; i++) {
        const sm2_wide difference = (sm2_wide)a.words[i] - b.words[i] - borrow;
        a.words[i] = (uint64_t)difference;
        borrow = difference >> 64 != 0;
    }
    return a;
}

/// a - b of two numbers below p.
static struct sm2_number slow_subtract(struct sm2_number a, struct sm2_number b) {
    return is_less(a, b) ? slow_minus(sm2_p, slow_minus(b, a)) : slow_minus(a, b);
}

/// a + b of two numbers below p.
static struct sm2_number slow_add(struct sm2_number a, struct sm2_number b) {
    sm2_wide sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += (sm2_wide)a.words[i] + b.words[i];
        a.words[i] = (uint64_t)sum;
        sum >>= 64;
    }
    return sum != 0 || !is_less(a, sm2_p) ? slow_minus(a, sm2_p) : a;
}

static bool bit(struct sm2_number a, int index) { return a.words[index / 64] >> index % 64 & 1; }

static struct sm2_number slow_multiply(struct sm2_number a, struct sm2_number b) {
    struct sm2_number product = {{0}};
    for (int i = 255; i >= 0; i--) {
        product = slow_add(product, product);
        if (bit(b, i)) product = slow_add(product, a);
    }
    return product;
}

/// The power p - 2.
static struct sm2_number slow_invert(struct sm2_number a) {
    struct sm2_number power = {{1}}, exponent = sm2_p;
    exponent.words[0] -= 2;
    for (int i = 255; i >= 0; i--) {
        power = slow_multiply(power, power);
        if (bit(exponent, i)) power = slow_multiply(power, a);
    }
    return power;
}

static struct sm2_number slow_times(unsigned count, struct sm2_number a) {
    struct sm2_number sum = {{0}};
    while (count-- > 0) sum = slow_add(sum, a);
    return sum;
}

/// x = X / Z^2 and y = Y / Z^3, none of them in Montgomery's form; Z = 0 at infinity.
struct slow_point {
    struct sm2_number x, y, z;
};

static struct slow_point slow_double(struct slow_point p) {
    const struct sm2_number square = slow_multiply(p.y, p.y), z_square = slow_multiply(p.z, p.z);
    const struct sm2_number s = slow_times(4, slow_multiply(p.x, square));
    const struct sm2_number slope = slow_subtract(slow_times(3, slow_multiply(p.x, p.x)),
                                                  slow_times(3, slow_multiply(z_square, z_square)));
    struct slow_point twice;
    twice.x = slow_subtract(slow_multiply(slope, slope), slow_times(2, s));
    twice.y = slow_subtract(slow_multiply(slope, slow_subtract(s, twice.x)),
                            slow_times(8, slow_multiply(square, square)));
    twice.z = slow_times(2, slow_multiply(p.y, p.z));
    return twice;
}

static struct slow_point slow_sum(struct slow_point p, struct slow_point q) {
    if (is_zero(p.z)) return q;
    if (is_zero(q.z)) return p;
    const struct sm2_number p_square = slow_multiply(p.z, p.z), q_square = slow_multiply(q.z, q.z);
    const struct sm2_number u = slow_multiply(p.x, q_square), s = slow_multiply(p.y, slow_multiply(q_square, q.z));
    const struct sm2_number h = slow_subtract(slow_multiply(q.x, p_square), u);
    const struct sm2_number r = slow_subtract(slow_multiply(q.y, slow_multiply(p_square, p.z)), s);
    if (is_zero(h) && is_zero(r)) return slow_double(p);
    const struct sm2_number h_square = slow_multiply(h, h), h_cube = slow_multiply(h_square, h);
    const struct sm2_number middle = slow_multiply(u, h_square);
    struct slow_point sum;
    sum.x = slow_subtract(slow_subtract(slow_multiply(r, r), h_cube), slow_times(2, middle));
    sum.y = slow_subtract(slow_multiply(r, slow_subtract(middle, sum.x)), slow_multiply(s, h_cube));
    sum.z = slow_multiply(h, slow_multiply(p.z, q.z));
    return sum;
}

/// A point times each power of two.
struct doubles {
    struct slow_point points[256];
};

static void prepare_doubles(struct doubles *doubles, const uint8_t point[64]) {
    struct slow_point *const points = doubles->points;
    sm2_load(&points[0].x, point);
    sm2_load(&points[0].y, point + 32);
    points[0].z = (struct sm2_number){{1}};
    for (int i = 1; i < 256; i++) points[i] = slow_double(points[i - 1]);
}

static void slow_product(uint8_t product[64], const struct doubles *doubles, struct sm2_number k) {
    struct slow_point sum = {{{0}}, {{0}}, {{0}}};
    for (int i = 0; i < 256; i++) {
        if (bit(k, i)) sum = slow_sum(sum, doubles->points[i]);
    }
    const struct sm2_number scale = slow_invert(sum.z), square = slow_multiply(scale, scale);
    const struct sm2_number x = slow_multiply(sum.x, square);
    const struct sm2_number y = slow_multiply(sum.y, slow_multiply(square, scale));
    sm2_store(product, &x);
    sm2_store(product + 32, &y);
}

// MARK: Numbers

/// A number below a modulus, whose words are often all zeros, all ones or those of the modulus.
static struct sm2_number any_number(struct byte_stream *stream, struct sm2_number modulus) {
    struct sm2_number number;
    do {
        for (int i = 0; i < 4; i++) {
            const uint64_t kind = next_word(stream) % 8;
            number.words[i] = kind == 0 ? 0 : kind == 1 ? UINT64_MAX : kind == 2 ? modulus.words[i] : next_word(stream);
        }
    } while (!is_less(number, modulus));
    return number;
}

static void check_pair(struct sm2_number a, struct sm2_number b) {
    static const struct sm2_number two_to_256 = {
        {0x0000000000000001, 0x00000000ffffffff, 0x0000000000000000, 0x0000000100000000},
    };
    struct sm2_number result;
    sm2_add(&result, &a, &b);
    if (!is_equal(result, slow_add(a, b))) FAIL("sum");
    sm2_subtract(&result, &a, &b);
    if (!is_equal(result, slow_subtract(a, b))) FAIL("difference");
    // Below p there is one number only that becomes the product when it is multiplied by 2^256.
    sm2_multiply(&result, &a, &b);
    if (!is_less(result, sm2_p)) FAIL("product is not below p");
    if (!is_equal(slow_multiply(result, two_to_256), slow_multiply(a, b))) FAIL("product");
}

static void check_number(struct sm2_number a) {
    struct sm2_number square, product, inverse;
    sm2_square(&square, &a);
    sm2_multiply(&product, &a, &a);
    if (!is_equal(square, product)) FAIL("square");
    sm2_invert(&inverse, &a);
    sm2_multiply(&product, &inverse, &a);
    if (!is_equal(product, is_zero(a) ? a : sm2_one)) FAIL("inverse");
}

static size_t check_numbers(void) {
    static const struct sm2_number edges[] = {
        {{0}},
        {{1}},
        {{2}},
        {{UINT64_MAX}},
        {{0, 1}},
        {{0, UINT64_MAX}},
        {{0, 0, UINT64_MAX}},
        {{UINT64_MAX, UINT64_MAX, UINT64_MAX}},
        {{UINT64_MAX, UINT64_MAX, UINT64_MAX, 0xfffffffefffffffe}},
        {{0, 0, 0, 0xfffffffeffffffff}},
        {{UINT64_MAX, 0xfffffffeffffffff, UINT64_MAX, 0xfffffffeffffffff}},
        {{0, 0xffffffff00000000, UINT64_MAX, 0xfffffffeffffffff}},
        {{UINT64_MAX - 1, 0xffffffff00000000, UINT64_MAX, 0xfffffffeffffffff}}, // p - 1
        {{UINT64_MAX - 2, 0xffffffff00000000, UINT64_MAX, 0xfffffffeffffffff}},
        {{0x0000000000000001, 0x00000000ffffffff, 0x0000000000000000, 0x0000000100000000}},
        {{0x0000000200000003, 0x00000002ffffffff, 0x0000000100000001, 0x0000000400000002}},
    };
    const size_t count = sizeof edges / sizeof edges[0];
    struct byte_stream stream = {21};
    for (size_t i = 0; i < count; i++) {
        check_number(edges[i]);
        for (size_t j = 0; j < count; j++) check_pair(edges[i], edges[j]);
    }
    for (int i = 0; i < 3000; i++) {
        const struct sm2_number a = any_number(&stream, sm2_p), b = any_number(&stream, sm2_p);
        if (i % 10 == 0) check_number(a);
        check_pair(a, b);
    }
    return count + count * count + 3300;
}

// MARK: Encryption

struct key {
    struct tcface_sm2_table *table;
    struct doubles doubles;
};

static void prepare_key(struct key *key, const uint8_t point[64]) {
    key->table = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    if (!tcface_sm2_prepare(key->table, point)) FAIL("a point is off the curve");
    prepare_doubles(&key->doubles, point);
}

/// The key stream of a shared point over a message, and the digest of both.
static void slow_seal(uint8_t *sealed, const uint8_t shared[64], const uint8_t *message, size_t count) {
    struct sm3 sm3;
    uint8_t stream[32];
    for (size_t i = 0; i < count; i++) {
        const uint8_t number[4] = {0, 0, 0, (uint8_t)(i / 32 + 1)};
        sm3_begin(&sm3);
        sm3_update(&sm3, shared, 64);
        sm3_update(&sm3, number, sizeof number);
        sm3_finish(&sm3, stream);
        sealed[32 + i] = message[i] ^ stream[i % 32];
    }
    sm3_begin(&sm3);
    sm3_update(&sm3, shared, 32);
    sm3_update(&sm3, message, count);
    sm3_update(&sm3, shared + 32, 32);
    sm3_finish(&sm3, sealed);
}

/// Encrypts under k, of which `product` and `shared` are the products.
static void check_scalar(const struct key *base, const struct key *recipient, struct sm2_number k,
                         const uint8_t product[64], const uint8_t shared[64]) {
    uint8_t bytes[32], message[40], wanted[97 + sizeof message] = {4};
    sm2_store(bytes, &k);
    if (!tcface_sm2_is_scalar(bytes)) FAIL("k is from 1 to n - 1");
    memset(message, bytes[31], sizeof message);
    memcpy(wanted + 1, product, 64);
    slow_seal(wanted + 65, shared, message, sizeof message);

    uint8_t *const scalar = guarded(sizeof bytes), *const ciphertext = guarded(sizeof wanted);
    memcpy(scalar, bytes, sizeof bytes);
    if (!tcface_sm2_encrypt(base->table, recipient->table, scalar, message, sizeof message, ciphertext)) FAIL("k");
    if (memcmp(ciphertext, wanted, sizeof wanted) != 0) {
        FAIL("k = %016llx %016llx %016llx %016llx", (unsigned long long)k.words[3], (unsigned long long)k.words[2],
             (unsigned long long)k.words[1], (unsigned long long)k.words[0]);
    }
    release_guarded(scalar, sizeof bytes);
    release_guarded(ciphertext, sizeof wanted);
}

static void negate(uint8_t point[64]) {
    struct sm2_number y;
    sm2_load(&y, point + 32);
    y = slow_minus(sm2_p, y);
    sm2_store(point + 32, &y);
}

/// A k and n - k, whose products are the negatives: what is even becomes odd and the other way round.
static size_t check_both(const struct key *base, const struct key *recipient, struct sm2_number k) {
    uint8_t product[64], shared[64];
    slow_product(product, &base->doubles, k);
    slow_product(shared, &recipient->doubles, k);
    check_scalar(base, recipient, k, product, shared);
    negate(product);
    negate(shared);
    check_scalar(base, recipient, slow_minus(sm2_order, k), product, shared);
    return 2;
}

static size_t check_scalars(const struct key *base, const struct key *recipient) {
    struct byte_stream stream = {22};
    size_t passed = 0;
    for (uint64_t small = 1; small <= 130; small += small < 8 ? 1 : 3) {
        passed += check_both(base, recipient, (struct sm2_number){{small}});
    }
    for (int power = 5; power < 256; power += power % 6 == 5 ? 1 : 5) {
        struct sm2_number k = {{0}};
        k.words[power / 64] = (uint64_t)1 << power % 64;
        passed += check_both(base, recipient, k);
    }
    // 30 2^252 - n: the highest digit and the sum of all others are the same point.
    const struct sm2_number digit = {{0, 0, 0, 0xf000000000000000}};
    passed += check_both(base, recipient, slow_minus(digit, slow_minus(sm2_order, digit)));
    for (int i = 0; i < 40; i++) passed += check_both(base, recipient, any_number(&stream, sm2_order));
    return passed;
}

static void from_hexadecimal(uint8_t *bytes, const char *text) {
    for (unsigned value; sscanf(text, "%2x", &value) == 1; text += 2) *bytes++ = (uint8_t)value;
}

static const char example_key[] = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                                  "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

/// GB/T 32918.5-2017 annex C.
static void check_published(const struct key *base, const struct key *recipient) {
    static const char message[] = "encryption standard";
    uint8_t k[32], wanted[97 + 19], ciphertext[97 + 19];
    from_hexadecimal(k, "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21");
    from_hexadecimal(wanted, "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
                             "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
                             "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
                             "21886ca989ca9c7d58087307ca93092d651efa");
    if (!tcface_sm2_encrypt(base->table, recipient->table, k, (const uint8_t *)message, 19, ciphertext)) FAIL("k");
    if (memcmp(ciphertext, wanted, sizeof wanted) != 0) FAIL("the example of GB/T 32918.5");
}

static void check_refusals(const uint8_t point[64]) {
    struct tcface_sm2_table *const table = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    uint8_t k[32] = {0}, wrong[64];
    if (tcface_sm2_is_scalar(k)) FAIL("0 is no k");
    sm2_store(k, &sm2_order);
    if (tcface_sm2_is_scalar(k)) FAIL("n is no k");
    memset(k, 0xff, sizeof k);
    if (tcface_sm2_is_scalar(k)) FAIL("2^256 - 1 is no k");
    for (int i = 0; i < 64; i++) {
        memcpy(wrong, point, sizeof wrong);
        wrong[i] ^= 4;
        if (tcface_sm2_prepare(table, wrong)) FAIL("a point off the curve");
    }
    memset(wrong, 0, sizeof wrong);
    if (tcface_sm2_prepare(table, wrong)) FAIL("no point");
    // The same x plus p would be the same point.
    memset(wrong, 0xff, sizeof wrong);
    if (tcface_sm2_prepare(table, wrong)) FAIL("coordinates above p");
    free(table);
}

int main(void) {
    static struct key base, recipient;
    uint8_t one[32] = {[31] = 1}, point[64], ciphertext[98];
    printf("  sm2 field   passed: %zu numbers and pairs\n", check_numbers());

    // The base point is what one times it is.
    base.table = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    tcface_sm2_prepare_base(base.table);
    (void)tcface_sm2_encrypt(base.table, base.table, one, one, 1, ciphertext);
    free(base.table);
    prepare_key(&base, ciphertext + 1);
    from_hexadecimal(point, example_key);
    prepare_key(&recipient, point);
    check_published(&base, &recipient);
    check_refusals(point);
    printf("  sm2 scalar  passed: %zu messages\n", check_scalars(&base, &recipient));
    free(base.table);
    free(recipient.table);
    return 0;
}
