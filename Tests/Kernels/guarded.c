// SPDX-License-Identifier: Apache-2.0
#include <sys/mman.h>
#include <unistd.h>

#include "conformance.h"

/// Bytes of the pages that hold `count` bytes, without the page behind them that nobody may touch.
static size_t mapped(size_t count) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (count + page - 1) / page * page;
}

uint8_t *guarded(size_t count) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t size = mapped(count);
    uint8_t *pages = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + size, page, PROT_NONE) != 0) FAIL("no memory for a guarded buffer");
    return pages + size - count;
}

void release_guarded(uint8_t *bytes, size_t count) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    munmap(bytes + count - mapped(count), mapped(count) + page);
}
