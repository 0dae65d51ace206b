// SPDX-License-Identifier: Apache-2.0
// Scanning of JSON strings (RFC 8259, section 7).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tcface_cpu.h"

/// How many of the `count` bytes from `text` on a string holds as they are, in ASCII.
///
/// That is the length of the longest prefix without a quotation mark, a backslash, a control byte (below 0x20) or a
/// byte from 0x80 on. Nothing outside the `count` bytes is read; `text` may be null when there are none.
size_t tcface_json_plain_run(const uint8_t *text, size_t count);

/// The same with a family that the caller names; scalar when it is not available, so ask
/// `tcface_kernel_available` first.
size_t tcface_json_plain_run_with(enum tcface_kernel kernel, const uint8_t *text, size_t count);
