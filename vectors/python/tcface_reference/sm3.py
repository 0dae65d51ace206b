# SPDX-License-Identifier: Apache-2.0
"""SM3, the hash function of GB/T 32905-2016."""

from __future__ import annotations

INITIAL = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
MASK = 0xFFFFFFFF


def _rotate(x: int, n: int) -> int:
    n %= 32
    return ((x << n) | (x >> (32 - n))) & MASK


def _p0(x: int) -> int:
    return x ^ _rotate(x, 9) ^ _rotate(x, 17)


def _p1(x: int) -> int:
    return x ^ _rotate(x, 15) ^ _rotate(x, 23)


# Clause 4.2: T is 79cc4519 for the first 16 rounds and 7a879d8a after; only its rotations are ever used.
_T = tuple(_rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64))


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    """Clause 5.3.2 and 5.3.3: message expansion and the 64 rounds."""
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        w.append(_p1(w[j - 16] ^ w[j - 9] ^ _rotate(w[j - 3], 15)) ^ _rotate(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        ss1 = _rotate((_rotate(a, 12) + e + _T[j]) & MASK, 7)
        ss2 = ss1 ^ _rotate(a, 12)
        if j < 16:
            ff, gg = a ^ b ^ c, e ^ f ^ g
        else:
            ff, gg = (a & b) | (a & c) | (b & c), (e & f) | (~e & g & MASK)
        tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & MASK
        tt2 = (gg + h + ss1 + w[j]) & MASK
        a, b, c, d, e, f, g, h = tt1, a, _rotate(b, 9), c, _p0(tt2), e, _rotate(f, 19), g
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))


def digest(message: bytes) -> bytes:
    """The 32-byte SM3 digest of `message`."""
    bit_count = 8 * len(message)
    padded = message + b"\x80" + bytes(-(len(message) + 9) % 64) + bit_count.to_bytes(8, "big")
    state: tuple[int, ...] = INITIAL
    for start in range(0, len(padded), 64):
        state = _compress(state, padded[start : start + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)
