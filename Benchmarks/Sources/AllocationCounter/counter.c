// SPDX-License-Identifier: Apache-2.0
#include "AllocationCounter.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic uint64_t allocations;

uint64_t tcface_counted_allocations(void) { return atomic_load_explicit(&allocations, memory_order_relaxed); }

#if defined(__GLIBC__)
// glibc's own names for its functions. Memory that they give is freed by its free, which is left as it is.
extern void *__libc_malloc(size_t count);
extern void *__libc_calloc(size_t number, size_t count);
extern void *__libc_realloc(void *old, size_t count);
extern void *__libc_memalign(size_t alignment, size_t count);

static void count_one(void) { atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed); }

void *malloc(size_t count) {
    count_one();
    return __libc_malloc(count);
}

void *calloc(size_t number, size_t count) {
    count_one();
    return __libc_calloc(number, count);
}

void *realloc(void *old, size_t count) {
    count_one();
    return __libc_realloc(old, count);
}

void *memalign(size_t alignment, size_t count) {
    count_one();
    return __libc_memalign(alignment, count);
}

void *aligned_alloc(size_t alignment, size_t count) {
    count_one();
    return __libc_memalign(alignment, count);
}

int posix_memalign(void **result, size_t alignment, size_t count) {
    count_one();
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
    void *memory = __libc_memalign(alignment, count);
    if (memory == NULL) return ENOMEM;
    *result = memory;
    return 0;
}
#endif
