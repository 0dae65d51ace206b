# SPDX-License-Identifier: Apache-2.0
"""RFC 4648 section 4 and nothing more, with the offset of the first bad byte (rules 1 to 6 of vectors/README.md)."""

from __future__ import annotations

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_EQUALS = ord("=")


class Base64Error(ValueError):
    """Refused text; `offset` is where it stops being canonical."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"not canonical base64 at byte {offset}")
        self.offset = offset


def encode(data: bytes) -> bytes:
    """Base64 text of `data`, with padding."""
    out = bytearray()
    for start in range(0, len(data), 3):
        group = data[start : start + 3]
        bits = int.from_bytes(group + bytes(3 - len(group)), "big")
        symbols = [ALPHABET[(bits >> shift) & 63] for shift in (18, 12, 6, 0)]
        out += bytes(symbols[: len(group) + 1]) + b"=" * (3 - len(group))
    return bytes(out)


def decode(text: bytes) -> bytes:
    """The bytes of canonical base64 text."""
    out = bytearray()
    bits, symbols, padding = 0, 0, 0
    for offset, byte in enumerate(text):
        if padding and symbols + padding == 4:
            raise Base64Error(offset)
        if byte == _EQUALS:
            if symbols < 2:
                raise Base64Error(offset)
            if not padding and bits & (0xF if symbols == 2 else 0x3):
                raise Base64Error(offset - 1)
            padding += 1
            continue
        value = _VALUE.get(byte)
        if value is None or padding:
            raise Base64Error(offset)
        bits, symbols = (bits << 6) | value, symbols + 1
        if symbols == 4:
            out += bits.to_bytes(3, "big")
            bits, symbols = 0, 0
    if padding:
        if symbols + padding != 4:
            raise Base64Error(len(text))
        out += (bits >> 4).to_bytes(1, "big") if symbols == 2 else (bits >> 2).to_bytes(2, "big")
    elif symbols:
        raise Base64Error(len(text))
    return bytes(out)
