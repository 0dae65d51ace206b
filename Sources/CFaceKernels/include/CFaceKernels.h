// SPDX-License-Identifier: Apache-2.0
// The project's own kernels: one header for each job.
#pragma once

#include "tcface_base64.h"
#include "tcface_cbc_sha256.h"
#include "tcface_cipher.h"
#include "tcface_constant_time.h"
#include "tcface_cpu.h"
#include "tcface_follower.h"
#include "tcface_json.h"
#include "tcface_sealing.h"
#include "tcface_sm2.h"
