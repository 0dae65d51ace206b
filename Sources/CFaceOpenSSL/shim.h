// SPDX-License-Identifier: Apache-2.0
// The parts of OpenSSL's libcrypto (3.0 or newer) that the core calls, and typed forms of its macros.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "digests.h"

/* Which parts of a key EVP_PKEY_fromdata is given; OpenSSL has these as compound macros. */
enum { CFaceOpenSSL_public_key = EVP_PKEY_PUBLIC_KEY, CFaceOpenSSL_key_pair = EVP_PKEY_KEYPAIR };
