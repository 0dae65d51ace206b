// SPDX-License-Identifier: Apache-2.0
// Runs what handles secrets with secrets that the argument chooses. QEMU can write down which instructions run, for a
// processor that valgrind knows nothing of here: that must be the same for any argument, so that no branch depends on a
// secret.
//
// Usage: same_path NUMBER, of two digits so that reading it takes the same path, too: 00 for zeros, 01 for ones, and
// others
#include "conformance.h"
#include "lanes.h"
#include "tcface_base64.h"
#include "tcface_cipher.h"
#include "tcface_constant_time.h"
#include "tcface_sealing.h"
#include "tcface_sm2.h"

static struct byte_stream secrets;
/// Which bits of a secret are chosen by the number, and which are ones.
static uint8_t chosen, ones;

static void fill_secret(uint8_t *bytes, size_t count) {
    fill(&secrets, bytes, count);
    for (size_t i = 0; i < count; i++) bytes[i] = (bytes[i] & chosen) | ones;
}

static void run_ciphers(enum tcface_kernel family) {
    static const enum tcface_algorithm algorithms[] = {TCFACE_AES_256_CBC, TCFACE_SM4_GCM};
    for (int i = 0; i < 4; i++) {
        const enum tcface_algorithm algorithm = algorithms[i / 2];
        if (!tcface_cipher_available(family, algorithm)) continue;
        uint8_t key[32], iv[16] = {1}, text[800], output[800], tag[16];
        fill_secret(key, sizeof key);
        fill_secret(text, sizeof text);
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
    fill_secret(plaintext, sizeof plaintext);
    fill_secret(text, sizeof text);
    for (size_t lane = 0; lane < lanes->lanes; lane++) {
        uint8_t key[32];
        fill_secret(key, sizeof key);
        single->expand_key(&cbc[lane], key);
        cbcs[lane] = &cbc[lane], inputs[lane] = plaintext, texts[lane] = text, outputs[lane] = output[lane];
    }
    struct tcface_sha256 sha = tcface_sha256_start;
    single->encrypt_and_hash(&cbc[0], output[0], plaintext, &sha, text, STEPS, (struct tcface_ahead){0});
    lanes->encrypt(cbcs, outputs, inputs, 3 * STEPS);
    lanes->hash(words, texts, STEPS);
}

/// Whole bodies, one by one and two at once.
static void run_sealing(enum tcface_kernel family) {
    enum { COUNT = 900 };
    for (int i = 0; i < 4; i++) {
        const enum tcface_algorithm algorithm = i / 2;
        if (!tcface_sealing_available(family, algorithm, false)) continue;
        uint8_t key[32], iv[16] = {1}, content[COUNT], texts[2][2 * COUNT], tag[16];
        uint8_t *const outputs[2] = {texts[0], texts[1]};
        const uint8_t *const contents[2] = {content, content};
        fill_secret(key, sizeof key);
        fill_secret(content, sizeof content);
        struct tcface_sealing *sealings[2];
        for (int j = 0; j < 2; j++) {
            sealings[j] = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
            tcface_sealing_begin(sealings[j], family, algorithm, i % 2, key, iv);
        }
        if (algorithm == TCFACE_AES_256_CBC && tcface_sealing_lanes(family) >= 2) {
            tcface_sealing_update_many(sealings, outputs, contents, 2, COUNT);
        }
        tcface_sealing_update(sealings[0], texts[0], content, COUNT);
        tcface_sealing_end_content(sealings[0]);
        tcface_sealing_end_ciphertext(sealings[0], texts[0], tag);
        for (int j = 0; j < 2; j++) free(sealings[j]);
    }
}

static void run_paddings(void) {
    uint8_t block[256], message[32], text[344], decoded[255];
    for (int round = 0; round < 32; round++) {
        fill_secret(block, sizeof block);
        // Half of the blocks begin as they should.
        block[0] = 0;
        block[1] = (uint8_t)(2 ^ (block[1] & 1));
        (void)tcface_pkcs7_unpad(block + 16);
        (void)tcface_pkcs1_unpad(block, sizeof block);
        tcface_pkcs1_unpad_exact(message, sizeof message, block, sizeof block);
        (void)tcface_equal(block, message, sizeof message);
        const enum tcface_kernel selected = tcface_kernel_selected();
        tcface_base64_encode_with(selected, text, block, sizeof block);
        // Every character is in the alphabet but for the padding: which one is the first that is not, is public.
        (void)tcface_base64_decode_with(selected, decoded, text, sizeof text - 4);
    }
}

static void run_sm2(void) {
    uint8_t k[32], message[16], ciphertext[97 + sizeof message];
    struct tcface_sm2_table *const base = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    tcface_sm2_prepare_base(base);
    fill_secret(k, sizeof k);
    fill_secret(message, sizeof message);
    k[0] &= 0x7f; // below the order
    k[31] |= 1;   // and above zero
    if (!tcface_sm2_is_scalar(k)) FAIL("k");
    if (!tcface_sm2_encrypt(base, base, k, message, sizeof message, ciphertext)) FAIL("SM2");
    free(base);
}

int main(int count, char **arguments) {
    if (count != 2 || strlen(arguments[1]) != 2) FAIL("an argument is missing");
    const char *const digits = arguments[1];
    secrets.state = (uint64_t)(10 * (digits[0] - '0') + digits[1] - '0');
    chosen = (uint8_t)(0 - (secrets.state > 1));
    ones = (uint8_t)(0 - (secrets.state == 1));
    for (int family = TCFACE_KERNEL_SCALAR + 1; family < TCFACE_KERNEL_COUNT; family++) {
        run_ciphers(family);
        run_chains(family);
        run_sealing(family);
    }
    run_paddings();
    run_sm2();
    return 0;
}
