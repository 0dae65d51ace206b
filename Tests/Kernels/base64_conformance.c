// SPDX-License-Identifier: Apache-2.0
// Every base64 kernel against a second, independent implementation: plain look-up by the text of RFC 4648.
#include "conformance.h"
#include "tcface_base64.h"

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
static size_t check_lengths(enum tcface_kernel kernel) {
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
            const size_t written = tcface_base64_encode_with(kernel, text, bytes, count);
            if (written != text_count) FAIL("encode %zu bytes wrote %zu", count, written);
            if (memcmp(text, expected, text_count) != 0) FAIL("encode %zu bytes differs", count);
            memcpy(body, text, whole);
            const size_t good = tcface_base64_decode_with(kernel, back, body, whole);
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
static size_t check_all_groups(enum tcface_kernel kernel) {
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
        tcface_base64_encode_with(kernel, text, bytes, sizeof bytes);
        if (memcmp(text, expected, sizeof text) != 0) FAIL("encode of groups %06x differs", high << 12);
        if (tcface_base64_decode_with(kernel, back, text, sizeof text) != sizeof text) FAIL("decode stopped");
        if (memcmp(back, bytes, sizeof bytes) != 0) FAIL("decode of groups %06x differs", high << 12);
        passed += 2 * GROUPS;
    }
    return passed;
}

/// Every byte value in every place: foreign ones are found where they are, the others are decoded, and what stands
/// before is decoded in any case. 276 characters are blocks of every size, with an unaligned start and a rest.
static size_t check_foreign_bytes(enum tcface_kernel kernel) {
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
            const size_t good = tcface_base64_decode_with(kernel, bytes, text, COUNT);
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
static size_t check_first_of_two(enum tcface_kernel kernel) {
    enum { COUNT = 192 };
    size_t passed = 0;
    uint8_t text[COUNT], bytes[COUNT / 4 * 3];
    for (size_t first = 0; first < COUNT; first++) {
        for (size_t second = first + 1; second < COUNT; second++) {
            memset(text, 'k', COUNT);
            text[first] = '\n';
            text[second] = 0xff;
            const size_t good = tcface_base64_decode_with(kernel, bytes, text, COUNT);
            if (good != first) FAIL("foreign bytes at %zu and %zu: stopped at %zu", first, second, good);
            passed++;
        }
    }
    return passed;
}

int main(void) {
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        const char *name = tcface_kernel_name(kernel);
        if (!tcface_kernel_available(kernel)) {
            printf("  base64 %-7s skipped: not in this build or not on this processor\n", name);
            continue;
        }
        const size_t lengths = check_lengths(kernel);
        const size_t groups = check_all_groups(kernel);
        const size_t foreign = check_foreign_bytes(kernel);
        const size_t pairs = check_first_of_two(kernel);
        printf("  base64 %-7s passed: %zu lengths, %zu groups, %zu foreign bytes, %zu pairs of them\n", name, lengths,
            groups, foreign, pairs);
    }
    return 0;
}
