// SPDX-License-Identifier: Apache-2.0
#include "tcface_json.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// As signed bytes everything from 0x80 on is negative, so that one comparison finds it along with the control bytes.
static inline int is_plain(uint8_t byte) { return (int8_t)byte >= 0x20 && byte != '"' && byte != '\\'; }

size_t tcface_json_plain_run_scalar(const uint8_t *p, size_t n) {
    size_t i = 0;
    while (i < n && is_plain(p[i])) i++;
    return i;
}

#if defined(__x86_64__)

// All ones in each byte that ends the run.
__attribute__((target("avx2"))) static inline __m256i ends_avx2(const uint8_t *p) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)p);
    const __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
    const __m256i backslashes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
    const __m256i others = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes);
    return _mm256_or_si256(others, _mm256_or_si256(quotes, backslashes));
}

__attribute__((target("avx2"))) static size_t plain_run_avx2(const uint8_t *p, size_t n) {
    size_t i = 0;
    // Four vectors a turn keep the loads busy; which of the four holds the end is found out below, once.
    for (; n - i >= 128; i += 128) {
        const __m256i low = _mm256_or_si256(ends_avx2(p + i), ends_avx2(p + i + 32));
        const __m256i high = _mm256_or_si256(ends_avx2(p + i + 64), ends_avx2(p + i + 96));
        const __m256i any = _mm256_or_si256(low, high);
        if (!_mm256_testz_si256(any, any)) break;
    }
    for (; n - i >= 32; i += 32) {
        const uint32_t mask = (uint32_t)_mm256_movemask_epi8(ends_avx2(p + i));
        if (mask != 0) return i + (size_t)__builtin_ctz(mask);
    }
    return i + tcface_json_plain_run_scalar(p + i, n - i);
}

static int has_avx2(void) { return __builtin_cpu_supports("avx2"); }

size_t tcface_json_plain_run(const uint8_t *p, size_t n) {
    // Short strings are most of what JSON has, and too short for a vector.
    if (n < 32 || !has_avx2()) return tcface_json_plain_run_scalar(p, n);
    return plain_run_avx2(p, n);
}

#elif defined(__aarch64__)

// All ones in each byte that ends the run.
static inline uint8x16_t ends_neon(const uint8_t *p) {
    const uint8x16_t bytes = vld1q_u8(p);
    const uint8x16_t quotes = vceqq_u8(bytes, vdupq_n_u8('"'));
    const uint8x16_t backslashes = vceqq_u8(bytes, vdupq_n_u8('\\'));
    const uint8x16_t others = vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x20));
    return vorrq_u8(others, vorrq_u8(quotes, backslashes));
}

// Four bits for each byte, in order: there is no byte mask on this architecture.
static inline uint64_t mask_neon(uint8x16_t ends) {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(ends), 4)), 0);
}

static size_t plain_run_neon(const uint8_t *p, size_t n) {
    size_t i = 0;
    for (; n - i >= 64; i += 64) {
        const uint8x16_t low = vorrq_u8(ends_neon(p + i), ends_neon(p + i + 16));
        const uint8x16_t high = vorrq_u8(ends_neon(p + i + 32), ends_neon(p + i + 48));
        if (vmaxvq_u8(vorrq_u8(low, high)) != 0) break;
    }
    for (; n - i >= 16; i += 16) {
        const uint64_t mask = mask_neon(ends_neon(p + i));
        if (mask != 0) return i + (size_t)__builtin_ctzll(mask) / 4;
    }
    return i + tcface_json_plain_run_scalar(p + i, n - i);
}

// Every arm64 processor has NEON.
size_t tcface_json_plain_run(const uint8_t *p, size_t n) { return plain_run_neon(p, n); }

#else

size_t tcface_json_plain_run(const uint8_t *p, size_t n) { return tcface_json_plain_run_scalar(p, n); }

#endif
