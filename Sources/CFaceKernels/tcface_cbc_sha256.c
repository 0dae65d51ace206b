// SPDX-License-Identifier: Apache-2.0
#include "tcface_cbc_sha256.h"

#include "cbc_sha256_kernels.h"

const struct tcface_sha256 tcface_sha256_start = {
    {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};

const struct tcface_cbc_sha256_kernel *tcface_cbc_sha256_kernel_of(enum tcface_kernel kernel) {
    if (!tcface_kernel_available(kernel)) return NULL;
    switch (kernel) {
    case TCFACE_KERNEL_SCALAR: return &tcface_cbc_sha256_scalar;
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX2:
        if (!tcface_cpu_has(TCFACE_CPU_AES | TCFACE_CPU_SSSE3_SSE41)) return NULL;
        if (tcface_cpu_has(TCFACE_CPU_SHA)) return &tcface_cbc_sha256_shani;
        return tcface_cpu_has(TCFACE_CPU_BMI) ? &tcface_cbc_sha256_avx2 : NULL;
    case TCFACE_KERNEL_AVX512:
        if (tcface_cpu_has(TCFACE_CPU_AES | TCFACE_CPU_SSSE3_SSE41 | TCFACE_CPU_SHA | TCFACE_CPU_VAES)) {
            return &tcface_cbc_sha256_shani_vaes;
        }
        return tcface_cbc_sha256_kernel_of(TCFACE_KERNEL_AVX2);
#elif defined(__aarch64__)
    case TCFACE_KERNEL_NEON:
        return tcface_cpu_has(TCFACE_CPU_AES | TCFACE_CPU_SHA) ? &tcface_cbc_sha256_armv8 : NULL;
#endif
    default: return NULL;
    }
}
