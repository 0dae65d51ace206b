# SPDX-License-Identifier: Apache-2.0
"""Wrapping and unwrapping of data keys as `CiphertextBlob` texts."""

from __future__ import annotations

from functools import partial
from typing import Callable

from . import base64_strict, der, rsa_pkcs1, sm2
from .envelope import EnvelopeError, Unwrap, b64


def wrap_rsa(public_pem: str, data_key: bytes, padding: bytes) -> str:
    """RSA PKCS#1 v1.5 with the padding string given."""
    return b64(rsa_pkcs1.encrypt(rsa_pkcs1.PublicKey.from_pem(public_pem), data_key, padding))


def wrap_sm2(public_pem: str, data_key: bytes, k: int) -> str:
    """SM2 with the ephemeral scalar given."""
    point = sm2.decode_point(der.sm2_point_of_spki(der.unpem(public_pem)[1]))
    return b64(sm2.encrypt(point, data_key, k))


def unwrap_with(kind: str, private_pem: str) -> Unwrap:
    """An opener's way from blob to data key."""
    decrypt: Callable[[bytes], bytes]
    if kind == "rsa":
        decrypt = partial(rsa_pkcs1.decrypt, rsa_pkcs1.PrivateKey.from_pem(private_pem))
    else:
        decrypt = partial(sm2.decrypt, der.sm2_scalar_of_pkcs8(der.unpem(private_pem)[1]))

    def unwrap(blob: str, byte_count: int) -> bytes:
        try:
            data = base64_strict.decode(blob.encode())
        except base64_strict.Base64Error as error:
            raise EnvelopeError("base64", str(error)) from None
        try:
            key = decrypt(data)
        except (rsa_pkcs1.RSAError, sm2.SM2Error) as error:
            raise EnvelopeError("key", str(error)) from None
        if len(key) != byte_count:
            raise EnvelopeError("key", "wrong length")
        return key

    return unwrap


def known(data_key: bytes) -> Unwrap:
    """For blobs that are opaque: the data key is known from elsewhere."""

    def unwrap(blob: str, byte_count: int) -> bytes:
        if len(data_key) != byte_count:
            raise EnvelopeError("key", "wrong length")
        return data_key

    return unwrap
