// SPDX-License-Identifier: Apache-2.0
// What the conformance programs share: counting, a fixed stream of bytes, and buffers with guards around them.
//
// Each program runs one job over every kernel that it finds, prints one line for each with its count of passed
// cases, and exits with 1 on the first difference.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Says what differs and ends the run.
#define FAIL(...)                                                                                                      \
    do {                                                                                                               \
        fprintf(stderr, "FAIL %s:%d: ", __FILE__, __LINE__);                                                           \
        fprintf(stderr, __VA_ARGS__);                                                                                  \
        fputc('\n', stderr);                                                                                           \
        exit(1);                                                                                                       \
    } while (0)

/// A fixed sequence of bytes (SplitMix64), the same on every machine.
struct byte_stream {
    uint64_t state;
};

static inline uint64_t next_word(struct byte_stream *stream) {
    uint64_t z = stream->state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static inline void fill(struct byte_stream *stream, uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)next_word(stream);
}

/// A block of memory of exactly the asked size. Reading or writing one byte past its end ends the process, or one byte
/// before its beginning: two of three blocks, in no order, end where memory ends, and the third begins where it begins.
uint8_t *guarded(size_t count);

/// Gives back what `guarded` gave.
void release_guarded(uint8_t *bytes, size_t count);
