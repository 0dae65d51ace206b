# SPDX-License-Identifier: Apache-2.0
"""RFC 4648 section 4 and nothing more, with the offset of the first bad byte (rules 1 to 4 of vectors/README.md)."""

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
    for start in range(0, len(text), 4):
        if start and text[start - 1] == _EQUALS:
            raise Base64Error(start)
        out += _decode_group(text[start : start + 4], start)
    return bytes(out)


def _decode_group(group: bytes, start: int) -> bytes:
    if len(group) < 4:
        may_be_padding = 2 if group[2:] == b"=" else len(group)
        symbols = group[:may_be_padding]
    else:
        symbols = group[:2] if group.endswith(b"==") else group.removesuffix(b"=")
    for index, byte in enumerate(symbols):
        if byte not in _VALUE:
            raise Base64Error(start + index)
    if len(group) < 4:
        raise Base64Error(start + len(group))
    bits = 0
    for byte in symbols:
        bits = (bits << 6) | _VALUE[byte]
    byte_count = len(symbols) - 1
    unused = 6 * len(symbols) - 8 * byte_count
    if bits & ((1 << unused) - 1):
        raise Base64Error(start + len(symbols) - 1)
    return (bits >> unused).to_bytes(byte_count, "big")
