// SPDX-License-Identifier: Apache-2.0
// What functions leave of secrets when they have returned: each runs twice on a stack of its own, with different
// secrets and else the same; then no byte of that stack and of the vector registers may differ.
//
// Linked with -z now: looking up a function at its first call writes all vector registers to the stack.
#include <ucontext.h>

#include "conformance.h"
#include "lanes.h"
#include "tcface_base64.h"
#include "tcface_cipher.h"
#include "tcface_constant_time.h"
#include "tcface_sealing.h"
#include "tcface_sm2.h"

#define STACK (64 * 1024)
#define LONGEST 4001
#define BODIES 5

// MARK: The machine

struct traces {
    uint8_t stack[STACK] __attribute__((aligned(64)));
    uint8_t registers[8192] __attribute__((aligned(64)));
};

static struct traces traces;
static ucontext_t caller, callee;
static void (*function)(void);

/// Writes all vector registers down.
#if defined(__x86_64__)
/// XSAVE writes those that the processor and the system have, here all of SSE, AVX and AVX-512.
#define WRITE_REGISTERS(to) __asm__ volatile("xsave64 %0" : "=m"(to) : "a"(0xe6), "d"(0) : "memory")
#elif defined(__aarch64__)
#define PAIR(a, b, at) "stp q" #a ", q" #b ", [%0, #" #at "]\n"
#define WRITE_REGISTERS(to)                                                                                            \
    __asm__ volatile(PAIR(0, 1, 0) PAIR(2, 3, 32) PAIR(4, 5, 64) PAIR(6, 7, 96) PAIR(8, 9, 128) PAIR(10, 11, 160)      \
                     PAIR(12, 13, 192) PAIR(14, 15, 224) PAIR(16, 17, 256) PAIR(18, 19, 288) PAIR(20, 21, 320)         \
                     PAIR(22, 23, 352) PAIR(24, 25, 384) PAIR(26, 27, 416) PAIR(28, 29, 448) PAIR(30, 31, 480)         \
                     : : "r"(&(to)) : "memory")
#endif

static void run_function(void) {
    function();
    WRITE_REGISTERS(traces.registers);
}

static void run_on_own_stack(void (*what)(void)) {
    memset(&traces, 0xa5, sizeof traces);
    memset(traces.registers, 0, sizeof traces.registers);
    function = what;
    callee.uc_stack.ss_sp = traces.stack;
    callee.uc_stack.ss_size = STACK;
    callee.uc_link = &caller;
    makecontext(&callee, run_function, 0);
    swapcontext(&caller, &callee);
}

// MARK: What is secret, and what is not

static uint8_t key[32], content[LONGEST], scalar[32], block[256], text[400];
static const uint8_t iv[16] = {9}, ciphertext[LONGEST];
static uint8_t output[3 * LONGEST], tag[16], outputs[BODIES][3 * LONGEST], decoded[300];
static volatile size_t result;

static enum tcface_kernel family;
static enum tcface_algorithm algorithm;
static bool decrypts, is_media, leaves_hash;
static struct tcface_cipher *cipher;
static struct tcface_sealing *sealings[BODIES];
static struct tcface_sm2_table *table;

static void set_secrets(uint64_t seed) {
    struct byte_stream stream = {seed};
    fill(&stream, key, sizeof key);
    fill(&stream, content, sizeof content);
    fill(&stream, scalar, sizeof scalar);
    scalar[0] &= 0x7f;
    fill(&stream, block, sizeof block);
    for (int i = 2; i < 256; i++) block[i] |= 1;
    block[0] = 0, block[1] = 2, block[255 - 32] = 0;
    tcface_base64_encode_with(TCFACE_KERNEL_SCALAR, text, content, sizeof decoded);
}

/// Fails where something differs with the secrets. The first run of a function is to warm up what it needs once.
static void check(const char *name, void (*prepare)(void), void (*what)(void)) {
    static struct traces first;
    size_t differing = 0, lowest = 0, registers = 0;
    for (uint64_t seed = 0; seed < 3; seed++) {
        set_secrets(seed);
        if (prepare != NULL) prepare();
        run_on_own_stack(what);
        if (seed == 1) first = traces;
    }
    for (size_t i = 0; i < STACK; i++) {
        if (traces.stack[i] == first.stack[i]) continue;
        if (differing++ == 0) lowest = i;
    }
    for (size_t i = 0; i < sizeof traces.registers; i++) registers += traces.registers[i] != first.registers[i];
    if (differing == 0 && registers == 0) return;
    FAIL("%s, %s: %zu bytes of stack, the lowest %zu below its end, and %zu of registers depend on secrets", name,
         tcface_kernel_name(family), differing, STACK - lowest, registers);
}

// MARK: One message

static void begin_cipher(void) { tcface_cipher_begin(cipher, family, algorithm, decrypts, key, iv); }

static void authenticate(void) { tcface_cipher_authenticate(cipher, ciphertext, 33); }

static void process(void) {
    const size_t count = algorithm == TCFACE_SM4_GCM ? LONGEST : LONGEST / 16 * 16;
    tcface_cipher_process(cipher, output, decrypts ? ciphertext : content, count);
}

