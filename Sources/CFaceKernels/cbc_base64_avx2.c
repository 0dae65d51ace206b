// SPDX-License-Identifier: Apache-2.0
// AES instructions for the chain, AVX2 for base64.
//
// Between two blocks of the chain stands at most a little base64, and none of it waits for the chain: the text is that
// of the step before. A core that runs two threads has half of the entries in which instructions wait for each. With a
// whole step of base64 in one place the time went up by a sixth whenever, it seems, there was a second thread.
#include "cbc_base64.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "tcface_target.h"
#include "x86_registers.h"

#define INSTRUCTIONS "aes,avx2,prfchw"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(INSTRUCTIONS) static

#include "aes256_x86.h"
#include "base64_avx2.h"

/// Keeps what stands above before what stands below, in a step that costs nothing: it claims to change the chain and
/// all memory.
STEP void keep_order(__m128i *block) { __asm__ volatile("" : "+x"(*block) : : "memory"); }

/// The rounds of a block, by themselves. `following` is the plaintext after it.
STEP void encrypt_block(__m128i *block, const struct folded_keys *keys, uint8_t *output, const uint8_t *following) {
    keep_order(block);
    *block = chain_next(chain_rounds(*block, keys, 1, 13), keys, following, output);
    keep_order(block);
}

/// Both functions of the kernel: without media, all plaintext is there.
STEP void seal_inline(struct tcface_aes256_cbc *cbc, uint8_t *text, const uint8_t *plaintext, bool takes_media,
                      const uint8_t *media, uint8_t *encoded, size_t steps, struct tcface_ahead ahead) {
    if (steps == 0) return;
    const __m256i bd_factors = shift_factors();
    struct folded_keys keys;
    fold_keys(&keys, cbc);
    __m128i block = chain_begin(&keys, cbc, plaintext);
    // Of this step and of the one before. Before the first there is none, and its text is overwritten by the next.
    uint8_t ciphertexts[2][48] __attribute__((aligned(16))) = {{0}};
    for (size_t step = 0; step < steps; step++, plaintext += 48) {
        uint8_t *const ciphertext = ciphertexts[step % 2];
        const uint8_t *const before = ciphertexts[(step + 1) % 2];
        const uint8_t *const following = step + 1 < steps ? plaintext + 48 : block_of_zeros;
        ask_ahead(ahead, step);
        // 36 bytes of media: the second 24 overlap the first, and 16 characters are written again.
        if (takes_media) encode_24(encoded + 48 * step, load_groups(media + 36 * step), bd_factors);
        encrypt_block(&block, &keys, ciphertext, plaintext + 16);
        encode_24(text, load_groups(before), bd_factors);
        encrypt_block(&block, &keys, ciphertext + 16, plaintext + 32);
        encode_24(text + 32, load_groups(before + 24), bd_factors);
        if (takes_media) encode_24(encoded + 48 * step + 16, load_groups(media + 36 * step + 12), bd_factors);
        encrypt_block(&block, &keys, ciphertext + 32, following);
        if (step > 0) text += 64;
    }
    const uint8_t *const last = ciphertexts[(steps - 1) % 2];
    encode_24(text, load_groups(last), bd_factors);
    encode_24(text + 32, load_groups(last + 24), bd_factors);
    chain_end(block, &keys, cbc);
}

// At its end each function wipes the registers, where round keys and plaintext were.

ENTRY void encrypt(struct tcface_aes256_cbc *cbc, uint8_t *text, const uint8_t *plaintext, size_t steps,
                   struct tcface_ahead ahead) {
    seal_inline(cbc, text, plaintext, false, NULL, NULL, steps, ahead);
    wipe_vector_registers();
}

ENTRY void encode_and_encrypt(struct tcface_aes256_cbc *cbc, uint8_t *text, uint8_t *plaintext, size_t known,
                              const uint8_t *media, size_t steps, struct tcface_ahead ahead) {
    seal_inline(cbc, text, plaintext, true, media, plaintext + known, steps, ahead);
    wipe_vector_registers();
}

const struct cbc_base64_kernel cbc_base64_avx2 = {
    .name = "AES instructions and AVX2",
    .encrypt = encrypt,
    .encode_and_encrypt = encode_and_encrypt,
};
#endif
