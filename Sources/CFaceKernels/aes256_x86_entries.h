// SPDX-License-Identifier: Apache-2.0
// What every kernel with the processor's AES instructions has for AES-256-CBC alone. The file that includes this
// defines STEP and ENTRY: the targets of its functions. Each wipes the registers at its end, where round keys and
// plaintext were.
#pragma once

#include "aes256_x86.h"
#include "x86_registers.h"

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
