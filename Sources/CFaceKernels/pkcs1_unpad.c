// SPDX-License-Identifier: Apache-2.0
#include "tcface_constant_time.h"
#include "value_barrier.h"
#include "wipe_traces.h"

/// 00 02, eight bytes of padding, 00: the fewest bytes that stand before a message.
#define SMALLEST_HEAD 11

size_t tcface_pkcs1_unpad(const uint8_t *block, size_t count) {
    if (count < SMALLEST_HEAD) return 0;
    uint32_t good = mask_zero(block[0]) & mask_zero(block[1] ^ 2u);

    // The first zero byte after the two ends the padding. The search goes on to the end of the block, so
    // that the time does not tell where it was found.
    uint32_t searching = ~0u;
    uint32_t end = 0;
    for (uint32_t i = 2; i < count; i++) {
        const uint32_t ends_here = searching & mask_zero(block[i]);
        end = select(ends_here, i, end);
        searching = value_barrier(searching & ~ends_here);
    }
    good &= ~searching & ~mask_less(end, SMALLEST_HEAD - 1);
    return good & (end + 1);
}

void tcface_pkcs1_unpad_exact(uint8_t *message, size_t message_count, const uint8_t *block, size_t count) {
    // Sizes are public, so this branch tells nothing.
    if (count < SMALLEST_HEAD || message_count > count - SMALLEST_HEAD) return;
    const size_t end = count - message_count - 1;

    uint32_t good = mask_zero(block[0]) & mask_zero(block[1] ^ 2u) & mask_zero(block[end]);
    for (size_t i = 2; i < end; i++) good &= ~mask_zero(block[i]);

    // Every byte is written in either case, with what was there or with what is true.
    good = value_barrier(good);
    for (size_t i = 0; i < message_count; i++) {
        message[i] = (uint8_t)select(good, block[end + 1 + i], message[i]);
    }
    wipe_traces(SMALL_FRAMES);
}
