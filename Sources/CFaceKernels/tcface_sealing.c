// SPDX-License-Identifier: Apache-2.0
#include "tcface_sealing.h"

#include <string.h>

#include "base64_kernels.h"
#include "sealing_state.h"
#include "wipe_traces.h"

// Content of one piece. Small bodies go in small pieces: the first piece has no text before it to hash meanwhile, and
// the text of the last has no encryption left to hide behind. Where nothing is hashed only their number counts, some
// 300 cycles a piece.
#define SMALL_BODY (48 * 1024)
#define SMALL_PIECE 768
#define AES_PIECE 3072
// SM4 leaves no gaps that SHA-256 could fill, so that its pieces are larger: so much plaintext is nine times the 64
// blocks that the widest kernel takes at once.
#define SM4_PIECE 9216

bool tcface_sealing_available(enum tcface_kernel family, enum tcface_algorithm algorithm, bool hashes) {
    if (family == TCFACE_KERNEL_SCALAR) return false;
    const struct tcface_cbc_sha256_kernel *const kernel = tcface_cbc_sha256_kernel_of(family);
    if (kernel == NULL || !tcface_cipher_available(family, algorithm)) return false;
    if (!hashes) return true;
    // Alone, a hash must be as fast as that of the libraries.
    return algorithm == TCFACE_AES_256_CBC ? kernel->hides_encryption : kernel->hashes_fast;
}

bool tcface_sealing_hides_hash(enum tcface_kernel family, enum tcface_algorithm algorithm) {
    const struct tcface_cbc_sha256_kernel *const kernel = tcface_cbc_sha256_kernel_of(family);
    return algorithm == TCFACE_AES_256_CBC && kernel != NULL && kernel->hashes_fast;
}

size_t tcface_sealing_size(void) { return sizeof(struct tcface_sealing); }

/// The stack that the kernels take.
static size_t frames_of(const struct tcface_sealing *sealing) {
    const size_t single = sealing->kernel->frames;
    if (sealing->algorithm != TCFACE_SM4_GCM || sealing->gcm_kernel->frames < single) return single;
    return sealing->gcm_kernel->frames;
}

void tcface_sealing_begin(struct tcface_sealing *sealing, enum tcface_kernel family, enum tcface_algorithm algorithm,
                          bool is_media, const uint8_t *key, const uint8_t *iv) {
    sealing->family = family;
    sealing->algorithm = algorithm;
    sealing->is_media = is_media;
    sealing->leaves_hash = false;
    sealing->cbc_base64 = NULL;
    sealing->kernel = tcface_cbc_sha256_kernel_of(family);
    sealing->sha = tcface_sha256_start;
    sealing->text_count = 0;
    sealing->unhashed_count = 0;
    sealing->ungrouped_count = 0;
    sealing->plaintext_count = 0;
    if (algorithm == TCFACE_SM4_GCM) {
        sealing->gcm_kernel = sm4_gcm_kernel_of(family);
        sm4_gcm_begin(&sealing->gcm, sealing->gcm_kernel, key, iv);
    } else {
        sealing->kernel->expand_key(&sealing->cbc, key);
        memcpy(sealing->cbc.chain, iv, 16);
    }
    wipe_traces(frames_of(sealing));
}

size_t tcface_sealing_update_count(const struct tcface_sealing *sealing, size_t count) {
    if (count == 0) return 0;
    const size_t plaintext = sealing->is_media ? (sealing->ungrouped_count + count) / 3 * 4 : count;
    return (sealing->plaintext_count + plaintext) / SEALING_STEP * SEALING_STEP_TEXT;
}

size_t tcface_sealing_end_count(const struct tcface_sealing *sealing) {
    size_t ciphertext = sealing->plaintext_count;
    if (sealing->algorithm == TCFACE_AES_256_CBC) ciphertext = (ciphertext / 16 + 1) * 16;
    return (ciphertext + 2) / 3 * 4;
}

void tcface_sealing_leave_hash(struct tcface_sealing *sealing) {
    sealing->leaves_hash = true;
    if (sealing->algorithm == TCFACE_AES_256_CBC) sealing->cbc_base64 = cbc_base64_kernel_of(sealing->family);
}

// MARK: Hashing

