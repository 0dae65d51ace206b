// SPDX-License-Identifier: Apache-2.0
// Counts how often a process asks for memory. Loaded before the C library, with LD_PRELOAD; glibc only.
#pragma once

#include <stdint.h>

/// How often the process has called malloc, calloc, realloc or one of their aligned forms; 0 where they are not
/// counted.
uint64_t tcface_counted_allocations(void);
