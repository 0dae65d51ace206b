# SPDX-License-Identifier: Apache-2.0
"""SM4 (GB/T 32907-2016) and GCM over it (NIST SP 800-38D), in plain Python.

The S-box is computed, not tabulated: S(x) = A · inverse(A · x + c) + c over GF(2^8) with the polynomial
x^8 + x^7 + x^6 + x^5 + x^4 + x^2 + 1 and c = d3, which is how the standard's table is known to be built.
"""

from __future__ import annotations

MASK = 0xFFFFFFFF


def _multiply(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= 0x1F5
        b >>= 1
    return product


def _affine(x: int) -> int:
    """Bit i of the result is the parity of x and the row a7 (hex), rotated left by i; then add d3."""
    out = 0
    for i in range(8):
        row = ((0xA7 << i) | (0xA7 >> (8 - i))) & 0xFF
        out |= (bin(row & x).count("1") & 1) << i
    return out ^ 0xD3


def _build_sbox() -> bytes:
    inverse = [0] * 256
    for x in range(1, 256):
        power = 1
        for _ in range(254):
            power = _multiply(power, x)
        inverse[x] = power
    return bytes(_affine(inverse[_affine(x)]) for x in range(256))


SBOX = _build_sbox()
FK = (0xA3B1BAC6, 0x56AA3350, 0x677D9197, 0xB27022DC)
CK = tuple(int.from_bytes(bytes((4 * i + j) * 7 % 256 for j in range(4)), "big") for i in range(32))


def _rotate(x: int, n: int) -> int:
    return ((x << n) | (x >> (32 - n))) & MASK


def _substitute(x: int) -> int:
    return int.from_bytes(bytes(SBOX[b] for b in x.to_bytes(4, "big")), "big")


def round_keys(key: bytes) -> list[int]:
    """Clause 7.3: the 32 round keys of a 16-byte key."""
    if len(key) != 16:
        raise ValueError("an SM4 key has 16 bytes")
    k = [int.from_bytes(key[4 * i : 4 * i + 4], "big") ^ FK[i] for i in range(4)]
    for i in range(32):
        t = _substitute(k[i + 1] ^ k[i + 2] ^ k[i + 3] ^ CK[i])
        k.append(k[i] ^ t ^ _rotate(t, 13) ^ _rotate(t, 23))
    return k[4:]


def encrypt_block(keys: list[int], block: bytes) -> bytes:
    """Clause 7.1: one 16-byte block under the given round keys."""
    x = [int.from_bytes(block[4 * i : 4 * i + 4], "big") for i in range(4)]
    for rk in keys:
        t = _substitute(x[1] ^ x[2] ^ x[3] ^ rk)
        t = x[0] ^ t ^ _rotate(t, 2) ^ _rotate(t, 10) ^ _rotate(t, 18) ^ _rotate(t, 24)
        x = [x[1], x[2], x[3], t]
    return b"".join(word.to_bytes(4, "big") for word in reversed(x))


def _ghash_multiply(x: int, y: int) -> int:
    """SP 800-38D 6.3, with the leftmost bit as the coefficient of 1."""
    z = 0
    for i in range(127, -1, -1):
        if (x >> i) & 1:
            z ^= y
        y = (y >> 1) ^ (0xE1 << 120 if y & 1 else 0)
    return z


def _ghash(h: int, data: bytes) -> int:
    y = 0
    for start in range(0, len(data), 16):
        y = _ghash_multiply(y ^ int.from_bytes(data[start : start + 16], "big"), h)
    return y


def _pad16(data: bytes) -> bytes:
    return data + bytes(-len(data) % 16)


def _gcm(key: bytes, iv: bytes, aad: bytes, text: bytes, text_is_ciphertext: bool) -> tuple[bytes, bytes]:
    if len(iv) != 12:
        raise ValueError("this GCM takes 12-byte IVs")
    keys = round_keys(key)
    h = int.from_bytes(encrypt_block(keys, bytes(16)), "big")
    out = bytearray()
    for index in range(0, len(text), 16):
        counter = iv + (index // 16 + 2).to_bytes(4, "big")
        stream = encrypt_block(keys, counter)
        out += bytes(a ^ b for a, b in zip(text[index : index + 16], stream))
    ciphertext = text if text_is_ciphertext else bytes(out)
    lengths = (8 * len(aad)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    s = _ghash(h, _pad16(aad) + _pad16(ciphertext) + lengths)
    first = int.from_bytes(encrypt_block(keys, iv + (1).to_bytes(4, "big")), "big")
    return bytes(out), (s ^ first).to_bytes(16, "big")


def gcm_encrypt(key: bytes, iv: bytes, aad: bytes, plaintext: bytes) -> tuple[bytes, bytes]:
    """Ciphertext and 16-byte tag."""
    return _gcm(key, iv, aad, plaintext, text_is_ciphertext=False)


def gcm_decrypt(key: bytes, iv: bytes, aad: bytes, ciphertext: bytes, tag: bytes) -> bytes | None:
    """The plaintext, or None when the 16-byte tag does not fit."""
    plaintext, expected = _gcm(key, iv, aad, ciphertext, text_is_ciphertext=True)
    return plaintext if tag == expected else None
