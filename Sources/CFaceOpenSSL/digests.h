// SPDX-License-Identifier: Apache-2.0
// SHA-256, SHA-1 and HMAC over them, with the state in the caller's memory.
//
// OpenSSL 3 marks these functions deprecated in favour of EVP, and they are used here on purpose. They cannot fail,
// take no lock and allocate nothing, so a digest needs no error path and a signing key can be shared between threads;
// the two hash states of an HMAC key stay in memory that the caller wipes; and they do not depend on the providers that
// a machine's openssl.cnf happens to switch on. The compression functions behind them are the ones EVP uses.
#pragma once

#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <stddef.h>
#include <string.h>

#if defined(__clang__) || defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

static inline void CFaceOpenSSL_sha256_start(SHA256_CTX *state) { (void)SHA256_Init(state); }

static inline void CFaceOpenSSL_sha256_update(SHA256_CTX *state, const unsigned char *input, size_t count) {
    (void)SHA256_Update(state, input, count);
}

static inline void CFaceOpenSSL_sha256_finish(SHA256_CTX *state, unsigned char digest[SHA256_DIGEST_LENGTH]) {
    (void)SHA256_Final(digest, state);
}

static inline void CFaceOpenSSL_sha1(const unsigned char *input, size_t count,
                                     unsigned char digest[SHA_DIGEST_LENGTH]) {
    SHA_CTX state;
    (void)SHA1_Init(&state);
    (void)SHA1_Update(&state, input, count);
    (void)SHA1_Final(digest, &state);
}

// RFC 2104: the states after the first block of the inner and of the outer hash are all that is kept of a key. They are
// copied in and out with memcpy, so that the caller's memory needs no alignment. HASH is SHA256 or SHA1.
#define CFACEOPENSSL_HMAC(NAME, CTX, HASH, DIGEST_BYTES)                                                              \
    enum { CFaceOpenSSL_##NAME##_key_bytes = 2 * sizeof(CTX) };                                                       \
                                                                                                                      \
    static inline void CFaceOpenSSL_##NAME##_start(const unsigned char *key, size_t count, unsigned char *states) {   \
        unsigned char block[64] = {0};                                                                                \
        CTX state;                                                                                                    \
        if (count > sizeof(block)) {                                                                                  \
            (void)HASH##_Init(&state);                                                                                \
            (void)HASH##_Update(&state, key, count);                                                                  \
            (void)HASH##_Final(block, &state);                                                                        \
        } else if (count > 0) {                                                                                       \
            memcpy(block, key, count);                                                                                \
        }                                                                                                             \
        for (size_t i = 0; i < sizeof(block); i++) block[i] ^= 0x36;                                                  \
        (void)HASH##_Init(&state);                                                                                    \
        (void)HASH##_Update(&state, block, sizeof(block));                                                            \
        memcpy(states, &state, sizeof(state));                                                                        \
        for (size_t i = 0; i < sizeof(block); i++) block[i] ^= 0x36 ^ 0x5c;                                           \
        (void)HASH##_Init(&state);                                                                                    \
        (void)HASH##_Update(&state, block, sizeof(block));                                                            \
        memcpy(states + sizeof(state), &state, sizeof(state));                                                        \
        OPENSSL_cleanse(block, sizeof(block));                                                                        \
        OPENSSL_cleanse(&state, sizeof(state));                                                                       \
    }                                                                                                                 \
                                                                                                                      \
    static inline void CFaceOpenSSL_##NAME(const unsigned char *states, const unsigned char *message, size_t count,   \
                                           unsigned char tag[DIGEST_BYTES]) {                                         \
        unsigned char inner[DIGEST_BYTES];                                                                            \
        CTX state;                                                                                                    \
        memcpy(&state, states, sizeof(state));                                                                        \
        (void)HASH##_Update(&state, message, count);                                                                  \
        (void)HASH##_Final(inner, &state);                                                                            \
        memcpy(&state, states + sizeof(state), sizeof(state));                                                        \
        (void)HASH##_Update(&state, inner, sizeof(inner));                                                            \
        (void)HASH##_Final(tag, &state);                                                                              \
        OPENSSL_cleanse(inner, sizeof(inner));                                                                        \
        OPENSSL_cleanse(&state, sizeof(state));                                                                       \
    }                                                                                                                 \
                                                                                                                      \
    static inline void CFaceOpenSSL_##NAME##_once(const unsigned char *key, size_t key_count,                         \
                                                  const unsigned char *message, size_t count,                         \
                                                  unsigned char tag[DIGEST_BYTES]) {                                  \
        unsigned char states[2 * sizeof(CTX)];                                                                        \
        CFaceOpenSSL_##NAME##_start(key, key_count, states);                                                          \
        CFaceOpenSSL_##NAME(states, message, count, tag);                                                             \
        OPENSSL_cleanse(states, sizeof(states));                                                                      \
    }

CFACEOPENSSL_HMAC(hmac_sha256, SHA256_CTX, SHA256, SHA256_DIGEST_LENGTH)
CFACEOPENSSL_HMAC(hmac_sha1, SHA_CTX, SHA1, SHA_DIGEST_LENGTH)

#undef CFACEOPENSSL_HMAC

#if defined(__clang__) || defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
