# SPDX-License-Identifier: Apache-2.0
"""The little DER and PEM that RSA and SM2 keys need, written and read without a library."""

from __future__ import annotations

import base64

OID_RSA = bytes.fromhex("06092a864886f70d010101")
OID_EC_PUBLIC_KEY = bytes.fromhex("06072a8648ce3d0201")
OID_SM2_CURVE = bytes.fromhex("06082a811ccf5501822d")
NULL = b"\x05\x00"


def tlv(tag: int, content: bytes) -> bytes:
    """Tag, definite length in its shortest form, content."""
    count = len(content)
    if count < 0x80:
        length = bytes([count])
    else:
        size = count.to_bytes((count.bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(size)]) + size
    return bytes([tag]) + length + content


def integer_content(value: int) -> bytes:
    """Two's complement of a non-negative number, shortest form."""
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


def integer(value: int) -> bytes:
    """An INTEGER."""
    return tlv(0x02, integer_content(value))


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE."""
    return tlv(0x30, b"".join(parts))


def bit_string(content: bytes) -> bytes:
    """A BIT STRING of whole bytes."""
    return tlv(0x03, b"\x00" + content)


def octet_string(content: bytes) -> bytes:
    """An OCTET STRING."""
    return tlv(0x04, content)


def pem(label: str, der: bytes) -> str:
    """RFC 7468 text with 64 characters a line and LF."""
    text = base64.b64encode(der).decode()
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def unpem(text: str) -> tuple[str, bytes]:
    """Label and DER of one PEM block."""
    lines = text.strip().split("\n")
    first, last = lines[0], lines[-1]
    label = first.removeprefix("-----BEGIN ").removesuffix("-----")
    if first != f"-----BEGIN {label}-----" or last != f"-----END {label}-----":
        raise ValueError("not PEM")
    return label, base64.b64decode("".join(lines[1:-1]), validate=True)


def read(data: bytes, tag: int) -> tuple[bytes, bytes]:
    """Content of the first element, which must have the given tag, and what follows it."""
    if len(data) < 2 or data[0] != tag:
        raise ValueError(f"expected tag {tag:02x}")
    if data[1] < 0x80:
        start, count = 2, data[1]
    else:
        start = 2 + (data[1] & 0x7F)
        count = int.from_bytes(data[2:start], "big")
    if start + count > len(data):
        raise ValueError("truncated DER")
    return data[start : start + count], data[start + count :]


def read_integers(data: bytes) -> list[int]:
    """All the INTEGERs that `data` is a concatenation of."""
    values = []
    while data:
        content, data = read(data, 0x02)
        values.append(int.from_bytes(content, "big", signed=True))
    return values


def sm2_spki(point: bytes) -> bytes:
    """SubjectPublicKeyInfo of a 65-byte point."""
    return sequence(sequence(OID_EC_PUBLIC_KEY, OID_SM2_CURVE), bit_string(point))


def sm2_pkcs8(d: int, point: bytes) -> bytes:
    """PKCS#8 around the ECPrivateKey of RFC 5915, with the public key."""
    inner = sequence(integer(1), octet_string(d.to_bytes(32, "big")), tlv(0xA1, bit_string(point)))
    return sequence(integer(0), sequence(OID_EC_PUBLIC_KEY, OID_SM2_CURVE), octet_string(inner))


def sm2_point_of_spki(der: bytes) -> bytes:
    """The 65 bytes of an SM2 SubjectPublicKeyInfo."""
    body, rest = read(der, 0x30)
    algorithm, key = read(body, 0x30)
    content, tail = read(key, 0x03)
    if rest or tail or algorithm != OID_EC_PUBLIC_KEY + OID_SM2_CURVE or content[:1] != b"\x00":
        raise ValueError("not an SM2 public key")
    return content[1:]


def sm2_scalar_of_pkcs8(der: bytes) -> int:
    """The private key d of an SM2 PKCS#8 structure."""
    body, _ = read(der, 0x30)
    version, body = read(body, 0x02)
    algorithm, body = read(body, 0x30)
    if version != b"\x00" or algorithm != OID_EC_PUBLIC_KEY + OID_SM2_CURVE:
        raise ValueError("not an SM2 private key")
    inner, _ = read(read(body, 0x04)[0], 0x30)
    _, inner = read(inner, 0x02)
    scalar, _ = read(inner, 0x04)
    return int.from_bytes(scalar, "big")
