// SPDX-License-Identifier: Apache-2.0
// What a measurement needs of the processor: clocks, the core's frequency, a probe for neighbours, one core to stay on.
//
// Nothing here is used on the way of a request.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// Nanoseconds since some fixed moment; runs on while the thread waits.
uint64_t tcface_clock_wall(void);

/// Nanoseconds that the calling thread has had on a core.
uint64_t tcface_clock_thread(void);

/// The frequency of the core right now in GHz, from the time of a chain of dependent multiplications (3 cycles each on
/// every x86-64 core since 2008 and on most arm64 cores); 0 on other processors. Takes about 150 microseconds.
///
/// A chain of additions would not do: newer cores fold additions of a constant.
double tcface_clock_gigahertz(void);

/// How many independent simple instructions the core retires in a cycle right now; 0 where that cannot be told.
///
/// A hyperthread beside this one that works takes its share, so that the figure drops from the core's width (4 to 5) to
/// between 2 and 3.4. Code that is bound by throughput then runs at half speed, code that is bound by latency does not.
double tcface_clock_free_width(double gigahertz);

/// Keeps the calling thread, and threads that it starts from now on, on one core; whether that worked.
bool tcface_clock_pin(int core);

/// Lets the calling thread use all cores again that the process started with.
void tcface_clock_unpin(void);

/// The numbers of the cores that the process started with, ascending, at most `count` of them; how many there are.
int tcface_clock_cores(int *cores, int count);

/// How often memory was asked for in this process so far; -1 unless a counting allocator is loaded into it.
///
/// That one defines `uint64_t tcface_counted_allocations(void)`; see Benchmarks/Sources/AllocationCounter.
int64_t tcface_clock_allocations(void);

/// Gives free heap memory back to the system, where the C library can.
void tcface_clock_trim_heap(void);
