// SPDX-License-Identifier: Apache-2.0
// Runs what handles secrets with memory that valgrind is told is undefined: it then reports every branch and every
// address that depends on a secret, in the machine code as this compiler made it.
//
// Usage: valgrind --error-exitcode=1 constant_time
#include <valgrind/memcheck.h>

#include "cbc_sha256_kernels.h"
#include "conformance.h"
#include "lanes.h"
#include "sm4_gcm.h"
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

/// Encoding looks at no value; decoding asks one thing only, whether a byte is foreign, and that is a branch: it is not
/// run here.
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

/// AES-256-CBC beside SHA-256 and in lanes: keys and plaintext are secret, and the text here is, too.
static void check_chains(void) {
    enum { STEPS = 5 };
    static uint8_t plaintext[48 * STEPS], text[64 * STEPS], output[MOST_LANES][48 * STEPS];
    static uint32_t words[8][MOST_LANES] __attribute__((aligned(64)));
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        const struct tcface_cbc_sha256_kernel *const single = tcface_cbc_sha256_kernel_of(kernel);
        if (single == NULL) continue;
        struct tcface_aes256_cbc cbc[MOST_LANES], *cbcs[MOST_LANES];
        const uint8_t *inputs[MOST_LANES], *texts[MOST_LANES];
        uint8_t *outputs[MOST_LANES], key[32] = {3};
        conceal(key, sizeof key);
        conceal(plaintext, sizeof plaintext);
        conceal(text, sizeof text);
        for (int lane = 0; lane < MOST_LANES; lane++) {
            single->expand_key(&cbc[lane], key);
            memset(cbc[lane].chain, lane, 16);
            cbcs[lane] = &cbc[lane], inputs[lane] = plaintext, texts[lane] = text, outputs[lane] = output[lane];
        }
        struct tcface_sha256 sha = tcface_sha256_start;
        single->encrypt_and_hash(&cbc[0], output[0], plaintext, &sha, text, STEPS, (struct tcface_ahead){0});
        const struct lanes_kernel *const lanes = lanes_kernel_of(kernel);
        if (lanes == NULL) continue;
        lanes->encrypt(cbcs, outputs, inputs, 3 * STEPS);
        lanes->hash(words, texts, STEPS);
    }
}

/// Whole bodies: key and content are secret.
static void check_sealing(void) {
    static uint8_t content[5001], texts[2][10000];
    for (int i = 0; i < 8 * TCFACE_KERNEL_COUNT; i++) {
        const enum tcface_kernel kernel = i / 8;
        const enum tcface_algorithm algorithm = i / 4 % 2;
        const bool is_media = i / 2 % 2, leaves_hash = i % 2;
        if (kernel != TCFACE_KERNEL_SCALAR && !tcface_sealing_available(kernel, algorithm, false)) continue;
        const size_t count = kernel == TCFACE_KERNEL_SCALAR ? 200 : sizeof content / 2;
        uint8_t key[32] = {3}, iv[16] = {1}, tag[16], digest[32];
        conceal(key, sizeof key);
        conceal(content, sizeof content);
        struct tcface_sealing *sealings[2];
        for (int j = 0; j < 2; j++) {
            sealings[j] = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
            tcface_sealing_begin(sealings[j], kernel, algorithm, is_media, key, iv);
            if (leaves_hash) tcface_sealing_leave_hash(sealings[j]);
            tcface_sealing_add_plaintext(sealings[j], content, 14);
        }
        if (algorithm == TCFACE_AES_256_CBC && tcface_sealing_lanes(kernel) >= 2) {
            uint8_t *const outputs[2] = {texts[0], texts[1]};
            const uint8_t *const contents[2] = {content, content};
            tcface_sealing_update_many(sealings, outputs, contents, 2, count);
        }
        tcface_sealing_update(sealings[0], texts[0], content, count);
        tcface_sealing_update(sealings[0], texts[0], content, 100);
        tcface_sealing_end_content(sealings[0]);
        tcface_sealing_end_ciphertext(sealings[0], texts[0], tag);
        if (!leaves_hash) tcface_sealing_digest(sealings[0], digest);
        for (int j = 0; j < 2; j++) free(sealings[j]);
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
    bool is_scalar = tcface_sm2_is_scalar(k);
    reveal(&is_scalar, sizeof is_scalar);
    if (!is_scalar) FAIL("k");
    bool is_usable = tcface_sm2_encrypt(base, recipient, k, message, sizeof message, ciphertext);
    reveal(&is_usable, sizeof is_usable);
    reveal(ciphertext, sizeof ciphertext);
    if (!is_usable || ciphertext[0] != 4) FAIL("SM2");
    free(base);
    free(recipient);
}

/// Kernels that valgrind, or this processor, cannot run: of them nothing is known from here.
static void name_the_rest(void) {
#if defined(__x86_64__)
    const struct tcface_cbc_sha256_kernel *const single = tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_AVX2);
    const struct tcface_cbc_sha256_kernel *const wide = tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_AVX512);
    const struct lanes_kernel *const lanes[2] = {lanes_kernel_of(TCFACE_KERNEL_AVX2),
                                                 lanes_kernel_of(TCFACE_KERNEL_AVX512)};
    const struct sm4_gcm_kernel *const gcm[2] = {sm4_gcm_kernel_of(TCFACE_KERNEL_AVX2),
                                                 sm4_gcm_kernel_of(TCFACE_KERNEL_AVX512)};
    static const struct tcface_cbc_sha256_kernel *const chains[3] = {
        &tcface_cbc_sha256_avx2, &tcface_cbc_sha256_shani, &tcface_cbc_sha256_shani_vaes};
    static const struct lanes_kernel *const many[3] = {&lanes_avx2, &lanes_avx512, &lanes_avx512_vaes};
    static const struct sm4_gcm_kernel *const ciphers[2] = {&sm4_gcm_aesni, &sm4_gcm_gfni};
    for (int i = 0; i < 3; i++) {
        if (chains[i] != single && chains[i] != wide) printf("  NOT PROVED by this means: %s\n", chains[i]->name);
        if (many[i] != lanes[0] && many[i] != lanes[1]) printf("  NOT PROVED by this means: %s\n", many[i]->name);
        if (i == 2) continue;
        if (ciphers[i] != gcm[0] && ciphers[i] != gcm[1]) printf("  NOT PROVED by this means: %s\n", ciphers[i]->name);
    }
    if (!tcface_kernel_available(TCFACE_KERNEL_AVX2)) printf("  NOT PROVED by this means: base64 encode, AVX2\n");
    if (!tcface_kernel_available(TCFACE_KERNEL_AVX512)) printf("  NOT PROVED by this means: base64 encode, AVX-512\n");
#endif
    printf("  NOT PROVED by this means: base64 decode, which asks whether a byte is foreign\n");
}

int main(void) {
    if (!RUNNING_ON_VALGRIND) FAIL("this program proves nothing without valgrind");
    check_equal();
    check_pkcs7();
    check_pkcs1();
    check_base64();
    check_ciphers();
    check_chains();
    check_sealing();
    check_sm2();
    printf("  equal, pkcs7, pkcs1, base64 encode, ciphers, bodies, lanes, SM2, as far as they run here:\n"
           "  no branch and no address depends on a secret\n");
    name_the_rest();
    return 0;
}
