# SPDX-License-Identifier: Apache-2.0
"""SM2 public-key encryption (GB/T 32918.4-2016) on the recommended curve (GB/T 32918.5-2017), raw form 04‖x‖y‖C3‖C2."""

from __future__ import annotations

from typing import Optional

from .sm3 import digest as sm3

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)

Point = Optional[tuple[int, int]]
"""An affine point; None is the point at infinity."""


class SM2Error(ValueError):
    """A ciphertext or a point that has to be refused."""


def is_on_curve(point: Point) -> bool:
    """Whether the coordinates are reduced and satisfy the curve's equation."""
    if point is None:
        return False
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def add(p: Point, q: Point) -> Point:
    """The group law, in affine coordinates."""
    if p is None:
        return q
    if q is None:
        return p
    if p[0] == q[0]:
        if (p[1] + q[1]) % P == 0:
            return None
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P) % P
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def multiply(k: int, point: Point) -> Point:
    """k times the point, by doubling and adding."""
    result: Point = None
    while k:
        if k & 1:
            result = add(result, point)
        point = add(point, point)
        k >>= 1
    return result


def encode_point(point: Point) -> bytes:
    """04‖x‖y, 65 bytes."""
    if point is None:
        raise SM2Error("the point at infinity has no such form")
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def decode_point(data: bytes) -> tuple[int, int]:
    """A point on the curve from 04‖x‖y; every other form is refused."""
    if len(data) != 65 or data[0] != 4:
        raise SM2Error("not an uncompressed point")
    point = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    if not is_on_curve(point):
        raise SM2Error("not on the curve")
    return point


def key_stream(x2: int, y2: int, byte_count: int) -> bytes:
    """GB/T 32918.4 5.4.3: the KDF over SM3."""
    shared = x2.to_bytes(32, "big") + y2.to_bytes(32, "big")
    blocks = (sm3(shared + (i + 1).to_bytes(4, "big")) for i in range(-(-byte_count // 32)))
    return b"".join(blocks)[:byte_count]


def public_key(d: int) -> tuple[int, int]:
    """The point d · G of a private key 1 ≤ d ≤ n - 2."""
    if not 1 <= d <= N - 2:
        raise SM2Error("the private key is out of range")
    point = multiply(d, G)
    assert point is not None
    return point


def encrypt(key: tuple[int, int], message: bytes, k: int) -> bytes:
    """Clause 6.1 with the ephemeral scalar given: 04‖x1‖y1‖C3‖C2."""
    if not is_on_curve(key):
        raise SM2Error("the public key is not on the curve")
    if not 1 <= k < N:
        raise SM2Error("k is out of range")
    shared = multiply(k, key)
    if shared is None:
        raise SM2Error("the shared point is infinity")
    x2, y2 = shared
    stream = key_stream(x2, y2, len(message))
    if message and not any(stream):
        raise SM2Error("the key stream is all zero: another k is needed")
    c2 = bytes(a ^ b for a, b in zip(message, stream))
    c3 = sm3(x2.to_bytes(32, "big") + message + y2.to_bytes(32, "big"))
    return encode_point(multiply(k, G)) + c3 + c2


def decrypt(d: int, ciphertext: bytes) -> bytes:
    """Clause 7.1: the message, or an `SM2Error`."""
    if len(ciphertext) < 98:
        raise SM2Error("too short")
    point = decode_point(ciphertext[:65])
    c3, c2 = ciphertext[65:97], ciphertext[97:]
    shared = multiply(d, point)
    if shared is None:
        raise SM2Error("the shared point is infinity")
    x2, y2 = shared
    stream = key_stream(x2, y2, len(c2))
    if not any(stream):
        raise SM2Error("the key stream is all zero")
    message = bytes(a ^ b for a, b in zip(c2, stream))
    if sm3(x2.to_bytes(32, "big") + message + y2.to_bytes(32, "big")) != c3:
        raise SM2Error("C3 does not fit")
    return message