static const struct tcface_ahead nothing_ahead;

/// Forgets blocks of kept text, which are hashed.
static void forget_blocks(struct tcface_sealing *sealing, size_t blocks) {
    sealing->unhashed_count -= blocks * SEALING_STEP_TEXT;
    memmove(sealing->unhashed, sealing->unhashed + blocks * SEALING_STEP_TEXT, sealing->unhashed_count);
}

static void hash_kept(struct tcface_sealing *sealing) {
    const size_t blocks = sealing->unhashed_count / SEALING_STEP_TEXT;
    sealing->kernel->hash(&sealing->sha, sealing->unhashed, blocks, nothing_ahead);
    forget_blocks(sealing, blocks);
}

void sealing_join_unhashed(struct tcface_sealing *sealing, struct sealing_text *text) {
    hash_kept(sealing);
    const size_t missing = SEALING_STEP_TEXT - sealing->unhashed_count;
    if (sealing->leaves_hash) text->unhashed = text->end;
    if (sealing->unhashed_count == 0 || (size_t)(text->end - text->unhashed) < missing) return;
    memcpy(sealing->unhashed + sealing->unhashed_count, text->unhashed, missing);
    sealing->kernel->hash(&sealing->sha, sealing->unhashed, 1, nothing_ahead);
    sealing->unhashed_count = 0;
    text->unhashed += missing;
}

void sealing_hash_rest(struct tcface_sealing *sealing, struct sealing_text *text) {
    sealing_join_unhashed(sealing, text);
    size_t count = (size_t)(text->end - text->unhashed);
    if (sealing->unhashed_count == 0) {
        sealing->kernel->hash(&sealing->sha, text->unhashed, count / SEALING_STEP_TEXT, nothing_ahead);
        text->unhashed += count / SEALING_STEP_TEXT * SEALING_STEP_TEXT;
        count %= SEALING_STEP_TEXT;
    }
    memcpy(sealing->unhashed + sealing->unhashed_count, text->unhashed, count);
    sealing->unhashed_count += count;
    text->unhashed = text->end;
}

void tcface_sealing_add_text(struct tcface_sealing *sealing, uint8_t *output, const uint8_t *text, size_t count) {
    if (count == 0) return;
    memcpy(output, text, count);
    sealing->text_count += count;
    struct sealing_text written = {output + count, output};
    sealing_hash_rest(sealing, &written);
}

void tcface_sealing_digest(struct tcface_sealing *sealing, uint8_t digest[32]) {
    hash_kept(sealing);
    // FIPS 180-4 section 5.1.1: a 1, zeros, and the length in bits at the end of a block.
    uint8_t padding[2 * SEALING_STEP_TEXT] = {0};
    const size_t blocks = sealing->unhashed_count < SEALING_STEP_TEXT - 8 ? 1 : 2;
    memcpy(padding, sealing->unhashed, sealing->unhashed_count);
    padding[sealing->unhashed_count] = 0x80;
    for (int i = 0; i < 8; i++) {
        padding[SEALING_STEP_TEXT * blocks - 1 - i] = (uint8_t)(sealing->text_count * 8 >> 8 * i);
    }
    sealing->kernel->hash(&sealing->sha, padding, blocks, nothing_ahead);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(sealing->sha.words[i / 4] >> (24 - 8 * (i % 4)));
}

// MARK: Plaintext

static void add_bytes(struct tcface_sealing *sealing, const uint8_t *bytes, size_t count) {
    memcpy(sealing->plaintext + sealing->plaintext_count, bytes, count);
    sealing->plaintext_count += count;
}

void tcface_sealing_add_plaintext(struct tcface_sealing *sealing, const uint8_t *bytes, size_t count) {
    if (count == 0) return;
    // Behind it lies what the contract does not give away: better no process than one that writes there.
    if (count > SEALING_WAITING - sealing->plaintext_count) __builtin_trap();
    add_bytes(sealing, bytes, count);
    wipe_traces(SMALL_FRAMES);
}

static void add_base64(struct tcface_sealing *sealing, const uint8_t *bytes, size_t count) {
    uint8_t *const end = sealing->plaintext + sealing->plaintext_count;
    sealing->plaintext_count += base64_encode(sealing->family, end, bytes, count);
}

