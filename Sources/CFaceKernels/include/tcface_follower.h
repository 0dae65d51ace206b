// SPDX-License-Identifier: Apache-2.0
// A second thread that reads memory while the first one still writes it, such as a hash over a body that is being
// sealed.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tcface_follower;

/// How many processors the calling thread may run on.
size_t tcface_processors(void);

/// Starts a thread that calls `take` with each stretch of `memory` once it is published, in order; null when the
/// system gives no thread. The memory must stay until `tcface_follower_end`.
struct tcface_follower *tcface_follower_begin(const uint8_t *memory,
                                              void (*take)(void *context, const uint8_t *bytes, size_t count),
                                              void *context);

/// The first `count` bytes are written and will not change.
void tcface_follower_publish(struct tcface_follower *follower, size_t count);

/// Waits until everything published has been taken, ends the thread, and frees the follower.
void tcface_follower_end(struct tcface_follower *follower);
