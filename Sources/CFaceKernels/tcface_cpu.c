// SPDX-License-Identifier: Apache-2.0
#include "tcface_cpu.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

#if defined(__x86_64__)
#include <cpuid.h>

/// Whether bit `index` of `word` is set.
static bool bit(unsigned word, unsigned index) { return (word >> index) & 1; }

/// The register sets that the operating system saves on a context switch (XCR0).
static unsigned saved_register_sets(void) {
    unsigned low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static uint32_t detect_features(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    uint32_t features = 0;
    if (bit(c, 9) && bit(c, 19)) features |= TCFACE_CPU_SSSE3_SSE41;
    if (bit(c, 1)) features |= TCFACE_CPU_PCLMUL;
    if (bit(c, 25)) features |= TCFACE_CPU_AES;

    // A wide instruction may only be used when the system also saves the wide registers: xmm and ymm are
    // bits 1 and 2 of XCR0; mask registers and the two halves of zmm are bits 5 to 7.
    const bool can_ask = bit(c, 27);
    const unsigned saved = can_ask ? saved_register_sets() : 0;
    const bool ymm = bit(c, 28) && (saved & 0x06) == 0x06;
    const bool zmm = ymm && (saved & 0xe0) == 0xe0;

    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return features;
    if (bit(b, 3) && bit(b, 8)) features |= TCFACE_CPU_BMI;
    if (bit(b, 29)) features |= TCFACE_CPU_SHA;
    if (bit(c, 8)) features |= TCFACE_CPU_GFNI;
    if (ymm && bit(b, 5)) features |= TCFACE_CPU_AVX2;
    if (ymm && bit(c, 9)) features |= TCFACE_CPU_VAES;
    if (ymm && bit(c, 10)) features |= TCFACE_CPU_VPCLMUL;
    const bool avx512 = zmm && bit(b, 16) && bit(b, 17) && bit(b, 30) && bit(b, 31);
    if (avx512) features |= TCFACE_CPU_AVX512;
    if (avx512 && bit(c, 1)) features |= TCFACE_CPU_AVX512_VBMI;
    return features;
}

#elif defined(__aarch64__)
static uint32_t detect_features(void) {
    uint32_t features = TCFACE_CPU_NEON;
#if defined(__APPLE__)
    // Every arm64 processor of theirs has these, and none has SM4.
    features |= TCFACE_CPU_AES | TCFACE_CPU_SHA | TCFACE_CPU_PMULL;
#elif defined(__linux__)
    // The kernel leaves out what a processor has but must not be used.
    const unsigned long capabilities = getauxval(AT_HWCAP);
    if (capabilities & HWCAP_AES) features |= TCFACE_CPU_AES;
    if (capabilities & HWCAP_SHA2) features |= TCFACE_CPU_SHA;
    if (capabilities & HWCAP_PMULL) features |= TCFACE_CPU_PMULL;
    if (capabilities & HWCAP_SM4) features |= TCFACE_CPU_SM4;
#endif
    return features;
}

#else
static uint32_t detect_features(void) { return 0; }
#endif

static bool family_fits(enum tcface_kernel kernel, uint32_t features) {
    uint32_t needed;
    switch (kernel) {
    case TCFACE_KERNEL_SCALAR: needed = 0; break;
    case TCFACE_KERNEL_AVX2: needed = TCFACE_CPU_AVX2; break;
    case TCFACE_KERNEL_AVX512: needed = TCFACE_CPU_AVX2 | TCFACE_CPU_AVX512 | TCFACE_CPU_AVX512_VBMI; break;
    case TCFACE_KERNEL_NEON: needed = TCFACE_CPU_NEON; break;
    default: return false;
    }
    return (features & needed) == needed;
}

/// What is known about this process, in one word so that it can be published in one step.
struct selection {
    uint32_t features;
    uint8_t kernel;
    uint8_t choice;
    uint8_t known; // 1 once detected; a word of zeros means "not yet"
    uint8_t unused;
};

static struct selection detect(void) {
    struct selection found = {.features = detect_features(), .known = 1};
    const char *wanted = getenv("TCFACE_KERNEL");
    if (wanted == NULL || *wanted == '\0') {
        // NEON is the last and never stands beside the x86-64 families, so the highest that fits is the best.
        for (int kernel = TCFACE_KERNEL_COUNT - 1; kernel >= 0; kernel--) {
            if (!family_fits(kernel, found.features)) continue;
            found.kernel = (uint8_t)kernel;
            break;
        }
        return found;
    }
    found.kernel = TCFACE_KERNEL_SCALAR;
    found.choice = TCFACE_KERNEL_UNKNOWN;
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        if (strcmp(wanted, tcface_kernel_name(kernel)) != 0) continue;
        const bool fits = family_fits(kernel, found.features);
        found.choice = fits ? TCFACE_KERNEL_FORCED : TCFACE_KERNEL_UNAVAILABLE;
        if (fits) found.kernel = (uint8_t)kernel;
    }
    return found;
}

static struct selection selection(void) {
    static _Atomic struct selection published;
    struct selection known = atomic_load_explicit(&published, memory_order_relaxed);
    if (known.known) return known;
    // Threads may detect at the same time, but only the first result is published: should the environment
    // change in between, all threads still agree. The word says everything, so no ordering is needed.
    const struct selection found = detect();
    if (atomic_compare_exchange_strong(&published, &known, found)) return found;
    return known;
}

bool tcface_cpu_has(uint32_t features) {
    return (selection().features & features) == features;
}

enum tcface_kernel tcface_kernel_selected(void) { return selection().kernel; }

enum tcface_kernel_choice tcface_kernel_choice(void) { return selection().choice; }

bool tcface_kernel_available(enum tcface_kernel kernel) { return family_fits(kernel, selection().features); }

const char *tcface_kernel_name(enum tcface_kernel kernel) {
    switch (kernel) {
    case TCFACE_KERNEL_SCALAR: return "scalar";
    case TCFACE_KERNEL_AVX2: return "avx2";
    case TCFACE_KERNEL_AVX512: return "avx512";
    case TCFACE_KERNEL_NEON: return "neon";
    }
    return "unknown";
}
