// SPDX-License-Identifier: Apache-2.0
#include "tcface_json.h"

#include <string.h>

#include "portable_vectors.h"
#include "tcface_target.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// The reference, which the vectors leave less than a block.
static size_t plain_run_scalar(const uint8_t *text, size_t count) {
    size_t i = 0;
    while (i < count && text[i] >= 0x20 && text[i] < 0x80 && text[i] != '"' && text[i] != '\\') i++;
    return i;
}

// The vectors compare signed bytes: those from 0x80 on are negative then, so that one comparison with 0x20 finds
// them along with the control bytes.

/// All ones in each byte that ends the run.
static inline bytes_16 ends_portable(const uint8_t *text) {
    bytes_16 bytes;
    memcpy(&bytes, text, sizeof bytes);
    return (bytes_16)((signed_16)bytes < 0x20) | (bytes_16)(bytes == '"') | (bytes_16)(bytes == '\\');
}

static size_t plain_run_portable(const uint8_t *text, size_t count) {
    size_t i = 0;
    for (; count - i >= 16; i += 16) {
        const bytes_16 ends = ends_portable(text + i);
        if (any_16(ends)) return i + first_byte_16(ends);
    }
    return i + plain_run_scalar(text + i, count - i);
}

#if defined(__x86_64__)

/// All ones in each byte that ends the run.
TCFACE_TARGET("avx2") static inline __m256i ends_avx2(const uint8_t *text) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)text);
    const __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
    const __m256i backslashes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
    const __m256i others = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes);
    return _mm256_or_si256(others, _mm256_or_si256(quotes, backslashes));
}

TCFACE_TARGET("avx2") static size_t plain_run_avx2(const uint8_t *text, size_t count) {
    size_t i = 0;
    // One test for four vectors, which hardly ever hold an end; which of them does is found out below, once.
    for (; count - i >= 128; i += 128) {
        const __m256i first = _mm256_or_si256(ends_avx2(text + i), ends_avx2(text + i + 32));
        const __m256i second = _mm256_or_si256(ends_avx2(text + i + 64), ends_avx2(text + i + 96));
        if (_mm256_movemask_epi8(_mm256_or_si256(first, second)) != 0) break;
    }
    for (; count - i >= 32; i += 32) {
        const unsigned mask = (unsigned)_mm256_movemask_epi8(ends_avx2(text + i));
        if (mask != 0) return i + (size_t)__builtin_ctz(mask);
    }
    return i + plain_run_scalar(text + i, count - i);
}

#elif defined(__aarch64__)

/// All ones in each byte that ends the run.
static inline uint8x16_t ends_neon(const uint8_t *text) {
    const uint8x16_t bytes = vld1q_u8(text);
    const uint8x16_t quotes = vceqq_u8(bytes, vdupq_n_u8('"'));
    const uint8x16_t backslashes = vceqq_u8(bytes, vdupq_n_u8('\\'));
    const uint8x16_t others = vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x20));
    return vorrq_u8(others, vorrq_u8(quotes, backslashes));
}

/// Four bits for each byte, in order: there is no instruction here that gives one.
static inline uint64_t nibbles_neon(uint8x16_t ends) {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(ends), 4)), 0);
}

static size_t plain_run_neon(const uint8_t *text, size_t count) {
    size_t i = 0;
    for (; count - i >= 64; i += 64) {
        const uint8x16_t first = vorrq_u8(ends_neon(text + i), ends_neon(text + i + 16));
        const uint8x16_t second = vorrq_u8(ends_neon(text + i + 32), ends_neon(text + i + 48));
        if (vmaxvq_u8(vorrq_u8(first, second)) != 0) break;
    }
    for (; count - i >= 16; i += 16) {
        const uint64_t mask = nibbles_neon(ends_neon(text + i));
        if (mask != 0) return i + (size_t)__builtin_ctzll(mask) / 4;
    }
    return i + plain_run_scalar(text + i, count - i);
}

#endif

static size_t plain_run(enum tcface_kernel kernel, const uint8_t *text, size_t count) {
    switch (kernel) {
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX2:
    case TCFACE_KERNEL_AVX512: return plain_run_avx2(text, count);
#elif defined(__aarch64__)
    case TCFACE_KERNEL_NEON: return plain_run_neon(text, count);
#endif
    default: return plain_run_portable(text, count);
    }
}

size_t tcface_json_plain_run_with(enum tcface_kernel kernel, const uint8_t *text, size_t count) {
    return plain_run(tcface_kernel_available(kernel) ? kernel : TCFACE_KERNEL_SCALAR, text, count);
}

size_t tcface_json_plain_run(const uint8_t *text, size_t count) {
    // Most runs are names and short values: they end before choosing a kernel would pay.
    const size_t first = count < 16 ? count : 16;
    const size_t run = plain_run_scalar(text, first);
    if (run < 16) return run;
    return run + plain_run(tcface_kernel_selected(), text + run, count - run);
}
