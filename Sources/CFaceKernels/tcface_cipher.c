// SPDX-License-Identifier: Apache-2.0
#include "tcface_cipher.h"

#include <string.h>

#include "cipher_state.h"
#include "wipe_traces.h"

size_t tcface_cipher_size(void) { return sizeof(struct tcface_cipher); }

bool tcface_cipher_available(enum tcface_kernel family, enum tcface_algorithm algorithm) {
    if (family == TCFACE_KERNEL_SCALAR) return false;
    switch (algorithm) {
    case TCFACE_AES_256_CBC: return tcface_cbc_sha256_kernel_of(family) != NULL;
    case TCFACE_SM4_GCM: return sm4_gcm_kernel_of(family) != NULL;
    }
    return false;
}

/// The stack that the kernel takes.
static size_t frames_of(const struct tcface_cipher *cipher) {
    return cipher->algorithm == TCFACE_SM4_GCM ? cipher->gcm_kernel->frames : cipher->cbc_kernel->frames;
}

void tcface_cipher_begin(struct tcface_cipher *cipher, enum tcface_kernel family, enum tcface_algorithm algorithm,
                         bool decrypts, const uint8_t *key, const uint8_t *iv) {
    cipher->algorithm = algorithm;
    cipher->decrypts = decrypts;
    switch (algorithm) {
    case TCFACE_AES_256_CBC:
        cipher->cbc_kernel = tcface_cbc_sha256_kernel_of(family);
        cipher->cbc_kernel->expand_key(&cipher->cbc, key);
        memcpy(cipher->cbc.chain, iv, 16);
        break;
    case TCFACE_SM4_GCM:
        cipher->gcm_kernel = sm4_gcm_kernel_of(family);
        sm4_gcm_begin(&cipher->gcm, cipher->gcm_kernel, key, iv);
        break;
    }
    wipe_traces(frames_of(cipher));
}

void tcface_cipher_authenticate(struct tcface_cipher *cipher, const uint8_t *data, size_t count) {
    sm4_gcm_authenticate(&cipher->gcm, cipher->gcm_kernel, data, count);
    wipe_traces(frames_of(cipher));
}

void tcface_cipher_process(struct tcface_cipher *cipher, uint8_t *output, const uint8_t *input, size_t count) {
    if (cipher->algorithm == TCFACE_SM4_GCM) {
        sm4_gcm_process(&cipher->gcm, cipher->gcm_kernel, output, input, count, cipher->decrypts);
    } else if (cipher->decrypts) {
        cipher->cbc_kernel->decrypt(&cipher->cbc, output, input, count / 16);
    } else {
        cipher->cbc_kernel->encrypt(&cipher->cbc, output, input, count / 16, (struct tcface_ahead){0});
    }
    wipe_traces(frames_of(cipher));
}

void tcface_cipher_tag(struct tcface_cipher *cipher, uint8_t tag[16]) {
    sm4_gcm_tag(&cipher->gcm, cipher->gcm_kernel, tag);
    wipe_traces(frames_of(cipher));
}
