// SPDX-License-Identifier: Apache-2.0
#include "wipe_traces.h"

#if defined(__x86_64__)
#include "x86_registers.h"

TCFACE_TARGET("avx512f") void wipe_registers_avx512(void) { wipe_wide_vector_registers(); }
#endif
