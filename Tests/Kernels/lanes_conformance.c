// SPDX-License-Identifier: Apache-2.0
// Many bodies at once against the same bodies one by one, in every number of lanes and for many sizes.
#include "conformance.h"
#include "lanes.h"
#include "tcface_cbc_sha256.h"
#include "tcface_sealing.h"

#define MOST 16
#define LONGEST 6000
#define PIECES 3

static uint8_t key[MOST][32], iv[MOST][16], content[MOST][LONGEST];

/// Plaintext that waits for the content: none, or as much as may wait.
static size_t waiting;

static struct tcface_sealing *begin(enum tcface_kernel family, size_t body, bool is_media) {
    struct tcface_sealing *const sealing = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
    tcface_sealing_begin(sealing, family, TCFACE_AES_256_CBC, is_media, key[body], iv[body]);
    uint8_t text[18];
    tcface_sealing_add_text(sealing, text, (const uint8_t *)"{\"EncryptedBody\":\"", 18);
    for (size_t done = 0; done < waiting; done += TCFACE_SEALING_PLAINTEXT) {
        tcface_sealing_add_plaintext(sealing, content[0] + done, TCFACE_SEALING_PLAINTEXT);
    }
    return sealing;
}

static size_t end(struct tcface_sealing *sealing, uint8_t *output, uint8_t digest[32]) {
    uint8_t tag[16];
    tcface_sealing_end_content(sealing);
    const size_t written = tcface_sealing_end_ciphertext(sealing, output, tag);
    tcface_sealing_digest(sealing, digest);
    free(sealing);
    return written;
}

static void check(enum tcface_kernel family, size_t bodies, bool is_media, const size_t pieces[PIECES]) {
    struct tcface_sealing *sealings[MOST];
    uint8_t *outputs[MOST];
    const uint8_t *contents[MOST];
    static uint8_t text[MOST][LONGEST * 2];
    for (size_t body = 0; body < bodies; body++) {
        sealings[body] = begin(family, body, is_media);
        outputs[body] = text[body];
        contents[body] = content[body];
    }
    for (int piece = 0; piece < PIECES; piece++) {
        const size_t count = pieces[piece], foretold = tcface_sealing_update_count(sealings[0], count);
        uint8_t *from[MOST], *to[MOST];
        for (size_t body = 0; body < bodies; body++) {
            from[body] = guarded(count), to[body] = guarded(foretold);
            memcpy(from[body], contents[body], count);
        }
        const size_t written =
            tcface_sealing_update_many(sealings, to, (const uint8_t *const *)from, bodies, count);
        if (written != foretold) FAIL("%zu bytes instead of %zu", written, foretold);
        for (size_t body = 0; body < bodies; body++) {
            memcpy(outputs[body], to[body], written);
            outputs[body] += written, contents[body] += count;
            release_guarded(from[body], count);
            release_guarded(to[body], foretold);
        }
    }
    for (size_t body = 0; body < bodies; body++) {
        uint8_t digest[32], wanted_digest[32];
        static uint8_t wanted[LONGEST * 2];
        uint8_t *at = wanted;
        const uint8_t *from = content[body];
        outputs[body] += end(sealings[body], outputs[body], digest);

        struct tcface_sealing *const single = begin(TCFACE_KERNEL_SCALAR, body, is_media);
        for (int piece = 0; piece < PIECES; piece++) {
            at += tcface_sealing_update(single, at, from, pieces[piece]);
            from += pieces[piece];
        }
        at += end(single, at, wanted_digest);
        const size_t size = (size_t)(at - wanted);
        if ((size_t)(outputs[body] - text[body]) != size) FAIL("body %zu of %zu: size", body, bodies);
        if (memcmp(text[body], wanted, size) != 0) FAIL("body %zu of %zu: text", body, bodies);
        if (memcmp(digest, wanted_digest, 32) != 0) FAIL("body %zu of %zu: digest", body, bodies);
    }
}

int main(void) {
    struct byte_stream stream = {6};
    fill(&stream, *key, sizeof key);
    fill(&stream, *iv, sizeof iv);
    fill(&stream, *content, sizeof content);
    for (int family = 0; family < TCFACE_KERNEL_COUNT; family++) {
        const char *const name = tcface_kernel_name(family);
        const size_t lanes = tcface_sealing_lanes(family);
        if (family == TCFACE_KERNEL_SCALAR) continue;
        if (lanes == 0 || tcface_cbc_sha256_kernel_of(family) == NULL) {
            printf("  lanes %-7s skipped: not in this build or not on this processor\n", name);
            continue;
        }
        size_t cases = 0;
        for (size_t bodies = 1; bodies <= lanes; bodies++) {
            for (int round = 0; round < 8; round++, cases++) {
                size_t pieces[PIECES];
                for (int i = 0; i < PIECES; i++) pieces[i] = next_word(&stream) % (round < 4 ? 100 : LONGEST / PIECES);
                if (round % 3 == 2) pieces[0] = 0;
                waiting = round / 2 % 2 == 0 ? 0 : TCFACE_SEALING_WAITING;
                check(family, bodies, round % 2 == 0, pieces);
            }
        }
        const char *const kernel = lanes_kernel_of(family)->name;
        printf("  lanes %-7s passed: %zu batches of 1 to %zu bodies, %s\n", name, cases, lanes, kernel);
    }
    return 0;
}
