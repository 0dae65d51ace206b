// SPDX-License-Identifier: Apache-2.0
// Scanning of JSON strings (RFC 8259, section 7).
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many bytes from `p` on, of at most `n`, a JSON string holds as they are and in ASCII: the length of the
/// longest prefix without a quotation mark, a backslash, a control byte (below 0x20) or a byte from 0x80 on.
/// Reads `n` bytes at most; `p` may be null when `n` is 0.
size_t tcface_json_plain_run(const uint8_t *p, size_t n);

/// The definition of `tcface_json_plain_run`, byte by byte: what every other form is tested against.
size_t tcface_json_plain_run_scalar(const uint8_t *p, size_t n);

#ifdef __cplusplus
}
#endif
