// SPDX-License-Identifier: Apache-2.0
// Every base64 kernel, and the reference, against a second, independent implementation: plain look-up by the text of
// RFC 4648. The portable kernel, which all families run before the reference, also by itself against the reference.
#include "../../Sources/CFaceKernels/base64_kernels.h"
#include "conformance.h"
#include "tcface_base64.h"

/// In place of a family: the reference, without any kernel before it.
#define REFERENCE TCFACE_KERNEL_COUNT

static size_t encode_with(int kernel, uint8_t *output, const uint8_t *input, size_t count) {
    if (kernel == REFERENCE) return tcface_base64_encode_scalar(output, input, count);
    return tcface_base64_encode_with(kernel, output, input, count);
}

static size_t decode_with(int kernel, uint8_t *output, const uint8_t *input, size_t count) {
    if (kernel == REFERENCE) return tcface_base64_decode_scalar(output, input, count);
    return tcface_base64_decode_with(kernel, output, input, count);
}

static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648 section 4, bit by bit.
static void encode_by_the_book(char *text, const uint8_t *bytes, size_t count) {
    for (size_t character = 0; character < (count + 2) / 3 * 4; character++) {
        if (character * 6 >= count * 8) {
            text[character] = '=';
            continue;
        }
        int value = 0;
        for (size_t bit = character * 6; bit < character * 6 + 6; bit++) {
            const int set = bit < count * 8 ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0;
            value = value << 1 | set;
        }
        text[character] = characters[value];
    }
}

static bool is_in_alphabet(uint8_t byte) { return byte != 0 && strchr(characters, byte) != NULL; }

#define LONGEST 400

/// Every length, at the very end of readable and writable memory.
static size_t check_lengths(int kernel) {
    size_t passed = 0;
    struct byte_stream stream = {1};
    for (size_t count = 0; count <= LONGEST; count++) {
        const size_t text_count = (count + 2) / 3 * 4;
        const size_t whole = count / 3 * 4;
        uint8_t *bytes = guarded(count), *text = guarded(text_count), *back = guarded(count / 3 * 3);
        uint8_t *body = guarded(whole);
        char expected[LONGEST * 2];
        for (int round = 0; round < 4; round++) {
            fill(&stream, bytes, count);
            encode_by_the_book(expected, bytes, count);
            const size_t written = encode_with(kernel, text, bytes, count);
            if (written != text_count) FAIL("encode %zu bytes wrote %zu", count, written);
            if (memcmp(text, expected, text_count) != 0) FAIL("encode %zu bytes differs", count);
            memcpy(body, text, whole);
            const size_t good = decode_with(kernel, back, body, whole);
            if (good != whole) FAIL("decode %zu characters stopped at %zu", whole, good);
            if (memcmp(back, bytes, count / 3 * 3) != 0) FAIL("decode %zu characters differs", whole);
            passed += 2;
        }
        release_guarded(bytes, count);
        release_guarded(text, text_count);
        release_guarded(back, count / 3 * 3);
        release_guarded(body, whole);
    }
    return passed;
}

/// Every value of every three bytes, so every sextet in every place with every neighbour.
static size_t check_all_groups(int kernel) {
    enum { GROUPS = 1 << 12 };
    static uint8_t bytes[GROUPS * 3], text[GROUPS * 4], back[GROUPS * 3];
    static char expected[GROUPS * 4];
    size_t passed = 0;
    for (uint32_t high = 0; high < 1 << 12; high++) {
        for (uint32_t low = 0; low < GROUPS; low++) {
            const uint32_t group = high << 12 | low;
            const uint8_t split[3] = {group >> 16 & 255, group >> 8 & 255, group & 255};
            memcpy(bytes + 3 * low, split, 3);
            for (int i = 0; i < 4; i++) expected[4 * low + i] = characters[group >> (18 - 6 * i) & 63];
        }
        encode_with(kernel, text, bytes, sizeof bytes);
        if (memcmp(text, expected, sizeof text) != 0) FAIL("encode of groups %06x differs", high << 12);
        if (decode_with(kernel, back, text, sizeof text) != sizeof text) FAIL("decode stopped");
        if (memcmp(back, bytes, sizeof bytes) != 0) FAIL("decode of groups %06x differs", high << 12);
        passed += 2 * GROUPS;
    }
    return passed;
}

/// Every byte value in every place: foreign ones are found where they are, the others are decoded, and what stands
/// before is decoded in any case. 276 characters are blocks of every size, with an unaligned start and a rest.
static size_t check_foreign_bytes(int kernel) {
    enum { COUNT = 276 };
    size_t passed = 0;
    struct byte_stream stream = {2};
    uint8_t *text = guarded(COUNT), *bytes = guarded(COUNT / 4 * 3);
    uint8_t expected[COUNT / 4 * 3];
    for (size_t place = 0; place < COUNT; place++) {
        for (int value = 0; value < 256; value++) {
            for (size_t i = 0; i < COUNT; i++) text[i] = (uint8_t)characters[next_word(&stream) % 64];
            text[place] = (uint8_t)value;
            // The values one by one, for the bytes that must be right.
            memset(expected, 0, sizeof expected);
            const size_t wanted = is_in_alphabet((uint8_t)value) ? COUNT : place;
            for (size_t bit = 0; bit < wanted / 4 * 3 * 8; bit++) {
                const int sextet = (int)(strchr(characters, text[bit / 6]) - characters);
                expected[bit / 8] |= (uint8_t)((sextet >> (5 - bit % 6) & 1) << (7 - bit % 8));
            }
            const size_t good = decode_with(kernel, bytes, text, COUNT);
            if (good != wanted) FAIL("byte %02x at %zu: stopped at %zu", (unsigned)value, place, good);
            if (memcmp(bytes, expected, wanted / 4 * 3) != 0) FAIL("byte %02x at %zu: differs", (unsigned)value, place);
            passed++;
        }
    }
    release_guarded(text, COUNT);
    release_guarded(bytes, COUNT / 4 * 3);
    return passed;
}

