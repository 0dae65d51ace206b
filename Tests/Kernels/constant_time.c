// SPDX-License-Identifier: Apache-2.0
// Runs what handles secrets with memory that valgrind is told is undefined: it then reports every branch and every
// address that depends on a secret, in the machine code as this compiler made it.
//
// Usage: valgrind --error-exitcode=1 constant_time
#include <valgrind/memcheck.h>

#include "conformance.h"
#include "tcface_base64.h"
#include "tcface_cipher.h"
#include "tcface_constant_time.h"
#include "tcface_sealing.h"
#include "tcface_sm2.h"

/// From here on a branch on these bytes is reported.
static void conceal(void *bytes, size_t count) { (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes, count); }

/// What leaves a function as its result is no secret any more.
static void reveal(void *bytes, size_t count) { (void)VALGRIND_MAKE_MEM_DEFINED(bytes, count); }

static void check_equal(void) {
    uint8_t a[48], b[48];
    for (int differs = 0; differs < 2; differs++) {
        memset(a, 7, sizeof a);
        memset(b, 7, sizeof b);
        if (differs) b[11] ^= 0x80;
        conceal(a, sizeof a);
        conceal(b, sizeof b);
        int equal = tcface_equal(a, b, sizeof a);
        reveal(&equal, sizeof equal);
        if (equal == differs) FAIL("equality is wrong");
    }
}

static void check_pkcs7(void) {
    for (int length = 0; length < 256; length++) {
        uint8_t block[16];
        memset(block, length, sizeof block);
        conceal(block, sizeof block);
        size_t found = tcface_pkcs7_unpad(block);
        reveal(&found, sizeof found);
        if (found != (length <= 16 ? (size_t)length : 0)) FAIL("padding of %d", length);
    }
}

static void check_pkcs1(void) {
    for (size_t end = 2; end < 256; end++) {
        uint8_t block[256], message[32];
        memset(block, 9, sizeof block);
        memset(message, 1, sizeof message);
        block[0] = 0;
        block[1] = 2;
        block[end] = 0;
        conceal(block, sizeof block);
        size_t start = tcface_pkcs1_unpad(block, sizeof block);
        reveal(&start, sizeof start);
        if (start != (end >= 10 ? end + 1 : 0)) FAIL("message behind %zu", end);
        tcface_pkcs1_unpad_exact(message, sizeof message, block, sizeof block);
        reveal(message, sizeof message);
        if (message[31] != (end == 256 - 33 ? 9 : 1)) FAIL("message of 32 bytes behind %zu", end);
    }
}

/// Encoding looks at no value; decoding asks one thing only, whether a byte is foreign, so it is not run here.
static void check_base64(void) {
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        if (!tcface_kernel_available(kernel)) continue;
        for (size_t count = 0; count < 200; count++) {
            uint8_t bytes[200], text[272];
            memset(bytes, 0, sizeof bytes);
            conceal(bytes, sizeof bytes);
            const size_t written = tcface_base64_encode_with(kernel, text, bytes, count);
            reveal(text, sizeof text);
            if (written != (count + 2) / 3 * 4 || (count > 0 && text[0] != 'A')) FAIL("encode %zu bytes", count);
        }
    }
}

/// Key schedule, encryption and decryption: key and text are secret, the IV and what comes out are not.
static void check_ciphers(void) {
    static const enum tcface_algorithm algorithms[] = {TCFACE_AES_256_CBC, TCFACE_SM4_GCM};
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        for (int i = 0; i < 4; i++) {
            const enum tcface_algorithm algorithm = algorithms[i / 2];
            if (kernel != TCFACE_KERNEL_SCALAR && !tcface_cipher_available(kernel, algorithm)) continue;
            uint8_t key[32], iv[16] = {1}, text[1600], output[1600], tag[16];
            memset(key, 3, sizeof key);
            memset(text, 5, sizeof text);
            conceal(key, sizeof key);
            conceal(text, sizeof text);
            struct tcface_cipher *const cipher = aligned_alloc(TCFACE_CIPHER_ALIGNMENT, tcface_cipher_size());
            tcface_cipher_begin(cipher, kernel, algorithm, i % 2, key, iv);
            tcface_cipher_process(cipher, output, text, sizeof text);
            if (algorithm == TCFACE_SM4_GCM) tcface_cipher_tag(cipher, tag);
            free(cipher);
        }
    }
}

/// Whole bodies without their hash: key and media are secret.
static void check_sealing(void) {
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        if (kernel != TCFACE_KERNEL_SCALAR && !tcface_sealing_available(kernel, TCFACE_AES_256_CBC, false)) continue;
        uint8_t key[32], iv[16] = {1}, media[800], text[2000], tag[16];
        memset(key, 3, sizeof key);
        memset(media, 5, sizeof media);
        conceal(key, sizeof key);
        conceal(media, sizeof media);
        struct tcface_sealing *const sealing = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
        tcface_sealing_begin(sealing, kernel, TCFACE_AES_256_CBC, true, key, iv);
        tcface_sealing_leave_hash(sealing);
        size_t written = tcface_sealing_update(sealing, text, media, sizeof media);
        tcface_sealing_end_content(sealing);
        written += tcface_sealing_end_ciphertext(sealing, text + written, tag);
        if (written != 1432) FAIL("%zu bytes of text", written);
        free(sealing);
    }
}

/// Both multiplications, the key stream and the digest: k and the message are secret.
static void check_sm2(void) {
    uint8_t k[32], message[16], ciphertext[97 + sizeof message], base_point[65];
    struct tcface_sm2_table *const base = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    struct tcface_sm2_table *const recipient = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    tcface_sm2_prepare_base(base);
    memset(k, 0x50, sizeof k);
    memset(message, 6, sizeof message);
    tcface_sm2_encrypt(base, base, k, message, sizeof message, ciphertext);
    memcpy(base_point, ciphertext, sizeof base_point);
    if (!tcface_sm2_prepare(recipient, base_point + 1)) FAIL("a multiple of the base point is off the curve");
    conceal(k, sizeof k);
    conceal(message, sizeof message);
    bool is_usable = tcface_sm2_encrypt(base, recipient, k, message, sizeof message, ciphertext);
    reveal(&is_usable, sizeof is_usable);
    reveal(ciphertext, sizeof ciphertext);
    if (!is_usable || ciphertext[0] != 4) FAIL("SM2");
    free(base);
    free(recipient);
}

int main(void) {
    if (!RUNNING_ON_VALGRIND) FAIL("this program proves nothing without valgrind");
    check_equal();
    check_pkcs7();
    check_pkcs1();
    check_base64();
    check_ciphers();
    check_sealing();
    check_sm2();
    printf("  equal, pkcs7, pkcs1, base64 encode, ciphers, sealing, SM2: no branch, no address depends on a secret\n");
    return 0;
}
