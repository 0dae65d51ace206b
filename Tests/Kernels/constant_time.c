// SPDX-License-Identifier: Apache-2.0
// Runs what handles secrets with memory that valgrind is told is undefined: it then reports every branch and every
// address that depends on a secret, in the machine code as this compiler made it.
//
// Usage: valgrind --error-exitcode=1 constant_time
#include <valgrind/memcheck.h>

#include "conformance.h"
#include "tcface_base64.h"
#include "tcface_constant_time.h"

/// From here on a branch on these bytes is reported.
static void conceal(void *bytes, size_t count) { (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes, count); }

/// What leaves a function as its result is no secret any more.
static void reveal(void *bytes, size_t count) { (void)VALGRIND_MAKE_MEM_DEFINED(bytes, count); }

static void check_equal(void) {
    uint8_t a[48], b[48];
    for (int differs = 0; differs < 2; differs++) {
        memset(a, 7, sizeof a);
        memset(b, 7, sizeof b);
        if (differs) b[11] ^= 0x80;
        conceal(a, sizeof a);
        conceal(b, sizeof b);
        int equal = tcface_equal(a, b, sizeof a);
        reveal(&equal, sizeof equal);
        if (equal == differs) FAIL("equality is wrong");
    }
}

static void check_pkcs7(void) {
    for (int length = 0; length < 256; length++) {
        uint8_t block[16];
        memset(block, length, sizeof block);
        conceal(block, sizeof block);
        size_t found = tcface_pkcs7_unpad(block);
        reveal(&found, sizeof found);
        if (found != (length <= 16 ? (size_t)length : 0)) FAIL("padding of %d", length);
    }
}

static void check_pkcs1(void) {
    for (size_t end = 2; end < 256; end++) {
        uint8_t block[256], message[32];
        memset(block, 9, sizeof block);
        memset(message, 1, sizeof message);
        block[0] = 0;
        block[1] = 2;
        block[end] = 0;
        conceal(block, sizeof block);
        size_t start = tcface_pkcs1_unpad(block, sizeof block);
        reveal(&start, sizeof start);
        if (start != (end >= 10 ? end + 1 : 0)) FAIL("message behind %zu", end);
        tcface_pkcs1_unpad_exact(message, sizeof message, block, sizeof block);
        reveal(message, sizeof message);
        if (message[31] != (end == 256 - 33 ? 9 : 1)) FAIL("message of 32 bytes behind %zu", end);
    }
}

/// Encoding looks at no value; decoding asks one thing only, whether a byte is foreign, so it is not run here.
static void check_base64(void) {
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        if (!tcface_kernel_available(kernel)) continue;
        for (size_t count = 0; count < 200; count++) {
            uint8_t bytes[200], text[272];
            memset(bytes, 0, sizeof bytes);
            conceal(bytes, sizeof bytes);
            const size_t written = tcface_base64_encode_with(kernel, text, bytes, count);
            reveal(text, sizeof text);
            if (written != (count + 2) / 3 * 4 || (count > 0 && text[0] != 'A')) FAIL("encode %zu bytes", count);
        }
    }
}

int main(void) {
    if (!RUNNING_ON_VALGRIND) FAIL("this program proves nothing without valgrind");
    check_equal();
    check_pkcs7();
    check_pkcs1();
    check_base64();
    printf("  equal, pkcs7, pkcs1, base64 encode: no branch and no address depends on a secret\n");
    return 0;
}
