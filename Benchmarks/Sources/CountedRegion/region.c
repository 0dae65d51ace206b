// SPDX-License-Identifier: Apache-2.0
#include "CountedRegion.h"

__attribute__((noinline)) void tcface_counted_region(void (*work)(void *context), void *context) {
    work(context);
    // Keeps the call from being the function's last act, which would be a jump that leaves the function at once.
    __asm__ volatile("" ::: "memory");
}
