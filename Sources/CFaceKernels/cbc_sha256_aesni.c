// SPDX-License-Identifier: Apache-2.0
// AES instructions where there are none for SHA: CBC by itself, and for the ends of messages SHA-256 in C.
//
// The two are not interleaved here. SHA-256 without its instructions fills the core, so that there is nothing to
// hide; and OpenSSL's hand-written SHA-256 is faster than what a compiler makes of this one.
#include "cbc_sha256_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "x86_registers.h"

#define INSTRUCTIONS "aes,avx,sse4.1,ssse3,prfchw"
#define STEP TCFACE_TARGET(INSTRUCTIONS) __attribute__((always_inline)) static inline
#define ENTRY TCFACE_TARGET(INSTRUCTIONS) static

#include "aes256_x86.h"

ENTRY void expand_key(struct tcface_aes256_cbc *cbc, const uint8_t key[32]) {
    expand_key_inline(cbc, key);
    wipe_vector_registers();
}

ENTRY void encrypt(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks,
                   struct tcface_ahead ahead) {
    encrypt_inline(cbc, output, input, blocks, ahead);
    wipe_vector_registers();
}

ENTRY void decrypt(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input, size_t blocks) {
    decrypt_inline(cbc, output, input, blocks);
    wipe_vector_registers();
}

static void hash(struct tcface_sha256 *sha, const uint8_t *text, size_t blocks, struct tcface_ahead ahead) {
    tcface_cbc_sha256_scalar.hash(sha, text, blocks, ahead);
}

static void encrypt_and_hash(struct tcface_aes256_cbc *cbc, uint8_t *output, const uint8_t *input,
                             struct tcface_sha256 *sha, const uint8_t *text, size_t steps, struct tcface_ahead ahead) {
    encrypt(cbc, output, input, 3 * steps, ahead);
    hash(sha, text, steps, ahead);
}

const struct tcface_cbc_sha256_kernel tcface_cbc_sha256_aesni = {
    .name = "AES instructions",
    .frames = 320,
    .expand_key = expand_key,
    .encrypt = encrypt,
    .decrypt = decrypt,
    .hash = hash,
    .encrypt_and_hash = encrypt_and_hash,
};
#endif
