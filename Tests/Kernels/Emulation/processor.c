// SPDX-License-Identifier: Apache-2.0
// Stands between the dispatcher and what asks it where a program is linked with --wrap=tcface_cpu_has and
// --wrap=tcface_kernel_available: the processor also has what is emulated, but for what `HIDDEN_INSTRUCTIONS` names,
// one or several of VAES, GFNI and SHA.
#include <stdlib.h>
#include <string.h>

#include "tcface_cpu.h"

bool __real_tcface_cpu_has(uint32_t features);
bool __wrap_tcface_cpu_has(uint32_t features);
bool __real_tcface_kernel_available(enum tcface_kernel kernel);
bool __wrap_tcface_kernel_available(enum tcface_kernel kernel);

static uint32_t hidden(void) {
    const char *const names = getenv("HIDDEN_INSTRUCTIONS");
    if (names == NULL) return 0;
    uint32_t features = 0;
    if (strstr(names, "VAES") != NULL) features |= TCFACE_CPU_VAES;
    if (strstr(names, "GFNI") != NULL) features |= TCFACE_CPU_GFNI;
    if (strstr(names, "SHA") != NULL) features |= TCFACE_CPU_SHA;
    return features;
}

bool __wrap_tcface_cpu_has(uint32_t features) {
    const uint32_t emulated = TCFACE_CPU_AVX512 | TCFACE_CPU_AVX512_VBMI | TCFACE_CPU_SHA | TCFACE_CPU_GFNI |
                              TCFACE_CPU_VAES | TCFACE_CPU_VPCLMUL;
    return (features & hidden()) == 0 && __real_tcface_cpu_has(features & ~emulated);
}

bool __wrap_tcface_kernel_available(enum tcface_kernel kernel) {
    return kernel == TCFACE_KERNEL_AVX512 || __real_tcface_kernel_available(kernel);
}
