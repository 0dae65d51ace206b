// SPDX-License-Identifier: Apache-2.0
// Every kernel for SM4-GCM against the reference, and the reference against published values.
#include "conformance.h"
#include "sm4_gcm.h"
#include "tcface_cipher.h"

#define LONGEST 5000

struct answer {
    uint8_t text[LONGEST], tag[16];
};

static void from_hexadecimal(uint8_t *bytes, const char *text) {
    for (unsigned value; sscanf(text, "%2x", &value) == 1; text += 2) *bytes++ = (uint8_t)value;
}

/// One message, cut into pieces at random places; input and output end where memory ends.
static void run(struct answer *answer, enum tcface_kernel family, bool decrypts, const uint8_t key[16],
                const uint8_t nonce[12], const uint8_t *data, size_t data_count, const uint8_t *text, size_t count,
                int pieces, struct byte_stream *stream) {
    struct tcface_cipher *const cipher = aligned_alloc(TCFACE_CIPHER_ALIGNMENT, tcface_cipher_size());
    tcface_cipher_begin(cipher, family, TCFACE_SM4_GCM, decrypts, key, nonce);
    if (data_count > 0) tcface_cipher_authenticate(cipher, data, data_count);
    for (size_t done = 0, piece; done < count; done += piece, pieces--) {
        piece = pieces <= 1 ? count - done : next_word(stream) % (count - done + 1);
        uint8_t *const input = guarded(piece), *const output = guarded(piece);
        memcpy(input, text + done, piece);
        tcface_cipher_process(cipher, output, input, piece);
        memcpy(answer->text + done, output, piece);
        release_guarded(input, piece);
        release_guarded(output, piece);
    }
    tcface_cipher_tag(cipher, answer->tag);
    free(cipher);
}

/// RFC 8998 appendix A.1.
static void check_published(enum tcface_kernel family) {
    uint8_t key[16], nonce[12], data[20], plaintext[64], ciphertext[64], tag[16];
    from_hexadecimal(key, "0123456789abcdeffedcba9876543210");
    from_hexadecimal(nonce, "00001234567800000000abcd");
    from_hexadecimal(data, "feedfacedeadbeeffeedfacedeadbeefabaddad2");
    from_hexadecimal(plaintext, "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                                "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
    from_hexadecimal(ciphertext, "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                                 "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d");
    from_hexadecimal(tag, "83de3541e4c2b58177e065a9bf7b62ec");
    struct answer answer;
    struct byte_stream stream = {4};
    run(&answer, family, false, key, nonce, data, 20, plaintext, 64, 1, &stream);
    if (memcmp(answer.text, ciphertext, 64) != 0) FAIL("RFC 8998: ciphertext");
    if (memcmp(answer.tag, tag, 16) != 0) FAIL("RFC 8998: tag");
}

/// Both directions.
static size_t check_against_reference(enum tcface_kernel family) {
    static struct answer wanted, answer;
    static uint8_t plaintext[LONGEST];
    struct byte_stream stream = {5};
    size_t passed = 0;
    for (size_t count = 0; count <= LONGEST; count += count < 300 ? 1 : 1 + next_word(&stream) % 499) {
        uint8_t key[16], nonce[12], data[40];
        fill(&stream, key, sizeof key);
        fill(&stream, nonce, sizeof nonce);
        fill(&stream, data, sizeof data);
        fill(&stream, plaintext, count);
        const size_t data_count = count % (sizeof data + 1);
        run(&wanted, TCFACE_KERNEL_SCALAR, false, key, nonce, data, data_count, plaintext, count, 1, &stream);
        for (int pieces = 1; pieces <= 4; pieces++) {
            run(&answer, family, false, key, nonce, data, data_count, plaintext, count, pieces, &stream);
            if (memcmp(answer.text, wanted.text, count) != 0) FAIL("%zu bytes in %d pieces: text", count, pieces);
            if (memcmp(answer.tag, wanted.tag, 16) != 0) FAIL("%zu bytes in %d pieces: tag", count, pieces);
            run(&answer, family, true, key, nonce, data, data_count, wanted.text, count, pieces, &stream);
            if (memcmp(answer.text, plaintext, count) != 0) FAIL("%zu bytes in %d pieces: decrypted", count, pieces);
            if (memcmp(answer.tag, wanted.tag, 16) != 0) FAIL("%zu bytes in %d pieces: tag back", count, pieces);
            passed += 2;
        }
    }
    return passed;
}

int main(void) {
    for (int family = 0; family < TCFACE_KERNEL_COUNT; family++) {
        const char *const name = tcface_kernel_name(family);
        if (family != TCFACE_KERNEL_SCALAR && !tcface_cipher_available(family, TCFACE_SM4_GCM)) {
            printf("  sm4-gcm %-7s skipped: not in this build or not on this processor\n", name);
            continue;
        }
        check_published(family);
        const char *const kernel = sm4_gcm_kernel_of(family)->name;
        printf("  sm4-gcm %-7s passed: %zu messages, both ways, %s\n", name, check_against_reference(family), kernel);
    }
    return 0;
}
