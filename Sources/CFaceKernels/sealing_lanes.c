// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "lanes.h"
#include "sealing_state.h"
#include "wipe_traces.h"

/// Content of one piece of each body: what sixteen bodies have on their way stays in the second-level cache.
#define PIECE 768
/// The most ciphertext of a piece, with two bytes of media that waited for their group.
#define PIECE_CIPHERTEXT ((PIECE + 2) / 3 * 4 + SEALING_WAITING)

const struct lanes_kernel *lanes_kernel_of(enum tcface_kernel family) {
    // What begins a body and ends it is the kernel for one message, which asks for all that the lanes need but VAES.
    if (tcface_cbc_sha256_kernel_of(family) == NULL) return NULL;
    switch (family) {
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX2: return &lanes_avx2;
    case TCFACE_KERNEL_AVX512: return tcface_cpu_has(TCFACE_CPU_VAES) ? &lanes_avx512_vaes : &lanes_avx512;
#elif defined(__aarch64__)
    case TCFACE_KERNEL_NEON: return &lanes_armv8;
#endif
    default: return NULL;
    }
}

size_t tcface_sealing_lanes(enum tcface_kernel family) {
    const struct lanes_kernel *const kernel = lanes_kernel_of(family);
    return kernel == NULL ? 0 : kernel->lanes;
}

size_t tcface_sealing_least_bodies(enum tcface_kernel family) {
    const size_t lanes = tcface_sealing_lanes(family);
    const struct tcface_cbc_sha256_kernel *const single = tcface_cbc_sha256_kernel_of(family);
    // All lanes cost the same with and without a body.
#if defined(__aarch64__)
    // Not measured. By what the instructions take on one core and another, four lanes take as long as four bodies one
    // by one where AES and SHA share a unit, which an idle lane would then waste, and less where there are more units.
    (void)single;
    return lanes;
#else
    // Where one body hashes in AVX2 they pay for three bodies of eight lanes; against AES and SHA instructions side by
    // side sixteen lanes pay for ten bodies, and eight never.
    if (single == NULL || !single->hashes_fast) return lanes * 3 / 8;
    return lanes == MOST_LANES ? 10 : lanes + 1;
#endif
}

/// What lanes without a body read is that of the first body; what they write is not looked at.
struct idle_lane {
    struct tcface_aes256_cbc cbc;
    uint8_t ciphertext[PIECE_CIPHERTEXT];
};

/// Encrypts all whole steps of plaintext of every body, and writes their text.
static void encrypt(const struct lanes_kernel *kernel, struct tcface_sealing *const *sealings,
                    struct sealing_text *texts, size_t bodies, struct idle_lane *idle) {
    struct tcface_aes256_cbc *cbcs[MOST_LANES];
    const uint8_t *inputs[MOST_LANES];
    uint8_t *outputs[MOST_LANES];
    for (size_t lane = 0; lane < kernel->lanes; lane++) {
        const bool has_body = lane < bodies;
        cbcs[lane] = has_body ? &sealings[lane]->cbc : &idle->cbc;
        inputs[lane] = sealings[has_body ? lane : 0]->plaintext;
        outputs[lane] = has_body ? sealings[lane]->ciphertext : idle->ciphertext;
    }
    const size_t steps = sealings[0]->plaintext_count / SEALING_STEP;
    kernel->encrypt(cbcs, outputs, inputs, 3 * steps);
    for (size_t body = 0; body < bodies; body++) {
        struct tcface_sealing *const sealing = sealings[body];
        sealing->plaintext_count -= steps * SEALING_STEP;
        memmove(sealing->plaintext, sealing->plaintext + steps * SEALING_STEP, sealing->plaintext_count);
        sealing_write_text(sealing, &texts[body], steps * SEALING_STEP);
    }
}

/// Hashes the whole blocks of text of every body.
static void hash(const struct lanes_kernel *kernel, struct tcface_sealing *const *sealings, struct sealing_text *texts,
                 size_t bodies) {
    for (size_t body = 0; body < bodies; body++) sealing_join_unhashed(sealings[body], &texts[body]);
    const size_t blocks = (size_t)(texts[0].end - texts[0].unhashed) / SEALING_STEP_TEXT;
    // Text that does not fill the block which an earlier call began is kept as it is at the end.
    if (sealings[0]->unhashed_count > 0 || blocks == 0) return;
    uint32_t words[8][MOST_LANES] __attribute__((aligned(64))) = {{0}};
    const uint8_t *inputs[MOST_LANES];
    for (size_t lane = 0; lane < kernel->lanes; lane++) inputs[lane] = texts[lane < bodies ? lane : 0].unhashed;
    for (size_t body = 0; body < bodies; body++) {
        for (int word = 0; word < 8; word++) words[word][body] = sealings[body]->sha.words[word];
    }
    kernel->hash(words, inputs, blocks);
    for (size_t body = 0; body < bodies; body++) {
        for (int word = 0; word < 8; word++) sealings[body]->sha.words[word] = words[word][body];
        texts[body].unhashed += blocks * SEALING_STEP_TEXT;
    }
}

/// In frames of its own, below the caller's.
__attribute__((noinline)) static size_t update_many(const struct lanes_kernel *kernel,
                                                    struct tcface_sealing *const *sealings, uint8_t *const *outputs,
                                                    const uint8_t *const *contents, size_t bodies, size_t count) {
    struct sealing_text texts[MOST_LANES];
    struct idle_lane idle;
    memset(&idle, 0, sizeof idle);
    for (size_t body = 0; body < bodies; body++) texts[body] = (struct sealing_text){outputs[body], outputs[body]};
    for (size_t done = 0, taken; done < count; done += taken) {
        taken = count - done < PIECE ? count - done : PIECE;
        for (size_t body = 0; body < bodies; body++) sealing_add_content(sealings[body], contents[body] + done, taken);
        encrypt(kernel, sealings, texts, bodies, &idle);
        hash(kernel, sealings, texts, bodies);
    }
    for (size_t body = 0; body < bodies; body++) sealing_hash_rest(sealings[body], &texts[body]);
    return (size_t)(texts[0].end - outputs[0]);
}

size_t tcface_sealing_update_many(struct tcface_sealing *const *sealings, uint8_t *const *outputs,
                                  const uint8_t *const *contents, size_t bodies, size_t count) {
    if (count == 0) return 0;
    const struct lanes_kernel *const kernel = lanes_kernel_of(sealings[0]->family);
    const size_t written = update_many(kernel, sealings, outputs, contents, bodies, count);
    wipe_traces(kernel->frames + sizeof(struct idle_lane) + 1536);
    return written;
}
