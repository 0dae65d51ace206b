// SPDX-License-Identifier: Apache-2.0
// What a function leaves of secrets when it has returned: the numbers that the compiler put aside in frames that are no
// longer anyone's, and vector registers that nobody has used since.
#pragma once

#include <stddef.h>

/// Overwrites as many bytes as the functions that the caller called have taken for their frames, and some more for what
/// stands between these, and clears the vector registers.
///
/// Called last by each function of the public headers that handles secrets. What it gives for `frames` is what
/// code takes that is optimised as for release, -O2; other code may leave more.
void wipe_traces(size_t frames);

/// Bytes for functions without arrays of their own.
#define SMALL_FRAMES 256

#if defined(__x86_64__)
/// Clears all 32 registers of AVX-512.
void wipe_registers_avx512(void);
#endif
