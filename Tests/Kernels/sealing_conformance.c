// SPDX-License-Identifier: Apache-2.0
// Whole bodies: every kernel, every size and many ways to cut the content, against one pass after the other over the
// whole.
#include <sys/wait.h>
#include <unistd.h>

#include "conformance.h"
#include "tcface_base64.h"
#include "tcface_cbc_sha256.h"
#include "tcface_sealing.h"

#define LONGEST 60000

static const char text_head[] = "{\"EncryptedBody\":\"";
static const char text_tail[] = "\",\"Encryption\":{}}";
static const char plain_head[] = "{\"FaceInput\":\"";
static const char plain_tail[] = "\",\"FaceInputType\":2}";

struct body {
    uint8_t text[LONGEST * 2];
    size_t count;
    uint8_t digest[32];
};

static uint8_t key[32], iv[16];

/// The reference: base64, cipher, base64 and SHA-256 with the scalar functions, each over everything. The text ends
/// in the tag, 16 bytes, where there is one.
static void seal_in_passes(struct body *body, enum tcface_algorithm algorithm, const uint8_t *content, size_t count,
                           bool is_media) {
    static uint8_t plaintext[LONGEST * 2], ciphertext[LONGEST * 2];
    const struct tcface_cbc_sha256_kernel *const scalar = tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_SCALAR);
    size_t size = 0;
    if (is_media) {
        memcpy(plaintext, plain_head, strlen(plain_head));
        size = strlen(plain_head);
        size += tcface_base64_encode_with(TCFACE_KERNEL_SCALAR, plaintext + size, content, count);
        memcpy(plaintext + size, plain_tail, strlen(plain_tail));
        size += strlen(plain_tail);
    } else {
        memcpy(plaintext, content, count);
        size = count;
    }
    if (algorithm == TCFACE_AES_256_CBC) {
        const size_t padding = 16 - size % 16;
        memset(plaintext + size, (int)padding, padding);
        size += padding;
    }
    struct tcface_cipher *const cipher = aligned_alloc(TCFACE_CIPHER_ALIGNMENT, tcface_cipher_size());
    tcface_cipher_begin(cipher, TCFACE_KERNEL_SCALAR, algorithm, false, key, iv);
    tcface_cipher_process(cipher, ciphertext, plaintext, size);

    memcpy(body->text, text_head, strlen(text_head));
    body->count = strlen(text_head);
    body->count += tcface_base64_encode_with(TCFACE_KERNEL_SCALAR, body->text + body->count, ciphertext, size);
    memcpy(body->text + body->count, text_tail, strlen(text_tail));
    body->count += strlen(text_tail);
    if (algorithm == TCFACE_SM4_GCM) {
        tcface_cipher_tag(cipher, body->text + body->count);
        body->count += 16;
    }
    free(cipher);

    struct tcface_sha256 sha = tcface_sha256_start;
    uint8_t end[128] = {0};
    const size_t whole = body->count / 64, rest = body->count % 64, blocks = rest < 56 ? 1 : 2;
    scalar->hash(&sha, body->text, whole, (struct tcface_ahead){0});
    memcpy(end, body->text + 64 * whole, rest);
    end[rest] = 0x80;
    for (int i = 0; i < 8; i++) end[64 * blocks - 1 - i] = (uint8_t)((uint64_t)body->count * 8 >> 8 * i);
    scalar->hash(&sha, end, blocks, (struct tcface_ahead){0});
    for (int i = 0; i < 32; i++) body->digest[i] = (uint8_t)(sha.words[i / 4] >> (24 - 8 * (i % 4)));
}

/// One pass, the content cut into `pieces` at random places; `text` has room for exactly the body. Without a digest to
/// write, nothing is hashed.
static size_t seal(enum tcface_kernel family, enum tcface_algorithm algorithm, uint8_t *text, uint8_t *digest,
                   const uint8_t *content, size_t count, bool is_media, int pieces, struct byte_stream *stream) {
    struct tcface_sealing *const sealing = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
    uint8_t tag[16], *end = text;
    tcface_sealing_begin(sealing, family, algorithm, is_media, key, iv);
    if (digest == NULL) tcface_sealing_leave_hash(sealing);
    tcface_sealing_add_text(sealing, end, (const uint8_t *)text_head, strlen(text_head));
    end += strlen(text_head);
    if (is_media) tcface_sealing_add_plaintext(sealing, (const uint8_t *)plain_head, strlen(plain_head));
    for (size_t taken; count > 0 || pieces > 0; pieces--, content += taken, count -= taken) {
        taken = pieces <= 1 ? count : next_word(stream) % (count + 1);
        const size_t foretold = tcface_sealing_update_count(sealing, taken);
        const size_t written = tcface_sealing_update(sealing, end, content, taken);
        if (written != foretold) FAIL("%zu bytes instead of %zu", written, foretold);
        end += written;
    }
    tcface_sealing_end_content(sealing);
    if (is_media) tcface_sealing_add_plaintext(sealing, (const uint8_t *)plain_tail, strlen(plain_tail));
    const size_t foretold = tcface_sealing_end_count(sealing);
    const size_t written = tcface_sealing_end_ciphertext(sealing, end, tag);
    if (written != foretold) FAIL("%zu bytes at the end instead of %zu", written, foretold);
    end += written;
    tcface_sealing_add_text(sealing, end, (const uint8_t *)text_tail, strlen(text_tail));
    end += strlen(text_tail);
    if (algorithm == TCFACE_SM4_GCM) {
        tcface_sealing_add_text(sealing, end, tag, sizeof tag);
        end += sizeof tag;
    }
    if (digest != NULL) tcface_sealing_digest(sealing, digest);
    free(sealing);
    return (size_t)(end - text);
}

