// SPDX-License-Identifier: Apache-2.0
#include "sm4_gcm.h"

#include <string.h>

#include "wipe.h"

const struct sm4_gcm_kernel *sm4_gcm_kernel_of(enum tcface_kernel family) {
    if (!tcface_kernel_available(family)) return NULL;
    switch (family) {
    case TCFACE_KERNEL_SCALAR: return &sm4_gcm_scalar;
#if defined(__x86_64__)
    case TCFACE_KERNEL_AVX512:
        if (tcface_cpu_has(TCFACE_CPU_GFNI | TCFACE_CPU_VPCLMUL | TCFACE_CPU_PCLMUL | TCFACE_CPU_SSSE3_SSE41)) {
            return &sm4_gcm_gfni;
        }
        return sm4_gcm_kernel_of(TCFACE_KERNEL_AVX2);
    case TCFACE_KERNEL_AVX2:
        return tcface_cpu_has(TCFACE_CPU_AES | TCFACE_CPU_PCLMUL | TCFACE_CPU_SSSE3_SSE41) ? &sm4_gcm_aesni : NULL;
#elif defined(__aarch64__)
    case TCFACE_KERNEL_NEON:
        if (tcface_cpu_has(TCFACE_CPU_SM4 | TCFACE_CPU_PMULL)) return &sm4_gcm_armv82;
        return tcface_cpu_has(TCFACE_CPU_AES | TCFACE_CPU_PMULL) ? &sm4_gcm_neon : NULL;
#endif
    default: return NULL;
    }
}

void sm4_gcm_begin(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, const uint8_t key[16],
                   const uint8_t nonce[12]) {
    static const uint8_t zeros[32];
    uint8_t blocks[32];
    kernel->expand_key(gcm->round_keys, key);
    // The hash key is the encryption of zeros, which counter mode gives for a counter of zeros.
    memset(gcm->counter, 0, 16);
    kernel->counter_mode(gcm, blocks, zeros, 1);
    kernel->set_hash_key(gcm, blocks);
    // SP 800-38D section 7.1: the first counter block is for the tag, the message begins at the second.
    memcpy(gcm->counter, nonce, 12);
    const uint8_t one[4] = {0, 0, 0, 1};
    memcpy(gcm->counter + 12, one, 4);
    kernel->counter_mode(gcm, gcm->tag_mask, zeros, 1);
    memset(gcm->hash, 0, 16);
    gcm->data_count = gcm->message_count = 0;
    wipe(blocks, sizeof blocks);
}

void sm4_gcm_authenticate(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, const uint8_t *data, size_t count) {
    uint8_t rest[16] = {0};
    gcm->data_count = count;
    kernel->hash(gcm, data, count / 16);
    if (count % 16 == 0) return;
    memcpy(rest, data + count / 16 * 16, count % 16);
    kernel->hash(gcm, rest, 1);
}

/// Takes bytes of the block that is begun, as far as there are any; hashes it when it is full.
static size_t continue_block(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, uint8_t *output,
                             const uint8_t *input, size_t count, bool decrypts) {
    size_t done = 0;
    for (size_t at = gcm->message_count % 16; done < count && at < 16; done++, at++) {
        output[done] = input[done] ^ gcm->keystream[at];
        gcm->begun[at] = decrypts ? input[done] : output[done];
    }
    gcm->message_count += done;
    if (gcm->message_count % 16 == 0) kernel->hash(gcm, gcm->begun, 1);
    return done;
}

void sm4_gcm_process(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, uint8_t *output, const uint8_t *input,
                     size_t count, bool decrypts) {
    // Pieces that are still in the first-level cache when they are read a second time.
    enum { PIECE_BLOCKS = 512 };
    if (count > 0 && gcm->message_count % 16 != 0) {
        const size_t done = continue_block(gcm, kernel, output, input, count, decrypts);
        input += done, output += done, count -= done;
    }
    for (size_t blocks = count / 16; blocks > 0;) {
        const size_t piece = blocks < PIECE_BLOCKS ? blocks : PIECE_BLOCKS;
        if (decrypts) kernel->hash(gcm, input, piece);
        kernel->counter_mode(gcm, output, input, piece);
        if (!decrypts) kernel->hash(gcm, output, piece);
        input += 16 * piece, output += 16 * piece, blocks -= piece;
    }
    gcm->message_count += count / 16 * 16;
    if (count % 16 == 0) return;
    memset(gcm->keystream, 0, 16);
    memset(gcm->begun, 0, 16);
    kernel->counter_mode(gcm, gcm->keystream, gcm->keystream, 1);
    continue_block(gcm, kernel, output, input, count % 16, decrypts);
}

void sm4_gcm_tag(struct sm4_gcm *gcm, const struct sm4_gcm_kernel *kernel, uint8_t tag[16]) {
    uint8_t lengths[16];
    if (gcm->message_count % 16 != 0) kernel->hash(gcm, gcm->begun, 1);
    for (int i = 0; i < 8; i++) {
        lengths[i] = (uint8_t)(gcm->data_count * 8 >> (56 - 8 * i));
        lengths[8 + i] = (uint8_t)(gcm->message_count * 8 >> (56 - 8 * i));
    }
    kernel->hash(gcm, lengths, 1);
    for (int i = 0; i < 16; i++) tag[i] = gcm->hash[i] ^ gcm->tag_mask[i];
}
