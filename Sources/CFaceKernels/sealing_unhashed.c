// SPDX-License-Identifier: Apache-2.0
// AES-256-CBC where nothing is hashed: base64 goes on both sides of the chain meanwhile, step by step.
#include <string.h>

#include "cbc_base64.h"
#include "sealing_state.h"

/// Media of one step.
#define STEP_MEDIA 36
/// At once: so much plaintext stays in the first-level cache.
#define MOST_STEPS 128
/// How far the kernel asks ahead, in bytes: many times what memory takes to answer.
#define AHEAD 1024

_Static_assert((MOST_STEPS + 5) * SEALING_STEP <= SEALING_ROOM, "plaintext has room, with what stands there before");

const struct cbc_base64_kernel *cbc_base64_kernel_of(enum tcface_kernel family) {
    if (!tcface_kernel_available(family)) return NULL;
    switch (family) {
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX2: return tcface_cpu_has(TCFACE_CPU_AES) ? &cbc_base64_avx2 : NULL;
#endif
    // With AVX-512 base64 takes next to nothing.
    default: return NULL;
    }
}

/// After steps whose text is written: what stands behind them comes to the front.
static void leave_steps(struct tcface_sealing *sealing, struct sealing_text *text, size_t steps) {
    sealing->plaintext_count -= steps * SEALING_STEP;
    memmove(sealing->plaintext, sealing->plaintext + steps * SEALING_STEP, sealing->plaintext_count);
    sealing->text_count += steps * SEALING_STEP_TEXT;
    text->end += steps * SEALING_STEP_TEXT;
}

void sealing_encrypt_to_text(struct tcface_sealing *sealing, struct sealing_text *text, struct tcface_ahead ahead) {
    const size_t steps = sealing->plaintext_count / SEALING_STEP;
    ahead.output = (uintptr_t)text->end + AHEAD;
    sealing->cbc_base64->encrypt(&sealing->cbc, text->end, sealing->plaintext, steps, ahead);
    leave_steps(sealing, text, steps);
}

size_t sealing_encode_and_encrypt(struct tcface_sealing *sealing, struct sealing_text *text, const uint8_t *media,
                                  size_t count) {
    // A step and a block of plaintext stand ahead of the chain, so that it never waits for base64.
    const size_t lead = (3 - sealing->ungrouped_count) % 3 + (SEALING_STEP + 16) / 4 * 3;
    if (count < lead + STEP_MEDIA) return 0;
    sealing_add_content(sealing, media, lead);
    size_t left = (count - lead) / STEP_MEDIA;
    for (size_t steps, taken = lead; left > 0; left -= steps, taken += steps * STEP_MEDIA) {
        steps = left < MOST_STEPS ? left : MOST_STEPS;
        const struct tcface_ahead ahead = {(uintptr_t)(media + taken) + AHEAD, STEP_MEDIA,
                                           (uintptr_t)text->end + AHEAD};
        sealing->cbc_base64->encode_and_encrypt(&sealing->cbc, text->end, sealing->plaintext, sealing->plaintext_count,
                                                media + taken, steps, ahead);
        sealing->plaintext_count += steps * SEALING_STEP;
        leave_steps(sealing, text, steps);
    }
    return lead + (count - lead) / STEP_MEDIA * STEP_MEDIA;
}
