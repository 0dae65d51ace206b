// SPDX-License-Identifier: Apache-2.0
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "tcface_follower.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

struct tcface_follower {
    const uint8_t *memory;
    void (*take)(void *, const uint8_t *, size_t);
    void *context;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    // On a cache line of its own: the other thread looks at it all the time.
    _Alignas(128) atomic_size_t published;
    atomic_bool is_over;
    atomic_bool is_asleep;
};

size_t tcface_processors(void) {
#if defined(__linux__)
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return (size_t)CPU_COUNT(&allowed);
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

/// Tells the core that this is a loop that waits.
static void rest(void) {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static bool has_news(struct tcface_follower *follower, size_t taken) {
    return atomic_load(&follower->published) > taken || atomic_load(&follower->is_over);
}

/// Waits until more is published or all is over: for the time that a piece takes by looking, then asleep.
static void wait_for_news(struct tcface_follower *follower, size_t taken) {
    for (int i = 0; i < 2000; i++) {
        if (has_news(follower, taken)) return;
        rest();
    }
    pthread_mutex_lock(&follower->mutex);
    atomic_store(&follower->is_asleep, true);
    while (!has_news(follower, taken)) pthread_cond_wait(&follower->changed, &follower->mutex);
    atomic_store(&follower->is_asleep, false);
    pthread_mutex_unlock(&follower->mutex);
}

static void *follow(void *argument) {
    struct tcface_follower *const follower = argument;
    for (size_t taken = 0;;) {
        // In this order: what was published before the end is seen after it.
        const bool is_over = atomic_load(&follower->is_over);
        const size_t published = atomic_load(&follower->published);
        if (published > taken) {
            follower->take(follower->context, follower->memory + taken, published - taken);
            taken = published;
        } else if (is_over) {
            return NULL;
        } else {
            wait_for_news(follower, taken);
        }
    }
}

struct tcface_follower *tcface_follower_begin(const uint8_t *memory, void (*take)(void *, const uint8_t *, size_t),
                                              void *context) {
    struct tcface_follower *const follower = aligned_alloc(128, sizeof *follower);
    if (follower == NULL) return NULL;
    follower->memory = memory;
    follower->take = take;
    follower->context = context;
    pthread_mutex_init(&follower->mutex, NULL);
    pthread_cond_init(&follower->changed, NULL);
    atomic_init(&follower->published, 0);
    atomic_init(&follower->is_over, false);
    atomic_init(&follower->is_asleep, false);
    if (pthread_create(&follower->thread, NULL, follow, follower) == 0) return follower;
    pthread_cond_destroy(&follower->changed);
    pthread_mutex_destroy(&follower->mutex);
    free(follower);
    return NULL;
}

/// Wakes the thread if it sleeps. It says so before it looks for the last time, and this looks after it has told the
/// news: one of the two sees the other.
static void wake(struct tcface_follower *follower) {
    if (!atomic_load(&follower->is_asleep)) return;
    pthread_mutex_lock(&follower->mutex);
    pthread_cond_signal(&follower->changed);
    pthread_mutex_unlock(&follower->mutex);
}

void tcface_follower_publish(struct tcface_follower *follower, size_t count) {
    atomic_store(&follower->published, count);
    wake(follower);
}

void tcface_follower_end(struct tcface_follower *follower) {
    atomic_store(&follower->is_over, true);
    wake(follower);
    pthread_join(follower->thread, NULL);
    pthread_cond_destroy(&follower->changed);
    pthread_mutex_destroy(&follower->mutex);
    free(follower);
}
