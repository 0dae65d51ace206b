// SPDX-License-Identifier: Apache-2.0
// Wiping that no compiler leaves out.
#pragma once

#include <stddef.h>
#include <string.h>

/// Overwrites `count` bytes with zeros. The barrier claims to read them, so the writes have to happen.
static inline void wipe(void *bytes, size_t count) {
    memset(bytes, 0, count);
    __asm__ volatile("" : : "r"(bytes) : "memory");
}
