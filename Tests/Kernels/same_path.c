// SPDX-License-Identifier: Apache-2.0
// Runs what handles secrets with secrets that the argument chooses. QEMU can write down which instructions run, for a
// processor that valgrind knows nothing of here: that must be the same for any argument, so that no branch depends on a
// secret.
//
// Usage: same_path NUMBER
#include "conformance.h"
#include "lanes.h"
#include "tcface_base64.h"
#include "tcface_cipher.h"
#include "tcface_constant_time.h"
#include "tcface_sealing.h"
#include "tcface_sm2.h"

static struct byte_stream secrets;

static void run_ciphers(enum tcface_kernel family) {
    static const enum tcface_algorithm algorithms[] = {TCFACE_AES_256_CBC, TCFACE_SM4_GCM};
    for (int i = 0; i < 4; i++) {
        const enum tcface_algorithm algorithm = algorithms[i / 2];
        if (!tcface_cipher_available(family, algorithm)) continue;
        uint8_t key[32], iv[16] = {1}, text[800], output[800], tag[16];
        fill(&secrets, key, sizeof key);
        fill(&secrets, text, sizeof text);
        struct tcface_cipher *const cipher = aligned_alloc(TCFACE_CIPHER_ALIGNMENT, tcface_cipher_size());
        tcface_cipher_begin(cipher, family, algorithm, i % 2, key, iv);
        tcface_cipher_process(cipher, output, text, sizeof text);
        if (algorithm == TCFACE_SM4_GCM) tcface_cipher_tag(cipher, tag);
        free(cipher);
    }
}

/// AES-256-CBC while something is hashed, of one message and of as many as there are lanes.
static void run_chains(enum tcface_kernel family) {
    enum { STEPS = 5 };
    const struct tcface_cbc_sha256_kernel *const single = tcface_cbc_sha256_kernel_of(family);
    const struct lanes_kernel *const lanes = lanes_kernel_of(family);
    if (single == NULL || lanes == NULL) return;
    static struct tcface_aes256_cbc cbc[MOST_LANES];
    static uint8_t plaintext[48 * STEPS], text[64 * STEPS], output[MOST_LANES][48 * STEPS];
    static uint32_t words[8][MOST_LANES] __attribute__((aligned(64)));
    struct tcface_aes256_cbc *cbcs[MOST_LANES];
    const uint8_t *inputs[MOST_LANES], *texts[MOST_LANES];
    uint8_t *outputs[MOST_LANES];
    fill(&secrets, plaintext, sizeof plaintext);
    fill(&secrets, text, sizeof text);
    for (size_t lane = 0; lane < lanes->lanes; lane++) {
        uint8_t key[32];
        fill(&secrets, key, sizeof key);
        single->expand_key(&cbc[lane], key);
        cbcs[lane] = &cbc[lane], inputs[lane] = plaintext, texts[lane] = text, outputs[lane] = output[lane];
    }
    struct tcface_sha256 sha = tcface_sha256_start;
    single->encrypt_and_hash(&cbc[0], output[0], plaintext, &sha, text, STEPS, (struct tcface_ahead){0});
    lanes->encrypt(cbcs, outputs, inputs, 3 * STEPS);
    lanes->hash(words, texts, STEPS);
}

static void run_paddings(void) {
    uint8_t block[256], message[32], text[344];
    for (int round = 0; round < 32; round++) {
        fill(&secrets, block, sizeof block);
        // Half of the blocks begin as they should.
        block[0] = 0;
        block[1] = (uint8_t)(2 ^ (block[1] & 1));
        (void)tcface_pkcs7_unpad(block + 16);
        (void)tcface_pkcs1_unpad(block, sizeof block);
        tcface_pkcs1_unpad_exact(message, sizeof message, block, sizeof block);
        (void)tcface_equal(block, message, sizeof message);
        tcface_base64_encode(text, block, sizeof block);
    }
}

static void run_sm2(void) {
    uint8_t k[32], message[16], ciphertext[97 + sizeof message];
    struct tcface_sm2_table *const base = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    tcface_sm2_prepare_base(base);
    fill(&secrets, k, sizeof k);
    fill(&secrets, message, sizeof message);
    k[0] &= 0x7f; // below the order
    if (!tcface_sm2_encrypt(base, base, k, message, sizeof message, ciphertext)) FAIL("SM2");
    free(base);
}

int main(int count, char **arguments) {
    if (count != 2) FAIL("a number is missing");
    secrets.state = strtoull(arguments[1], NULL, 10);
    for (int family = TCFACE_KERNEL_SCALAR + 1; family < TCFACE_KERNEL_COUNT; family++) {
        run_ciphers(family);
        run_chains(family);
    }
    run_paddings();
    run_sm2();
    return 0;
}
