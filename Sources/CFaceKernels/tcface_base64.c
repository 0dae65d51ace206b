// SPDX-License-Identifier: Apache-2.0
#include "tcface_base64.h"

#include "base64_kernels.h"
#include "wipe_traces.h"

/// Lets the wide kernel take what it can; returns how many input bytes it took.
static size_t encode_blocks(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count) {
    if (!tcface_kernel_available(kernel)) return 0;
    switch (kernel) {
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX2: return tcface_base64_encode_blocks_avx2(output, input, count);
    case TCFACE_KERNEL_AVX512: return tcface_base64_encode_blocks_avx512(output, input, count);
#elif defined(__aarch64__)
    case TCFACE_KERNEL_NEON: return tcface_base64_encode_blocks_neon(output, input, count);
#endif
    default: return 0;
    }
}

/// Lets the wide kernel take what it can; returns how many input characters it took.
static size_t decode_blocks(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count) {
    if (!tcface_kernel_available(kernel)) return 0;
    switch (kernel) {
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX2: return tcface_base64_decode_blocks_avx2(output, input, count);
    case TCFACE_KERNEL_AVX512: return tcface_base64_decode_blocks_avx512(output, input, count);
#elif defined(__aarch64__)
    case TCFACE_KERNEL_NEON: return tcface_base64_decode_blocks_neon(output, input, count);
#endif
    default: return 0;
    }
}

size_t base64_encode(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count) {
    size_t taken = encode_blocks(kernel, output, input, count);
    taken += tcface_base64_encode_blocks_portable(output + taken / 3 * 4, input + taken, count - taken);
    const size_t written = taken / 3 * 4;
    return written + tcface_base64_encode_scalar(output + written, input + taken, count - taken);
}

size_t tcface_base64_encode_with(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count) {
    const size_t written = base64_encode(kernel, output, input, count);
    wipe_traces(SMALL_FRAMES);
    return written;
}

size_t tcface_base64_decode_with(enum tcface_kernel kernel, uint8_t *output, const uint8_t *input, size_t count) {
    size_t taken = decode_blocks(kernel, output, input, count);
    taken += tcface_base64_decode_blocks_portable(output + taken / 4 * 3, input + taken, count - taken);
    const size_t written = taken / 4 * 3;
    const size_t good = taken + tcface_base64_decode_scalar(output + written, input + taken, count - taken);
    wipe_traces(SMALL_FRAMES);
    return good;
}
