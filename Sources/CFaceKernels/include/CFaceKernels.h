// SPDX-License-Identifier: Apache-2.0
// The project's own kernels: one header for each job.
#pragma once

#include "tcface_json.h"
