// SPDX-License-Identifier: Apache-2.0
// SM3 against the standard written down step by step, and both against its examples.
#include "../../Sources/CFaceKernels/sm3.h"

#include "conformance.h"

#define LONGEST 300

static uint32_t rotated(uint32_t word, int count) {
    return count % 32 == 0 ? word : word << count % 32 | word >> (32 - count % 32);
}

/// GB/T 32905-2016 section 5.3: V(i + 1) of V(i) and a block.
static void slow_compress(uint32_t v[8], const uint8_t *block) {
    uint32_t w[68];
    for (int j = 0; j < 68; j++) {
        if (j < 16) {
            w[j] = 0;
            for (int i = 0; i < 4; i++) w[j] = w[j] << 8 | block[4 * j + i];
            continue;
        }
        const uint32_t x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15);
        w[j] = x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(w[j - 13], 7) ^ w[j - 6];
    }
    uint32_t a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
    for (int j = 0; j < 64; j++) {
        const uint32_t t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
        const uint32_t ss1 = rotated(rotated(a, 12) + e + rotated(t, j), 7), ss2 = ss1 ^ rotated(a, 12);
        const uint32_t ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
        const uint32_t gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
        const uint32_t tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]), tt2 = gg + h + ss1 + w[j];
        d = c, c = rotated(b, 9), b = a, a = tt1;
        h = g, g = rotated(f, 19), f = e, e = tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17);
    }
    const uint32_t mixed[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) v[i] ^= mixed[i];
}

static void slow_hash(uint8_t digest[32], const uint8_t *message, size_t count) {
    uint32_t v[8] = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};
    uint8_t padded[LONGEST + 72] = {0};
    const size_t blocks = (count + 8) / 64 + 1;
    memcpy(padded, message, count);
    padded[count] = 0x80;
    for (int i = 0; i < 8; i++) padded[64 * blocks - 1 - i] = (uint8_t)((uint64_t)count * 8 >> 8 * i);
    for (size_t block = 0; block < blocks; block++) slow_compress(v, padded + 64 * block);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(v[i / 4] >> (24 - 8 * (i % 4)));
}

/// Cut in two; the message ends where memory ends.
static void check(const uint8_t *message, size_t count, size_t first, const uint8_t wanted[32]) {
    uint8_t digest[32];
    struct sm3 sm3;
    sm3_begin(&sm3);
    sm3_update(&sm3, message, first);
    sm3_update(&sm3, message + first, count - first);
    sm3_finish(&sm3, digest);
    if (memcmp(digest, wanted, 32) != 0) FAIL("%zu bytes, cut at %zu", count, first);
}

/// Appendix A of the standard.
static void check_published(const char *text, const uint32_t words[8]) {
    uint8_t wanted[32], digest[32];
    for (int i = 0; i < 32; i++) wanted[i] = (uint8_t)(words[i / 4] >> (24 - 8 * (i % 4)));
    slow_hash(digest, (const uint8_t *)text, strlen(text));
    if (memcmp(digest, wanted, 32) != 0) FAIL("%s: the standard step by step", text);
    check((const uint8_t *)text, strlen(text), 0, wanted);
}

int main(void) {
    static const uint32_t short_digest[8] = {0x66c7f0f4, 0x62eeedd9, 0xd1f2d46b, 0xdc10e4e2,
                                             0x4167c487, 0x5cf2f7a2, 0x297da02b, 0x8f4ba8e0};
    static const uint32_t long_digest[8] = {0xdebe9ff9, 0x2275b8a1, 0x38604889, 0xc18e5a4d,
                                            0x6fdb70e5, 0x387e5765, 0x293dcba3, 0x9c0c5732};
    check_published("abc", short_digest);
    check_published("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", long_digest);
    struct byte_stream stream = {7};
    size_t passed = 0;
    for (size_t count = 0; count <= LONGEST; count++) {
        uint8_t *const message = guarded(count), wanted[32];
        fill(&stream, message, count);
        slow_hash(wanted, message, count);
        for (size_t first = 0; first <= count; first++, passed++) check(message, count, first, wanted);
        release_guarded(message, count);
    }
    printf("  sm3 scalar  passed: %zu messages in two pieces\n", passed);
    return 0;
}
