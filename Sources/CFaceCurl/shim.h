// SPDX-License-Identifier: Apache-2.0
// The parts of libcurl (7.81 or newer) that the client calls, and typed forms of its variadic functions.
#pragma once

#include <curl/curl.h>