void sealing_add_content(struct tcface_sealing *sealing, const uint8_t *content, size_t count) {
    if (!sealing->is_media) {
        add_bytes(sealing, content, count);
        return;
    }
    if (sealing->ungrouped_count > 0) {
        for (; count > 0 && sealing->ungrouped_count < 3; count--) {
            sealing->ungrouped[sealing->ungrouped_count++] = *content++;
        }
        if (sealing->ungrouped_count < 3) return;
        add_base64(sealing, sealing->ungrouped, 3);
        sealing->ungrouped_count = 0;
    }
    add_base64(sealing, content, count / 3 * 3);
    for (const uint8_t *rest = content + count / 3 * 3; rest < content + count; rest++) {
        sealing->ungrouped[sealing->ungrouped_count++] = *rest;
    }
}

void tcface_sealing_end_content(struct tcface_sealing *sealing) {
    add_base64(sealing, sealing->ungrouped, sealing->ungrouped_count);
    sealing->ungrouped_count = 0;
    wipe_traces(SMALL_FRAMES);
}

// MARK: Encryption

void sealing_write_text(struct tcface_sealing *sealing, struct sealing_text *text, size_t count) {
    const size_t written = base64_encode(sealing->family, text->end, sealing->ciphertext, count);
    text->end += written;
    sealing->text_count += written;
}

static struct tcface_ahead ahead_after(struct tcface_ahead ahead, size_t steps) {
    return (struct tcface_ahead){ahead.input + steps * ahead.input_stride, ahead.input_stride,
                                 ahead.output + steps * SEALING_STEP_TEXT};
}

/// Encrypts from step `done` on, at most to step `steps`, while it hashes as many blocks; gives their number.
static size_t encrypt_with(struct tcface_sealing *sealing, const uint8_t *text, size_t blocks, size_t done,
                           size_t steps, struct tcface_ahead ahead) {
    if (blocks > steps - done) blocks = steps - done;
    sealing->kernel->encrypt_and_hash(&sealing->cbc, sealing->ciphertext + done * SEALING_STEP,
                                      sealing->plaintext + done * SEALING_STEP, &sealing->sha, text, blocks,
                                      ahead_after(ahead, done));
    return blocks;
}

/// AES-256-CBC: encrypts steps while it hashes the text before them, as far as there is any: that which the call before
/// left, and then that of this one.
static void encrypt_while_hashing(struct tcface_sealing *sealing, struct sealing_text *text, size_t steps,
                                  struct tcface_ahead ahead) {
    const size_t kept = sealing->unhashed_count / SEALING_STEP_TEXT;
    size_t done = encrypt_with(sealing, sealing->unhashed, kept, 0, steps, ahead);
    forget_blocks(sealing, done);
    if (sealing->unhashed_count < SEALING_STEP_TEXT) sealing_join_unhashed(sealing, text);
    if (sealing->unhashed_count == 0) {
        const size_t blocks = (size_t)(text->end - text->unhashed) / SEALING_STEP_TEXT;
        const size_t together = encrypt_with(sealing, text->unhashed, blocks, done, steps, ahead);
        text->unhashed += together * SEALING_STEP_TEXT;
        done += together;
    }
    sealing->kernel->encrypt(&sealing->cbc, sealing->ciphertext + done * SEALING_STEP,
                             sealing->plaintext + done * SEALING_STEP, 3 * (steps - done), ahead_after(ahead, done));
}

/// SM4-GCM: hashes the text before, and encrypts then.
static void hash_and_encrypt(struct tcface_sealing *sealing, struct sealing_text *text, size_t steps,
                             struct tcface_ahead ahead) {
    sealing_join_unhashed(sealing, text);
    if (sealing->unhashed_count == 0) {
        const size_t blocks = (size_t)(text->end - text->unhashed) / SEALING_STEP_TEXT;
        sealing->kernel->hash(&sealing->sha, text->unhashed, blocks, ahead);
        text->unhashed += blocks * SEALING_STEP_TEXT;
    }
    sm4_gcm_process(&sealing->gcm, sealing->gcm_kernel, sealing->ciphertext, sealing->plaintext, steps * SEALING_STEP,
                    false);
}

