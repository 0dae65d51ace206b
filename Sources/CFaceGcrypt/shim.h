// SPDX-License-Identifier: Apache-2.0
// The parts of libgcrypt (1.9 or newer) that the core calls, and typed forms of its variadic functions.
#pragma once

#include <gcrypt.h>

/* The oldest release that has SM4. */
#define TCFACE_GCRYPT_MINIMUM "1.9.0"

/* Whether the program, or another library in it, has begun to set up libgcrypt. */
static inline int tcface_gcry_is_initialized(void) {
    return gcry_control(GCRYCTL_ANY_INITIALIZATION_P) != 0;
}

/* No pool of locked memory: contexts are wiped by gcry_cipher_close wherever they live. */
static inline gcry_error_t tcface_gcry_disable_secure_memory(void) {
    return gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
}

static inline gcry_error_t tcface_gcry_finish_initialization(void) {
    return gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

/* Whether the library has the algorithm and its policy (FIPS mode) lets it be used. */
static inline int tcface_gcry_has_cipher(int algorithm) {
    return gcry_cipher_algo_info(algorithm, GCRYCTL_TEST_ALGO, NULL, NULL) == 0;
}
