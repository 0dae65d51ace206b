// SPDX-License-Identifier: Apache-2.0
// The part of a program whose instructions are counted.
#pragma once

/// Calls `work` with `context`.
///
/// Callgrind is told to collect inside this function and to write down what it collected when this function returns, by
/// its name.
void tcface_counted_region(void (*work)(void *context), void *context);