/// Encrypts all whole steps of plaintext, hashes the text before them, and writes theirs.
static void encrypt_steps(struct tcface_sealing *sealing, struct sealing_text *text, struct tcface_ahead ahead) {
    if (sealing->cbc_base64 != NULL) {
        sealing_encrypt_to_text(sealing, text, ahead);
        return;
    }
    const size_t steps = sealing->plaintext_count / SEALING_STEP;
    ahead.output = (uintptr_t)text->end;
    if (sealing->algorithm == TCFACE_SM4_GCM) {
        hash_and_encrypt(sealing, text, steps, ahead);
    } else {
        encrypt_while_hashing(sealing, text, steps, ahead);
    }
    sealing->plaintext_count -= steps * SEALING_STEP;
    memmove(sealing->plaintext, sealing->plaintext + steps * SEALING_STEP, sealing->plaintext_count);
    sealing_write_text(sealing, text, steps * SEALING_STEP);
}

/// How much content goes through at once.
static size_t piece_of(const struct tcface_sealing *sealing, size_t count) {
    if (sealing->algorithm == TCFACE_SM4_GCM) return sealing->is_media ? SM4_PIECE / 4 * 3 : SM4_PIECE;
    return count < SMALL_BODY && !sealing->leaves_hash ? SMALL_PIECE : AES_PIECE;
}

/// Leaves the text of the last piece to be hashed while the next call encrypts. It is copied, since the caller's memory
/// may be gone by then.
static void keep_rest(struct tcface_sealing *sealing, struct sealing_text *text) {
    const size_t count = (size_t)(text->end - text->unhashed);
    const bool has_room = count <= sizeof sealing->unhashed - sealing->unhashed_count;
    if (sealing->algorithm == TCFACE_SM4_GCM || sealing->leaves_hash || !has_room) {
        sealing_hash_rest(sealing, text);
        return;
    }
    memcpy(sealing->unhashed + sealing->unhashed_count, text->unhashed, count);
    sealing->unhashed_count += count;
}

size_t tcface_sealing_update(struct tcface_sealing *sealing, uint8_t *output, const uint8_t *content, size_t count) {
    // Nor does a null pointer go to functions that take none, even for no bytes.
    if (count == 0) return 0;
    struct sealing_text text = {output, output};
    const size_t piece = piece_of(sealing, count);
    // A step takes 36 bytes of media, which are 48 of base64.
    struct tcface_ahead ahead = {.input_stride = sealing->is_media ? 36 : 48};
    if (sealing->is_media && sealing->cbc_base64 != NULL) {
        const size_t taken = sealing_encode_and_encrypt(sealing, &text, content, count);
        content += taken;
        count -= taken;
    }
    // With nothing left there may still be plaintext that was encoded ahead.
    while (count > 0 || sealing->plaintext_count >= SEALING_STEP) {
        const size_t taken = count < piece ? count : piece;
        sealing_add_content(sealing, content, taken);
        content += taken;
        count -= taken;
        ahead.input = (uintptr_t)content;
        encrypt_steps(sealing, &text, ahead);
    }
    keep_rest(sealing, &text);
    wipe_traces(frames_of(sealing));
    return (size_t)(text.end - output);
}

size_t tcface_sealing_end_ciphertext(struct tcface_sealing *sealing, uint8_t *output, uint8_t tag[16]) {
    struct sealing_text text = {output, output};
    size_t count = sealing->plaintext_count;
    if (sealing->algorithm == TCFACE_SM4_GCM) {
        sm4_gcm_process(&sealing->gcm, sealing->gcm_kernel, sealing->ciphertext, sealing->plaintext, count, false);
        sm4_gcm_tag(&sealing->gcm, sealing->gcm_kernel, tag);
    } else {
        // RFC 5652 section 6.3: 1 to 16 bytes, each their number.
        const size_t padding = 16 - count % 16;
        memset(sealing->plaintext + count, (int)padding, padding);
        count += padding;
        sealing->kernel->encrypt(&sealing->cbc, sealing->ciphertext, sealing->plaintext, count / 16, nothing_ahead);
    }
    sealing->plaintext_count = 0;
    sealing_write_text(sealing, &text, count);
    sealing_hash_rest(sealing, &text);
    wipe_traces(frames_of(sealing));
    return (size_t)(text.end - output);
}