static void check(enum tcface_kernel family, enum tcface_algorithm algorithm, size_t count, bool is_media,
                  struct byte_stream *stream) {
    static struct body wanted;
    uint8_t *const content = guarded(count);
    fill(stream, content, count);
    seal_in_passes(&wanted, algorithm, content, count, is_media);
    uint8_t *const text = guarded(wanted.count);
    for (int pieces = 1; pieces <= 3; pieces++) {
        uint8_t digest[32];
        const size_t written = seal(family, algorithm, text, digest, content, count, is_media, pieces, stream);
        if (written != wanted.count) FAIL("%zu bytes make %zu, not %zu", count, written, wanted.count);
        if (memcmp(text, wanted.text, written) != 0) FAIL("%zu bytes in %d pieces: text differs", count, pieces);
        if (memcmp(digest, wanted.digest, 32) != 0) FAIL("%zu bytes in %d pieces: digest differs", count, pieces);
        // Without the hash base64 and the chain go together, and a cut in the content ends that: there are more cuts.
        const int cuts = 4 * (pieces - 1);
        memset(text, 0, written);
        seal(family, algorithm, text, NULL, content, count, is_media, cuts + 1, stream);
        if (memcmp(text, wanted.text, written) != 0) FAIL("%zu bytes, %d cuts: unhashed text differs", count, cuts);
    }
    release_guarded(content, count);
    release_guarded(text, wanted.count);
}

/// Nothing, which a null pointer may stand for, changes nothing, whatever waits.
static void check_nothing(enum tcface_kernel family, enum tcface_algorithm algorithm) {
    static const uint8_t waiting[TCFACE_SEALING_PLAINTEXT], content[1000];
    uint8_t texts[2][2000], tag[16];
    size_t counts[2];
    for (int i = 0; i < 2; i++) {
        struct tcface_sealing *const sealing = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
        tcface_sealing_begin(sealing, family, algorithm, true, key, iv);
        tcface_sealing_add_plaintext(sealing, waiting, sizeof waiting);
        if (i == 1) {
            tcface_sealing_add_text(sealing, NULL, NULL, 0);
            tcface_sealing_add_plaintext(sealing, NULL, 0);
            if (tcface_sealing_update_count(sealing, 0) != 0) FAIL("nothing foretold to be something");
            if (tcface_sealing_update(sealing, NULL, NULL, 0) != 0) FAIL("something made of nothing");
            if (tcface_sealing_lanes(family) > 0 && algorithm == TCFACE_AES_256_CBC) {
                struct tcface_sealing *const sealings[1] = {sealing};
                uint8_t *const outputs[1] = {NULL};
                const uint8_t *const contents[1] = {NULL};
                if (tcface_sealing_update_many(sealings, outputs, contents, 1, 0) != 0) FAIL("many times nothing");
            }
        }
        counts[i] = tcface_sealing_update(sealing, texts[i], content, sizeof content);
        counts[i] += tcface_sealing_end_ciphertext(sealing, texts[i] + counts[i], tag);
        free(sealing);
    }
    if (counts[0] != counts[1] || memcmp(texts[0], texts[1], counts[0]) != 0) FAIL("nothing changed something");
}

/// More plaintext than may wait ends the process.
static void check_contract(enum tcface_kernel family) {
    static const uint8_t plaintext[TCFACE_SEALING_PLAINTEXT];
    const pid_t child = fork();
    if (child == 0) {
        struct tcface_sealing *const sealing = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
        tcface_sealing_begin(sealing, family, TCFACE_AES_256_CBC, true, key, iv);
        for (int i = 0; i < 200; i++) tcface_sealing_add_plaintext(sealing, plaintext, sizeof plaintext);
        _exit(0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child) FAIL("no child process");
    if (!WIFSIGNALED(status)) FAIL("more plaintext than there is room for was taken");
}

static void check_algorithm(enum tcface_algorithm algorithm, const char *job) {
    struct byte_stream stream = {3};
    fill(&stream, key, sizeof key);
    fill(&stream, iv, sizeof iv);
    for (int family = 0; family < TCFACE_KERNEL_COUNT; family++) {
        const char *const name = tcface_kernel_name(family);
        if (family != TCFACE_KERNEL_SCALAR && !tcface_sealing_available(family, algorithm, false)) {
            printf("  %s %-7s skipped: not in this build or not on this processor\n", job, name);
            continue;
        }
        check_nothing(family, algorithm);
        size_t sizes = 0;
        // Every size while it is small, then sizes around the pieces that the kernel takes at once.
        for (size_t count = 1; count < LONGEST; count += count < 300 ? 1 : 1 + next_word(&stream) % 7919, sizes++) {
            check(family, algorithm, count, true, &stream);
            check(family, algorithm, count, false, &stream);
        }
        printf("  %s %-7s passed: %zu sizes of media and of text, in 1 to 9 pieces\n", job, name, sizes);
    }
}

int main(void) {
    check_contract(TCFACE_KERNEL_SCALAR);
    check_algorithm(TCFACE_AES_256_CBC, "sealing-aes");
    check_algorithm(TCFACE_SM4_GCM, "sealing-sm4");
    return 0;
}