/// The first of two foreign bytes is the one that is reported.
static size_t check_first_of_two(int kernel) {
    enum { COUNT = 192 };
    size_t passed = 0;
    uint8_t text[COUNT], bytes[COUNT / 4 * 3];
    for (size_t first = 0; first < COUNT; first++) {
        for (size_t second = first + 1; second < COUNT; second++) {
            memset(text, 'k', COUNT);
            text[first] = '\n';
            text[second] = 0xff;
            const size_t good = decode_with(kernel, bytes, text, COUNT);
            if (good != first) FAIL("foreign bytes at %zu and %zu: stopped at %zu", first, second, good);
            passed++;
        }
    }
    return passed;
}

/// The portable kernel alone takes all but less than a block, and writes no byte beyond what it took.
static size_t check_portable_lengths(void) {
    size_t passed = 0;
    struct byte_stream stream = {3};
    for (size_t count = 0; count <= LONGEST; count++) {
        const size_t block_bytes = count / 12 * 12, block_text = count / 16 * 16;
        uint8_t *bytes = guarded(count), *text = guarded(block_bytes / 3 * 4);
        uint8_t *body = guarded(count), *back = guarded(block_text / 4 * 3);
        uint8_t expected[LONGEST * 2];
        fill(&stream, bytes, count);
        tcface_base64_encode_scalar(expected, bytes, block_bytes);
        const size_t taken = tcface_base64_encode_blocks_portable(text, bytes, count);
        if (taken != block_bytes) FAIL("encode took %zu of %zu bytes", taken, count);
        if (memcmp(text, expected, taken / 3 * 4) != 0) FAIL("encode %zu bytes differs", count);

        for (size_t i = 0; i < count; i++) body[i] = (uint8_t)characters[next_word(&stream) % 64];
        tcface_base64_decode_scalar(expected, body, block_text);
        const size_t good = tcface_base64_decode_blocks_portable(back, body, count);
        if (good != block_text) FAIL("decode took %zu of %zu characters", good, count);
        if (memcmp(back, expected, good / 4 * 3) != 0) FAIL("decode %zu characters differs", count);
        release_guarded(bytes, count);
        release_guarded(text, block_bytes / 3 * 4);
        release_guarded(body, count);
        release_guarded(back, block_text / 4 * 3);
        passed += 2;
    }
    return passed;
}

/// The portable kernel alone, with every byte value in every place: it stops at the block where the reference stops.
static size_t check_portable_foreign_bytes(void) {
    enum { COUNT = 48 };
    size_t passed = 0;
    struct byte_stream stream = {4};
    for (size_t place = 0; place < COUNT; place++) {
        for (int value = 0; value < 256; value++) {
            uint8_t text[COUNT], bytes[COUNT / 4 * 3], expected[COUNT / 4 * 3];
            for (size_t i = 0; i < COUNT; i++) text[i] = (uint8_t)characters[next_word(&stream) % 64];
            text[place] = (uint8_t)value;
            const size_t wanted = tcface_base64_decode_scalar(expected, text, COUNT) / 16 * 16;
            const size_t taken = tcface_base64_decode_blocks_portable(bytes, text, COUNT);
            if (taken != wanted) FAIL("byte %02x at %zu: took %zu", (unsigned)value, place, taken);
            if (memcmp(bytes, expected, taken / 4 * 3) != 0) FAIL("byte %02x at %zu: differs", (unsigned)value, place);
            passed++;
        }
    }
    return passed;
}

int main(void) {
    const size_t portable_lengths = check_portable_lengths();
    const size_t portable_foreign = check_portable_foreign_bytes();
    printf("  base64 portable  passed: %zu lengths, %zu foreign bytes\n", portable_lengths, portable_foreign);
    for (int kernel = 0; kernel <= REFERENCE; kernel++) {
        const char *name = kernel == REFERENCE ? "reference" : tcface_kernel_name(kernel);
        if (kernel != REFERENCE && !tcface_kernel_available(kernel)) {
            printf("  base64 %-9s skipped: not in this build or not on this processor\n", name);
            continue;
        }
        const size_t lengths = check_lengths(kernel);
        const size_t groups = check_all_groups(kernel);
        const size_t foreign = check_foreign_bytes(kernel);
        const size_t pairs = check_first_of_two(kernel);
        printf("  base64 %-9s passed: %zu lengths, %zu groups, %zu foreign bytes, %zu pairs of them\n", name, lengths,
            groups, foreign, pairs);
    }
    return 0;
}
