// SPDX-License-Identifier: Apache-2.0
#include "wipe_traces.h"

#include "tcface_cpu.h"
#include "wipe.h"

#if defined(__x86_64__)
#include "x86_registers.h"

TCFACE_TARGET("avx") static void wipe_registers_avx(void) { wipe_vector_registers(); }

/// Also after kernels for AVX2: the copying functions of C libraries take the registers of AVX-512 where there are any.
static void wipe_registers(void) {
    if (tcface_cpu_has(TCFACE_CPU_AVX512)) {
        wipe_registers_avx512();
    } else if (tcface_cpu_has(TCFACE_CPU_AVX2)) {
        wipe_registers_avx();
    } else {
        wipe_sse_registers();
    }
}
#elif defined(__aarch64__)
#include "arm64_target.h"

static void wipe_registers(void) { wipe_vector_registers(); }
#else
static void wipe_registers(void) {}
#endif

/// For the frames between the caller's and those of a kernel.
#define BETWEEN 128

// Its own frame lies where those were that it is to overwrite.
__attribute__((noinline)) void wipe_traces(size_t frames) {
    wipe(__builtin_alloca(frames + BETWEEN), frames + BETWEEN);
    wipe_registers();
}