static void prepare_tag(void) {
    begin_cipher();
    process();
}

static void end_cipher(void) { tcface_cipher_tag(cipher, tag); }

static void check_ciphers(void) {
    for (int i = 0; i < 4; i++) {
        algorithm = i / 2 == 0 ? TCFACE_AES_256_CBC : TCFACE_SM4_GCM;
        decrypts = i % 2;
        if (family != TCFACE_KERNEL_SCALAR && !tcface_cipher_available(family, algorithm)) continue;
        check("cipher begin", NULL, begin_cipher);
        check(decrypts ? "decryption" : "encryption", begin_cipher, process);
        if (algorithm != TCFACE_SM4_GCM) continue;
        check("associated data", begin_cipher, authenticate);
        check("tag", prepare_tag, end_cipher);
    }
}

// MARK: Bodies

static void begin_bodies(void) {
    for (int i = 0; i < BODIES; i++) {
        tcface_sealing_begin(sealings[i], family, algorithm, is_media, key, iv);
        if (leaves_hash) tcface_sealing_leave_hash(sealings[i]);
    }
}

static void begin_body(void) { tcface_sealing_begin(sealings[0], family, algorithm, is_media, key, iv); }

static void add_plaintext(void) { tcface_sealing_add_plaintext(sealings[0], content, TCFACE_SEALING_PLAINTEXT); }

static void update(void) { result = tcface_sealing_update(sealings[0], output, content, LONGEST); }

static void prepare_end(void) {
    begin_bodies();
    update();
}

static void end_content(void) { tcface_sealing_end_content(sealings[0]); }

static void end_ciphertext(void) { result = tcface_sealing_end_ciphertext(sealings[0], output, tag); }

static void update_many(void) {
    uint8_t *texts[BODIES];
    const uint8_t *contents[BODIES];
    for (int i = 0; i < BODIES; i++) texts[i] = outputs[i], contents[i] = content + i;
    result = tcface_sealing_update_many(sealings, texts, contents, BODIES, LONGEST - BODIES);
}

static void check_bodies(void) {
    for (int i = 0; i < 8; i++) {
        algorithm = i / 4 == 0 ? TCFACE_AES_256_CBC : TCFACE_SM4_GCM;
        is_media = i % 2, leaves_hash = i / 2 % 2;
        if (family != TCFACE_KERNEL_SCALAR && !tcface_sealing_available(family, algorithm, false)) continue;
        check("body begin", NULL, begin_body);
        check("plaintext", begin_bodies, add_plaintext);
        check("content", begin_bodies, update);
        check("end of content", prepare_end, end_content);
        check("end of ciphertext", prepare_end, end_ciphertext);
        if (algorithm == TCFACE_AES_256_CBC && tcface_sealing_lanes(family) >= BODIES) {
            check("content of many bodies", begin_bodies, update_many);
        }
    }
}

// MARK: What remains

static void encode(void) { tcface_base64_encode_with(family, output, content, LONGEST); }
static void encode_key(void) { tcface_base64_encode_with(family, output, key, sizeof key); }
static void decode(void) { result = tcface_base64_decode_with(family, decoded, text, sizeof text); }
static void decode_key(void) { result = tcface_base64_decode_with(family, decoded, text, 44); }
static void unpad(void) { result = tcface_pkcs1_unpad(block, sizeof block); }
static void unpad_exactly(void) { tcface_pkcs1_unpad_exact(output, 32, block, sizeof block); }
static void unpad_last_block(void) { result = tcface_pkcs7_unpad(block + 16); }
static void compare(void) { result = (size_t)tcface_equal(block, content, sizeof block); }
static void ask_scalar(void) { result = tcface_sm2_is_scalar(scalar); }
static void encrypt_key(void) { result = tcface_sm2_encrypt(table, table, scalar, key, sizeof key, output); }

int main(void) {
    // Once: the registers that every run begins with.
    getcontext(&callee);
    cipher = aligned_alloc(TCFACE_CIPHER_ALIGNMENT, tcface_cipher_size());
    for (int i = 0; i < BODIES; i++) sealings[i] = aligned_alloc(TCFACE_SEALING_ALIGNMENT, tcface_sealing_size());
    table = aligned_alloc(TCFACE_SM2_ALIGNMENT, tcface_sm2_table_size());
    tcface_sm2_prepare_base(table);
    for (int i = 0; i < TCFACE_KERNEL_COUNT; i++) {
        family = (enum tcface_kernel)i;
        if (!tcface_kernel_available(family)) continue;
        check_ciphers();
        check_bodies();
        check("base64 encode", NULL, encode);
        check("base64 encode a key", NULL, encode_key);
        check("base64 decode", NULL, decode);
        check("base64 decode a key", NULL, decode_key);
        printf("  %s: nothing of a secret on the stack or in vector registers\n", tcface_kernel_name(family));
    }
    check("pkcs1", NULL, unpad);
    check("pkcs1 exactly", NULL, unpad_exactly);
    check("pkcs7", NULL, unpad_last_block);
    check("equal", NULL, compare);
    check("is scalar", NULL, ask_scalar);
    check("SM2", NULL, encrypt_key);
    printf("  paddings, SM2: the same\n");
    return 0;
}
