// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Compiles one function for instructions that the rest of the program may not use.
///
/// A conformance run may build a kernel against emulated intrinsics; the host's own instructions are then all it
/// may use.
#if defined(TCFACE_EMULATED)
#define TCFACE_TARGET(instructions)
#else
#define TCFACE_TARGET(instructions) __attribute__((target(instructions)))
#endif
