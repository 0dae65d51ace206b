# SPDX-License-Identifier: Apache-2.0
"""RSAES-PKCS1-v1_5 (RFC 8017 section 7.2) through pow(), with the padding string given."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from . import der


class RSAError(ValueError):
    """A message, padding string or ciphertext that has to be refused."""


@dataclass(frozen=True)
class PublicKey:
    """Modulus and public exponent."""

    n: int
    e: int

    @property
    def byte_count(self) -> int:
        """The length k of the modulus in bytes."""
        return (self.n.bit_length() + 7) // 8

    def pkcs1(self) -> bytes:
        """DER of RSAPublicKey."""
        return der.sequence(der.integer(self.n), der.integer(self.e))

    def spki(self) -> bytes:
        """DER of SubjectPublicKeyInfo."""
        return der.sequence(der.sequence(der.OID_RSA, der.NULL), der.bit_string(self.pkcs1()))

    @staticmethod
    def from_pem(text: str) -> "PublicKey":
        """From `RSA PUBLIC KEY` or `PUBLIC KEY`."""
        label, data = der.unpem(text)
        body, _ = der.read(data, 0x30)
        if label == "PUBLIC KEY":
            algorithm, body = der.read(body, 0x30)
            if algorithm != der.OID_RSA + der.NULL:
                raise ValueError("not an RSA key")
            body, _ = der.read(der.read(body, 0x03)[0][1:], 0x30)
        elif label != "RSA PUBLIC KEY":
            raise ValueError(f"unknown label {label}")
        n, e = der.read_integers(body)
        return PublicKey(n, e)


@dataclass(frozen=True)
class PrivateKey:
    """Two primes and the public exponent; everything else follows from them."""

    p: int
    q: int
    e: int

    @property
    def public(self) -> PublicKey:
        """The public half."""
        return PublicKey(self.p * self.q, self.e)

    @functools.cached_property
    def d(self) -> int:
        """The private exponent; modulo lcm(p - 1, q - 1) would do, this is the one modulo (p - 1)(q - 1)."""
        return pow(self.e, -1, (self.p - 1) * (self.q - 1))

    def pkcs1(self) -> bytes:
        """DER of RSAPrivateKey."""
        parts = (self.public.n, self.e, self.d, self.p, self.q, self.d % (self.p - 1), self.d % (self.q - 1))
        return der.sequence(der.integer(0), *map(der.integer, parts), der.integer(pow(self.q, -1, self.p)))

    def pkcs8(self) -> bytes:
        """DER of PrivateKeyInfo."""
        return der.sequence(der.integer(0), der.sequence(der.OID_RSA, der.NULL), der.octet_string(self.pkcs1()))

    @staticmethod
    def from_pem(text: str) -> "PrivateKey":
        """From PKCS#8 (`PRIVATE KEY`)."""
        label, data = der.unpem(text)
        if label != "PRIVATE KEY":
            raise ValueError(f"unknown label {label}")
        body, _ = der.read(data, 0x30)
        _, body = der.read(body, 0x02)
        algorithm, body = der.read(body, 0x30)
        if algorithm != der.OID_RSA + der.NULL:
            raise ValueError("not an RSA key")
        numbers = der.read_integers(der.read(der.read(body, 0x04)[0], 0x30)[0])
        return PrivateKey(numbers[4], numbers[5], numbers[2])


def raw_public(key: PublicKey, block: bytes) -> bytes:
    """The RSA permutation of an encoded message."""
    return pow(int.from_bytes(block, "big"), key.e, key.n).to_bytes(key.byte_count, "big")


def raw_private(key: PrivateKey, ciphertext: bytes) -> bytes:
    """The inverse permutation, by the Chinese remainder theorem."""
    k, c = key.public.byte_count, int.from_bytes(ciphertext, "big")
    if len(ciphertext) != k or c >= key.public.n:
        raise RSAError("not a ciphertext of this key")
    a, b = pow(c, key.d % (key.p - 1), key.p), pow(c, key.d % (key.q - 1), key.q)
    m = b + key.q * ((a - b) * pow(key.q, -1, key.p) % key.p)
    return m.to_bytes(k, "big")


def encode(message: bytes, padding: bytes, k: int) -> bytes:
    """EME-PKCS1-v1_5: 00 02 ‖ PS ‖ 00 ‖ M."""
    if len(message) > k - 11:
        raise RSAError("the message is too long")
    if len(padding) != k - 3 - len(message) or 0 in padding:
        raise RSAError("not a padding string for this message")
    return b"\x00\x02" + padding + b"\x00" + message


def encrypt(key: PublicKey, message: bytes, padding: bytes) -> bytes:
    """The ciphertext, as long as the modulus."""
    return raw_public(key, encode(message, padding, key.byte_count))


def decrypt(key: PrivateKey, ciphertext: bytes) -> bytes:
    """The message, or an `RSAError`. Not constant time: for public test data only."""
    block = raw_private(key, ciphertext)
    end = block.find(b"\x00", 2)
    if block[:2] != b"\x00\x02" or end < 10:
        raise RSAError("bad padding")
    return block[end + 1 :]
