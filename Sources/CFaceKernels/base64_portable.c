// SPDX-License-Identifier: Apache-2.0
// 12 bytes become 16 characters and back, in C that any processor runs. Like the reference it has no table, and tells
// ranges apart by comparing. No shuffle of bytes is needed: shifts halve a group until each part is one byte.
#include "base64_kernels.h"

#include <string.h>

#include "portable_vectors.h"

// MARK: Byte order

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static inline uint64_t big_endian_64(uint64_t value) { return __builtin_bswap64(value); }
static inline uint32_t big_endian_32(uint32_t value) { return __builtin_bswap32(value); }
static inline longs_2 little_endian(longs_2 values) { return values; }
#else
static inline uint64_t big_endian_64(uint64_t value) { return value; }
static inline uint32_t big_endian_32(uint32_t value) { return value; }
static inline longs_2 little_endian(longs_2 values) {
    return (longs_2){__builtin_bswap64(values[0]), __builtin_bswap64(values[1])};
}
#endif

static inline uint64_t load_64(const uint8_t *bytes) {
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return big_endian_64(value);
}

// MARK: Encoding

/// The 16 sextets of 12 bytes, eight in each half with the first one lowest.
static inline bytes_16 split_sextets(const uint8_t *input) {
    // Six bytes in the upper bits of each half; the second load ends, and does not begin, where they do, because
    // two bytes further on may be none.
    const longs_2 bytes = {load_64(input), load_64(input + 4) << 16};
    // 48 bits into 24 and 24, these into 12 and 12, these into 6 and 6; the first of two goes down.
    const words_4 groups = (words_4)(bytes >> 40 | (bytes << 16 & 0x00ffffff00000000));
    const halves_8 pairs = (halves_8)(groups >> 12 | (groups << 16 & 0x0fff0000));
    return (bytes_16)(pairs >> 6 | (pairs << 8 & 0x3f00));
}

/// All ones in each byte that is above `limit`, which is far from the sign bit, as the bytes are.
static inline bytes_16 above(bytes_16 bytes, int8_t limit) { return (bytes_16)((signed_16)bytes > limit); }

/// The character of each sextet.
static inline bytes_16 to_characters(bytes_16 sextets) {
    bytes_16 characters = sextets + 'A';
    // Each step moves on from the end of one range of the alphabet to the start of the next.
    characters += above(sextets, 25) & (uint8_t)('a' - 'Z' - 1);
    characters -= above(sextets, 51) & (uint8_t)('z' - '0' + 1);
    characters -= above(sextets, 61) & (uint8_t)('9' - '+' + 1);
    characters += above(sextets, 62) & (uint8_t)('/' - '+' - 1);
    return characters;
}

size_t tcface_base64_encode_blocks_portable(uint8_t *output, const uint8_t *input, size_t count) {
    size_t left = count;
    for (; left >= 12; left -= 12, input += 12, output += 16) {
        const longs_2 characters = little_endian((longs_2)to_characters(split_sextets(input)));
        memcpy(output, &characters, 16);
    }
    return count - left;
}

// MARK: Decoding

/// All ones in each byte from `first` to `last`.
static inline bytes_16 within(bytes_16 bytes, uint8_t first, uint8_t last) {
    // The range is moved to the lowest signed values, so that one comparison finds its end and nothing is below it.
    const signed_16 moved = (signed_16)(bytes - (uint8_t)(first + 128));
    return (bytes_16)(moved <= (int8_t)(last - first - 128));
}

/// What has to be added to each character for its value: never zero in the alphabet, and zero for a foreign byte.
static inline bytes_16 to_differences(bytes_16 characters) {
    const bytes_16 upper = within(characters, 'A', 'Z') & (uint8_t)(0 - 'A');
    const bytes_16 lower = within(characters, 'a', 'z') & (uint8_t)(26 - 'a');
    const bytes_16 digit = within(characters, '0', '9') & (uint8_t)(52 - '0');
    const bytes_16 plus = (bytes_16)(characters == '+') & (uint8_t)(62 - '+');
    const bytes_16 slash = (bytes_16)(characters == '/') & (uint8_t)(63 - '/');
    return upper | lower | digit | plus | slash;
}

/// The 12 bytes of 16 sextets.
static inline void join_sextets(uint8_t *output, bytes_16 sextets) {
    // 6 and 6 bits into 12, these into 24, these into 48; the lower of two comes first, so it goes up.
    const halves_8 singles = (halves_8)sextets;
    const words_4 pairs = (words_4)((singles << 6 & 0x0fc0) | singles >> 8);
    const longs_2 groups = (longs_2)((pairs << 12 & 0x00fff000) | pairs >> 16);
    const longs_2 bytes = (groups << 24 & 0x0000ffffff000000) | groups >> 32;
    const uint64_t first = big_endian_64(bytes[0] << 16 | bytes[1] >> 32);
    const uint32_t rest = big_endian_32((uint32_t)bytes[1]);
    memcpy(output, &first, sizeof first);
    memcpy(output + sizeof first, &rest, sizeof rest);
}

size_t tcface_base64_decode_blocks_portable(uint8_t *output, const uint8_t *input, size_t count) {
    size_t left = count;
    for (; left >= 16; left -= 16, input += 16, output += 12) {
        longs_2 block;
        memcpy(&block, input, sizeof block);
        const bytes_16 characters = (bytes_16)little_endian(block);
        const bytes_16 differences = to_differences(characters);
        if (any_16((bytes_16)(differences == 0))) break;
        join_sextets(output, characters + differences);
    }
    return count - left;
}
