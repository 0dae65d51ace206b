// SPDX-License-Identifier: Apache-2.0
// SM3 (GB/T 32905-2016) of short inputs, for the key derivation of SM2: what is hashed there is secret.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// A hash on its way. Secret; the caller wipes it.
struct sm3 {
    uint32_t words[8];
    uint8_t block[64];
    uint64_t count;
};

void sm3_begin(struct sm3 *sm3);
void sm3_update(struct sm3 *sm3, const uint8_t *bytes, size_t count);
void sm3_finish(struct sm3 *sm3, uint8_t digest[32]);
