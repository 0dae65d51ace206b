// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sm4_gcm.h"
#include "tcface_cbc_sha256.h"
#include "tcface_cipher.h"

struct tcface_cipher {
    enum tcface_algorithm algorithm;
    bool decrypts;
    const struct tcface_cbc_sha256_kernel *cbc_kernel;
    const struct sm4_gcm_kernel *gcm_kernel;
    union {
        struct tcface_aes256_cbc cbc;
        struct sm4_gcm gcm;
    };
};
