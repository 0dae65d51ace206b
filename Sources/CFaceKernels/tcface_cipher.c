// SPDX-License-Identifier: Apache-2.0
#include "tcface_cipher.h"

#include <string.h>

#include "cipher_state.h"

size_t tcface_cipher_size(void) { return sizeof(struct tcface_cipher); }

bool tcface_cipher_available(enum tcface_kernel family, enum tcface_algorithm algorithm) {
    if (family == TCFACE_KERNEL_SCALAR) return false;
    switch (algorithm) {
    case TCFACE_AES_256_CBC: return tcface_cbc_sha256_kernel_of(family) != NULL;
    case TCFACE_SM4_GCM: return false;
    }
    return false;
}

void tcface_cipher_begin(struct tcface_cipher *cipher, enum tcface_kernel family, enum tcface_algorithm algorithm,
                         bool decrypts, const uint8_t *key, const uint8_t *iv) {
    cipher->algorithm = algorithm;
    cipher->decrypts = decrypts;
    cipher->cbc_kernel = tcface_cbc_sha256_kernel_of(family);
    cipher->cbc_kernel->expand_key(&cipher->cbc, key);
    memcpy(cipher->cbc.chain, iv, 16);
}

void tcface_cipher_authenticate(struct tcface_cipher *cipher, const uint8_t *data, size_t count) {
    (void)cipher, (void)data, (void)count;
}

void tcface_cipher_process(struct tcface_cipher *cipher, uint8_t *output, const uint8_t *input, size_t count) {
    if (cipher->decrypts) {
        cipher->cbc_kernel->decrypt(&cipher->cbc, output, input, count / 16);
    } else {
        cipher->cbc_kernel->encrypt(&cipher->cbc, output, input, count / 16);
    }
}

void tcface_cipher_tag(struct tcface_cipher *cipher, uint8_t tag[16]) { (void)cipher, (void)tag; }
