// SPDX-License-Identifier: Apache-2.0
#include "tcface_constant_time.h"
#include "value_barrier.h"

int tcface_equal(const uint8_t *a, const uint8_t *b, size_t count) {
    uint32_t difference = 0;
    for (size_t i = 0; i < count; i++) {
        // Without the barrier the compiler could see that no later byte changes a difference of 255, and stop early.
        difference = value_barrier(difference | (uint32_t)(a[i] ^ b[i]));
    }
    return (int)(mask_zero(difference) & 1);
}
