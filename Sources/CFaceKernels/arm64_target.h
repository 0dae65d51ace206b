// SPDX-License-Identifier: Apache-2.0
// Instructions of ARMv8 beyond NEON, as the compilers name them, and registers that keep secrets.
#pragma once

#if defined(__aarch64__)
#include <arm_neon.h>

#include "tcface_target.h"

// gcc lets AES, PMULL and SHA-256 be used together or not at all, and SM4 above ARMv8.2 only. clang wants each by its
// own name: its versions disagree on what the common name stands for.
#if defined(__clang__)
#define ARM64_CRYPTO "aes,sha2"
#define ARM64_SM4 "aes,sha2,sm4"
#else
#define ARM64_CRYPTO "+crypto"
#define ARM64_SM4 "arch=armv8.2-a+crypto+sm4"
#endif

/// Vector registers keep round keys, keystream and plaintext until something else is put there: this clears all 32.
///
/// The caller owns the lower halves of registers 8 to 15; the compiler saves these first, and puts them back.
__attribute__((always_inline)) static inline void wipe_vector_registers(void) {
#define CLEAR(n) __asm__ volatile("movi v" #n ".16b, #0" : : : "v" #n)
    CLEAR(0);
    CLEAR(1);
    CLEAR(2);
    CLEAR(3);
    CLEAR(4);
    CLEAR(5);
    CLEAR(6);
    CLEAR(7);
    CLEAR(8);
    CLEAR(9);
    CLEAR(10);
    CLEAR(11);
    CLEAR(12);
    CLEAR(13);
    CLEAR(14);
    CLEAR(15);
    CLEAR(16);
    CLEAR(17);
    CLEAR(18);
    CLEAR(19);
    CLEAR(20);
    CLEAR(21);
    CLEAR(22);
    CLEAR(23);
    CLEAR(24);
    CLEAR(25);
    CLEAR(26);
    CLEAR(27);
    CLEAR(28);
    CLEAR(29);
    CLEAR(30);
    CLEAR(31);
#undef CLEAR
}
#endif
