// SPDX-License-Identifier: Apache-2.0
// The parts of libgcrypt (1.9 or newer) that the core calls, and typed forms of its variadic functions.
#pragma once

#include <gcrypt.h>
