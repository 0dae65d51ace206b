// SPDX-License-Identifier: Apache-2.0
// Stands between the dispatcher and Linux where a program is linked with --wrap=getauxval: takes the capabilities away
// that `HIDDEN_CAPABILITIES` lists as a number. QEMU has no arm64 processor without AES and SHA instructions.
#include <stdlib.h>
#include <sys/auxv.h>

unsigned long __real_getauxval(unsigned long type);
unsigned long __wrap_getauxval(unsigned long type);

unsigned long __wrap_getauxval(unsigned long type) {
    const unsigned long value = __real_getauxval(type);
    const char *const hidden = getenv("HIDDEN_CAPABILITIES");
    if (type != AT_HWCAP || hidden == NULL) return value;
    return value & ~strtoul(hidden, NULL, 0);
}
