// SPDX-License-Identifier: Apache-2.0
// Asks for what the caller will read and write next. The file that includes this defines STEP: the target of its
// functions.
#pragma once

#include "tcface_cbc_sha256.h"

STEP void ask_ahead(struct tcface_ahead ahead, size_t step) {
    __builtin_prefetch((const void *)(ahead.input + step * ahead.input_stride), 0, 3);
    __builtin_prefetch((const void *)(ahead.output + step * 64), 1, 3);
}
