// SPDX-License-Identifier: Apache-2.0
#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE // sched_setaffinity, RTLD_DEFAULT
#endif
#include "CFaceClock.h"

#include <dlfcn.h>
#include <stddef.h>
#include <time.h>

#if defined(__linux__)
#include <sched.h>
#endif
#if defined(__GLIBC__)
#include <malloc.h>
#endif

static uint64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    if (clock_gettime(clock, &now) != 0) return 0;
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t tcface_clock_wall(void) { return nanoseconds(CLOCK_MONOTONIC); }

uint64_t tcface_clock_thread(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }

// Ten instructions in one go, so that the loop around them does not count.
#if defined(__x86_64__)
#define MULTIPLY "imul %0, %0\n\t"
#define TEN_MULTIPLICATIONS(x)                                                                                         \
    __asm__ volatile(MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY         \
                     : "+r"(x))
#define SIMPLE(n) "or $1, %" #n "\n\t"
#elif defined(__aarch64__)
#define MULTIPLY "mul %0, %0, %0\n\t"
#define TEN_MULTIPLICATIONS(x)                                                                                         \
    __asm__ volatile(MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY MULTIPLY         \
                     : "+r"(x))
#define SIMPLE(n) "orr %" #n ", %" #n ", #1\n\t"
#endif

#if defined(TEN_MULTIPLICATIONS)
double tcface_clock_gigahertz(void) {
    enum { tries = 3, turns = 4000, cycles = turns * 10 * 3 };
    double best = 0;
    // An interrupt or another process makes a try slower, never faster.
    for (int try = 0; try < tries; try++) {
        uint64_t x = (uint64_t)try + 3;
        const uint64_t start = tcface_clock_wall();
        for (int turn = 0; turn < turns; turn++) TEN_MULTIPLICATIONS(x);
        const uint64_t elapsed = tcface_clock_wall() - start;
        if (elapsed == 0) continue;
        const double found = (double)cycles / (double)elapsed;
        if (found > best) best = found;
    }
    return best;
}

double tcface_clock_free_width(double gigahertz) {
    enum { tries = 2, turns = 3000, instructions = turns * 10 };
    if (gigahertz <= 0) return 0;
    double best = 0;
    for (int try = 0; try < tries; try++) {
        uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10;
        const uint64_t start = tcface_clock_wall();
        for (int turn = 0; turn < turns; turn++) {
            __asm__ volatile(SIMPLE(0) SIMPLE(1) SIMPLE(2) SIMPLE(3) SIMPLE(4) SIMPLE(5) SIMPLE(6) SIMPLE(7) SIMPLE(8)
                                 SIMPLE(9)
                             : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e), "+r"(f), "+r"(g), "+r"(h), "+r"(i), "+r"(j));
        }
        const uint64_t elapsed = tcface_clock_wall() - start;
        if (elapsed == 0) continue;
        const double found = (double)instructions / ((double)elapsed * gigahertz);
        if (found > best) best = found;
    }
    return best;
}
#else
double tcface_clock_gigahertz(void) { return 0; }

double tcface_clock_free_width(double gigahertz) {
    (void)gigahertz;
    return 0;
}
#endif

#if defined(__linux__)
/// The cores of the process as they were before the first pinning, found out at load time, when there is one thread.
static cpu_set_t allowed;
static bool is_known;

__attribute__((constructor)) static void find_cores(void) {
    is_known = sched_getaffinity(0, sizeof(allowed), &allowed) == 0;
}

bool tcface_clock_pin(int core) {
    if (core < 0 || core >= CPU_SETSIZE) return false;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((size_t)core, &one);
    return sched_setaffinity(0, sizeof(one), &one) == 0;
}

void tcface_clock_unpin(void) {
    if (is_known) (void)sched_setaffinity(0, sizeof(allowed), &allowed);
}

int tcface_clock_cores(int *cores, int count) {
    int found = 0;
    if (!is_known) return 0;
    for (int core = 0; core < CPU_SETSIZE; core++) {
        if (!CPU_ISSET((size_t)core, &allowed)) continue;
        if (found < count) cores[found] = core;
        found++;
    }
    return found;
}
#else
bool tcface_clock_pin(int core) {
    (void)core;
    return false;
}

void tcface_clock_unpin(void) {}

int tcface_clock_cores(int *cores, int count) {
    (void)cores;
    (void)count;
    return 0;
}
#endif

int64_t tcface_clock_allocations(void) {
    uint64_t (*counted)(void);
    // The form that POSIX gives for a function pointer from dlsym; ISO C has none.
    *(void **)&counted = dlsym(RTLD_DEFAULT, "tcface_counted_allocations");
    return counted == NULL ? -1 : (int64_t)counted();
}

void tcface_clock_trim_heap(void) {
#if defined(__GLIBC__)
    (void)malloc_trim(0);
#endif
}
