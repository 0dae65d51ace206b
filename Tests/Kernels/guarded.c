// SPDX-License-Identifier: Apache-2.0
#include <sys/mman.h>
#include <unistd.h>

#include "conformance.h"

static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

/// Bytes of the pages that hold `count` bytes, without the pages around them that nobody may touch.
static size_t mapped(size_t count) { return (count + page_size() - 1) / page_size() * page_size(); }

uint8_t *guarded(size_t count) {
    static struct byte_stream places;
    const size_t page = page_size(), size = mapped(count);
    uint8_t *const pages = mmap(NULL, size + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) FAIL("no memory for a guarded buffer");
    if (size > 0 && mprotect(pages + page, size, PROT_READ | PROT_WRITE) != 0) FAIL("no guarded buffer");
    return next_word(&places) % 3 == 0 ? pages + page : pages + page + size - count;
}

void release_guarded(uint8_t *bytes, size_t count) {
    const size_t page = page_size();
    uint8_t *const first = (uintptr_t)bytes % page == 0 ? bytes : bytes + count - mapped(count);
    munmap(first - page, mapped(count) + 2 * page);
}
