// SPDX-License-Identifier: Apache-2.0
#include "tcface_constant_time.h"
#include "value_barrier.h"

size_t tcface_pkcs7_unpad(const uint8_t last_block[16]) {
    const uint32_t length = last_block[15];
    uint32_t good = ~mask_zero(length) & mask_less(length, 17);
    // All 16 bytes are looked at, whatever the length says: how many belong to the padding is a secret until it
    // has been found valid, and the time must not tell which byte is wrong.
    for (uint32_t distance = 1; distance <= 16; distance++) {
        const uint32_t is_padding = ~mask_less(length, distance);
        const uint32_t differs = (uint32_t)last_block[16 - distance] ^ length;
        good &= ~is_padding | mask_zero(differs);
    }
    return good & length;
}
