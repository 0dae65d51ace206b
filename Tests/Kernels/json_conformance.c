// SPDX-License-Identifier: Apache-2.0
// The runs of plain bytes in JSON strings, in every family, against the definition.
#include "conformance.h"
#include "tcface_json.h"

/// RFC 8259, section 7: what stands for itself, without what is not ASCII.
static bool is_plain(int byte) { return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\'; }

/// Every byte value in every place of every length, at the very end of readable memory, with an end behind it.
static size_t check_ends(enum tcface_kernel kernel) {
    enum { LONGEST = 160 };
    size_t passed = 0;
    for (size_t count = 1; count <= LONGEST; count++) {
        uint8_t *text = guarded(count);
        for (size_t place = 0; place < count; place++) {
            for (int value = 0; value < 256; value++) {
                memset(text, 'a', count);
                text[count - 1] = '"';
                text[place] = (uint8_t)value;
                const size_t end = place < count - 1 ? count - 1 : count;
                const size_t wanted = is_plain(value) ? end : place;
                const size_t run = tcface_json_plain_run_with(kernel, text, count);
                if (run != wanted) FAIL("byte %02x at %zu of %zu: %zu", (unsigned)value, place, count, run);
                passed++;
            }
        }
        release_guarded(text, count);
    }
    return passed;
}

int main(void) {
    for (int kernel = 0; kernel < TCFACE_KERNEL_COUNT; kernel++) {
        const char *name = tcface_kernel_name(kernel);
        if (!tcface_kernel_available(kernel)) {
            printf("  json %-7s skipped: not in this build or not on this processor\n", name);
            continue;
        }
        if (tcface_json_plain_run_with(kernel, NULL, 0) != 0) FAIL("a run in nothing");
        printf("  json %-7s passed: %zu ends of runs\n", name, check_ends(kernel));
    }
    return 0;
}
