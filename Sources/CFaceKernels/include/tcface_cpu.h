// SPDX-License-Identifier: Apache-2.0
// Which instructions this processor has, and which family of kernels is used.
//
// Both are found out once, on the first call from any thread, and never change afterwards.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// A family of kernels. A job that has no kernel in the selected family uses the next one below it.
enum tcface_kernel {
    /// Portable C, the reference for all others.
    TCFACE_KERNEL_SCALAR = 0,
    /// x86-64 with AVX2.
    TCFACE_KERNEL_AVX2 = 1,
    /// x86-64 with AVX-512 F, BW, VL, DQ and VBMI (Ice Lake, Zen 4 and later); AVX2 is there too.
    TCFACE_KERNEL_AVX512 = 2,
    /// arm64, where NEON is always there.
    TCFACE_KERNEL_NEON = 3,
};

/// One more than the last `enum tcface_kernel`, to loop over them.
#define TCFACE_KERNEL_COUNT 4

/// How the selected family came about.
enum tcface_kernel_choice {
    /// `TCFACE_KERNEL` is unset or empty: the best family that this processor has.
    TCFACE_KERNEL_AUTOMATIC = 0,
    /// `TCFACE_KERNEL` names it.
    TCFACE_KERNEL_FORCED = 1,
    /// `TCFACE_KERNEL` is none of `scalar`, `avx2`, `avx512`, `neon`: scalar, and the caller should say so.
    TCFACE_KERNEL_UNKNOWN = 2,
    /// `TCFACE_KERNEL` names a family that this processor has not: scalar, and the caller should say so.
    TCFACE_KERNEL_UNAVAILABLE = 3,
};

/// Instructions beyond a family that a kernel may ask for, as bits. Those for AES and for SHA-256 have the same bits on
/// x86-64 and on arm64.
#define TCFACE_CPU_AVX2 (1u << 0)
#define TCFACE_CPU_AVX512 (1u << 1) // F, BW, VL and DQ
#define TCFACE_CPU_AVX512_VBMI (1u << 2)
#define TCFACE_CPU_AES (1u << 3)
#define TCFACE_CPU_PCLMUL (1u << 4)
#define TCFACE_CPU_SHA (1u << 5)
#define TCFACE_CPU_GFNI (1u << 6)
#define TCFACE_CPU_VAES (1u << 7)
#define TCFACE_CPU_VPCLMUL (1u << 8)
#define TCFACE_CPU_SSSE3_SSE41 (1u << 9)
#define TCFACE_CPU_BMI (1u << 10) // both sets
#define TCFACE_CPU_NEON (1u << 16)
#define TCFACE_CPU_PMULL (1u << 17) // of two 64-bit words
#define TCFACE_CPU_SM4 (1u << 18)

/// Whether the processor has all of these instructions and the operating system keeps their registers.
///
/// That is so whatever `TCFACE_KERNEL` says: a kernel is chosen by `tcface_kernel_selected` first.
bool tcface_cpu_has(uint32_t features);

/// The family that kernels use unless a caller names one.
enum tcface_kernel tcface_kernel_selected(void);

/// How that family came about.
enum tcface_kernel_choice tcface_kernel_choice(void);

/// Whether this build and this processor can run the family.
bool tcface_kernel_available(enum tcface_kernel kernel);

/// `scalar`, `avx2`, `avx512` or `neon`: a string that lives for ever.
const char *tcface_kernel_name(enum tcface_kernel kernel);
