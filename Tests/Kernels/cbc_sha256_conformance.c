// SPDX-License-Identifier: Apache-2.0
// Every kernel for AES-256-CBC and SHA-256 against the reference, and the reference against published values.
#include "conformance.h"
#include "tcface_cbc_sha256.h"

#define LONGEST_STEPS 40

static const struct tcface_cbc_sha256_kernel *reference;
static const struct tcface_ahead nothing;

static void from_hexadecimal(uint8_t *bytes, const char *text) {
    for (unsigned value; sscanf(text, "%2x", &value) == 1; text += 2) *bytes++ = (uint8_t)value;
}

/// NIST SP 800-38A section F.2.5 and F.2.6.
static void check_published_cbc(const struct tcface_cbc_sha256_kernel *kernel) {
    struct tcface_aes256_cbc cbc;
    uint8_t key[32], iv[16], plaintext[64], expected[64], output[64];
    from_hexadecimal(key, "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    from_hexadecimal(iv, "000102030405060708090a0b0c0d0e0f");
    from_hexadecimal(plaintext, "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                                "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    from_hexadecimal(expected, "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
                               "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b");
    kernel->expand_key(&cbc, key);
    memcpy(cbc.chain, iv, 16);
    kernel->encrypt(&cbc, output, plaintext, 4, nothing);
    if (memcmp(output, expected, 64) != 0) FAIL("%s: SP 800-38A F.2.5", kernel->name);
    memcpy(cbc.chain, iv, 16);
    kernel->decrypt(&cbc, output, expected, 4);
    if (memcmp(output, plaintext, 64) != 0) FAIL("%s: SP 800-38A F.2.6", kernel->name);
}

/// FIPS 180-4, "abc": the padded block.
static void check_published_hash(const struct tcface_cbc_sha256_kernel *kernel) {
    static const uint32_t expected[8] = {0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,
                                         0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};
    uint8_t block[64] = {'a', 'b', 'c', 0x80};
    block[63] = 24;
    struct tcface_sha256 sha = tcface_sha256_start;
    kernel->hash(&sha, block, 1, nothing);
    if (memcmp(sha.words, expected, sizeof expected) != 0) FAIL("%s: SHA-256 of abc", kernel->name);
}

/// Every number of blocks and steps, at the very end of readable and writable memory, the state carried on.
static size_t check_against_reference(const struct tcface_cbc_sha256_kernel *kernel) {
    size_t passed = 0;
    struct byte_stream stream = {2};
    uint8_t key[32];
    fill(&stream, key, sizeof key);
    struct tcface_aes256_cbc cbc, wanted_cbc;
    struct tcface_sha256 sha = tcface_sha256_start, wanted_sha = tcface_sha256_start;
    kernel->expand_key(&cbc, key);
    reference->expand_key(&wanted_cbc, key);
    if (memcmp(cbc.round_keys, wanted_cbc.round_keys, sizeof cbc.round_keys) != 0) FAIL("%s: key", kernel->name);
    fill(&stream, cbc.chain, 16);
    memcpy(wanted_cbc.chain, cbc.chain, 16);

    for (size_t steps = 0; steps <= LONGEST_STEPS; steps++) {
        uint8_t *plaintext = guarded(48 * steps), *output = guarded(48 * steps), *wanted = guarded(48 * steps);
        uint8_t *text = guarded(64 * steps);
        fill(&stream, plaintext, 48 * steps);
        fill(&stream, text, 64 * steps);
        const struct tcface_ahead ahead = {(uintptr_t)plaintext, 36, (uintptr_t)output};

        kernel->encrypt_and_hash(&cbc, output, plaintext, &sha, text, steps, ahead);
        reference->encrypt_and_hash(&wanted_cbc, wanted, plaintext, &wanted_sha, text, steps, ahead);
        if (memcmp(output, wanted, 48 * steps) != 0) FAIL("%s: ciphertext of %zu steps", kernel->name, steps);
        if (memcmp(cbc.chain, wanted_cbc.chain, 16) != 0) FAIL("%s: chain after %zu steps", kernel->name, steps);
        if (memcmp(&sha, &wanted_sha, sizeof sha) != 0) FAIL("%s: hash of %zu steps", kernel->name, steps);

        // As many blocks as steps, so that all remainders of a block count occur.
        kernel->hash(&sha, text, steps, ahead);
        reference->hash(&wanted_sha, text, steps, ahead);
        if (memcmp(&sha, &wanted_sha, sizeof sha) != 0) FAIL("%s: hash of %zu blocks", kernel->name, steps);
        uint8_t *const end = plaintext + 48 * steps - 16 * steps;
        kernel->encrypt(&cbc, output, end, steps, ahead);
        reference->encrypt(&wanted_cbc, wanted, end, steps, ahead);
        if (memcmp(output, wanted, 16 * steps) != 0) FAIL("%s: ciphertext of %zu blocks", kernel->name, steps);
        uint8_t iv[16];
        memcpy(iv, cbc.chain, 16);
        fill(&stream, text, 64 * steps);
        kernel->decrypt(&cbc, output, text + 48 * steps, steps);
        reference->decrypt(&wanted_cbc, wanted, text + 48 * steps, steps);
        if (memcmp(output, wanted, 16 * steps) != 0) FAIL("%s: plaintext of %zu blocks", kernel->name, steps);
        if (memcmp(cbc.chain, wanted_cbc.chain, 16) != 0) FAIL("%s: chain after %zu blocks", kernel->name, steps);
        if (steps > 0 && memcmp(iv, cbc.chain, 16) == 0) FAIL("%s: chain stands still", kernel->name);
        passed += 4;

        release_guarded(plaintext, 48 * steps);
        release_guarded(output, 48 * steps);
        release_guarded(wanted, 48 * steps);
        release_guarded(text, 64 * steps);
    }
    return passed;
}

int main(void) {
    reference = tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_SCALAR);
    for (int family = 0; family < TCFACE_KERNEL_COUNT; family++) {
        const char *const name = tcface_kernel_name(family);
        const struct tcface_cbc_sha256_kernel *const kernel = tcface_cbc_sha256_kernel_of(family);
        if (kernel == NULL) {
            printf("  cbc-sha256 %-7s skipped: not in this build or not on this processor\n", name);
            continue;
        }
        check_published_cbc(kernel);
        check_published_hash(kernel);
        printf("  cbc-sha256 %-7s passed: %zu cases, %s\n", name, check_against_reference(kernel), kernel->name);
    }
    return 0;
}
