// SPDX-License-Identifier: Apache-2.0
// Every kernel that does AES-256-CBC and base64 at once, against the references one after the other.
#include "../../Sources/CFaceKernels/base64_kernels.h"
#include "../../Sources/CFaceKernels/cbc_base64.h"
#include "conformance.h"

#define LONGEST_STEPS 40

static const struct tcface_ahead nothing;

/// What both ways of sealing begin with, and what they write; each buffer ends where memory ends.
struct run {
    struct tcface_aes256_cbc cbc;
    size_t plaintext_count, text_count;
    uint8_t *plaintext, *text;
};

static void begin(struct run *run, const struct tcface_aes256_cbc *cbc, size_t plaintext_count, size_t text_count) {
    *run = (struct run){*cbc, plaintext_count, text_count, guarded(plaintext_count), guarded(text_count)};
}

static void end(struct run *run) {
    release_guarded(run->plaintext, run->plaintext_count);
    release_guarded(run->text, run->text_count);
}

/// Encryption of the whole, then base64 of the whole.
static void encrypt_in_passes(struct run *run, size_t steps) {
    const struct tcface_cbc_sha256_kernel *const scalar = tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_SCALAR);
    uint8_t ciphertext[48 * LONGEST_STEPS];
    scalar->encrypt(&run->cbc, ciphertext, run->plaintext, 3 * steps, nothing);
    tcface_base64_encode_scalar(run->text, ciphertext, 48 * steps);
}

static void compare(const struct run *run, const struct run *wanted, const char *what, size_t steps, size_t known) {
    if (memcmp(run->plaintext, wanted->plaintext, wanted->plaintext_count) != 0)
        FAIL("%s of %zu steps after %zu bytes: plaintext", what, steps, known);
    if (memcmp(run->text, wanted->text, wanted->text_count) != 0)
        FAIL("%s of %zu steps after %zu bytes: text", what, steps, known);
    if (memcmp(&run->cbc, &wanted->cbc, sizeof run->cbc) != 0)
        FAIL("%s of %zu steps after %zu bytes: chain", what, steps, known);
}

/// Plaintext that is all there.
static void check_encrypt(const struct cbc_base64_kernel *kernel, struct tcface_aes256_cbc *cbc, size_t steps,
                          struct byte_stream *stream) {
    struct run run, wanted;
    begin(&run, cbc, 48 * steps, 64 * steps);
    begin(&wanted, cbc, 48 * steps, 64 * steps);
    fill(stream, wanted.plaintext, 48 * steps);
    memcpy(run.plaintext, wanted.plaintext, 48 * steps);
    encrypt_in_passes(&wanted, steps);
    kernel->encrypt(&run.cbc, run.text, run.plaintext, steps, nothing);
    compare(&run, &wanted, "encrypt", steps, 0);
    *cbc = run.cbc;
    end(&run);
    end(&wanted);
}

/// Media that becomes plaintext meanwhile, behind `known` bytes of it.
static void check_encode_and_encrypt(const struct cbc_base64_kernel *kernel, struct tcface_aes256_cbc *cbc,
                                     size_t steps, size_t known, struct byte_stream *stream) {
    struct run run, wanted;
    uint8_t *const media = guarded(36 * steps);
    fill(stream, media, 36 * steps);
    begin(&run, cbc, known + 48 * steps, 64 * steps);
    begin(&wanted, cbc, known + 48 * steps, 64 * steps);
    fill(stream, wanted.plaintext, known);
    memcpy(run.plaintext, wanted.plaintext, known);
    tcface_base64_encode_scalar(wanted.plaintext + known, media, 36 * steps);
    encrypt_in_passes(&wanted, steps);
    const struct tcface_ahead ahead = {(uintptr_t)media, 36, (uintptr_t)run.text};
    kernel->encode_and_encrypt(&run.cbc, run.text, run.plaintext, known, media, steps, ahead);
    compare(&run, &wanted, "encode and encrypt", steps, known);
    *cbc = run.cbc;
    release_guarded(media, 36 * steps);
    end(&run);
    end(&wanted);
}

/// Every number of steps, the chain carried on, with every count of bytes that may stand there before.
static size_t check_kernel(const struct cbc_base64_kernel *kernel) {
    size_t passed = 0;
    struct byte_stream stream = {5};
    struct tcface_aes256_cbc cbc;
    uint8_t key[32];
    fill(&stream, key, sizeof key);
    tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_SCALAR)->expand_key(&cbc, key);
    fill(&stream, cbc.chain, 16);
    for (size_t steps = 0; steps <= LONGEST_STEPS; steps++) {
        check_encrypt(kernel, &cbc, steps, &stream);
        passed++;
        // From 16 to 128: what stands there is a step and a block, and what did not fill the step before.
        for (size_t known = 16; known <= 128; known += steps < 6 ? 1 : 1 + next_word(&stream) % 30, passed++) {
            check_encode_and_encrypt(kernel, &cbc, steps, known, &stream);
        }
    }
    return passed;
}

int main(void) {
    // The other families have none: on arm64 it is not made, and with AVX-512 base64 takes next to nothing.
    const enum tcface_kernel family = TCFACE_KERNEL_AVX2;
    const struct cbc_base64_kernel *const kernel = cbc_base64_kernel_of(family);
    if (kernel == NULL) {
        printf("  cbc-base64 %-7s skipped: not in this build or not on this processor\n", tcface_kernel_name(family));
        return 0;
    }
    printf("  cbc-base64 %-7s passed: %zu cases, %s\n", tcface_kernel_name(family), check_kernel(kernel), kernel->name);
    return 0;
}
