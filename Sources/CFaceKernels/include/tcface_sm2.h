// SPDX-License-Identifier: Apache-2.0
// SM2 encryption (GB/T 32918.4-2016 section 6.1) on the curve of GB/T 32918.5-2017, to public keys that are used
// again and again: the multiples of a point that a multiplication needs are computed once.
//
// Neither the time taken nor the addresses read depend on k, on the message, or on anything computed from them.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// For each of 43 digits of six bits, the multiples of a point by 1, 3, 5 and so on to 63. Public.
struct tcface_sm2_table;

/// The memory of a table, 86 KiB; its address must be a multiple of `TCFACE_SM2_ALIGNMENT`.
size_t tcface_sm2_table_size(void);
#define TCFACE_SM2_ALIGNMENT 64

/// Computes the table of a point, x and y with 32 bytes each, and gives whether it is on the curve. One or two
/// milliseconds.
bool tcface_sm2_prepare(struct tcface_sm2_table *table, const uint8_t point[64]);

/// Computes the table of the curve's base point.
void tcface_sm2_prepare_base(struct tcface_sm2_table *table);

/// Whether k, 32 bytes, is from 1 to n - 1.
bool tcface_sm2_is_scalar(const uint8_t k[32]);

/// Encrypts `count` bytes under k from 1 to n - 1, which must be random and used once: 97 + `count` bytes, 04 x y C3
/// C2.
///
/// False for the k, one in 256^count, whose key stream is zero throughout: the caller draws another.
bool tcface_sm2_encrypt(const struct tcface_sm2_table *base, const struct tcface_sm2_table *recipient,
                        const uint8_t k[32], const uint8_t *message, size_t count, uint8_t *ciphertext);
