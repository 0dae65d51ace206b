// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tcface_cbc_sha256.h"
#include "tcface_cipher.h"

struct tcface_cipher {
    enum tcface_algorithm algorithm;
    bool decrypts;
    const struct tcface_cbc_sha256_kernel *cbc_kernel;
    struct tcface_aes256_cbc cbc;
};
