# SPDX-License-Identifier: Apache-2.0
"""The two content ciphers of the envelope: AES-256-CBC with PKCS#7, and SM4-GCM with a 16-byte tag."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from . import sm4


class ContentError(ValueError):
    """`kind` is one of `ciphertext`, `padding`, `authentication`, `tag-list`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def pkcs7_pad(message: bytes) -> bytes:
    """RFC 5652 section 6.3 with 16-byte blocks: always adds 1 to 16 bytes."""
    count = 16 - len(message) % 16
    return message + bytes([count]) * count


def pkcs7_unpad(padded: bytes) -> bytes:
    """The message before padding."""
    if not padded or len(padded) % 16:
        raise ContentError("ciphertext")
    count = padded[-1]
    if not 1 <= count <= 16 or padded[-count:] != bytes([count]) * count:
        raise ContentError("padding")
    return padded[:-count]


def cbc_raw_encrypt(key: bytes, iv: bytes, blocks: bytes) -> bytes:
    """AES-256-CBC of whole blocks, no padding."""
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(blocks) + encryptor.finalize()


def cbc_raw_decrypt(key: bytes, iv: bytes, blocks: bytes) -> bytes:
    """The inverse of `cbc_raw_encrypt`."""
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(blocks) + decryptor.finalize()


def aes_256_cbc_encrypt(key: bytes, iv: bytes, message: bytes) -> bytes:
    """Ciphertext of the padded message."""
    _require_aes_key(key)
    return cbc_raw_encrypt(key, iv, pkcs7_pad(message))


def aes_256_cbc_decrypt(key: bytes, iv: bytes, ciphertext: bytes) -> bytes:
    """The message, or a `ContentError`."""
    _require_aes_key(key)
    if not ciphertext or len(ciphertext) % 16:
        raise ContentError("ciphertext")
    return pkcs7_unpad(cbc_raw_decrypt(key, iv, ciphertext))


def _require_aes_key(key: bytes) -> None:
    if len(key) != 32:
        raise ValueError("an AES-256 key has 32 bytes")


def library_has_sm4_gcm() -> bool:
    """Whether the OpenSSL behind `cryptography` offers SM4-GCM (3.1 and later do)."""
    try:
        Cipher(algorithms.SM4(bytes(16)), modes.GCM(bytes(12))).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


_LIBRARY_HAS_SM4_GCM = library_has_sm4_gcm()


def sm4_gcm_encrypt(key: bytes, iv: bytes, aad: bytes, message: bytes) -> tuple[bytes, bytes]:
    """Ciphertext and tag; through the library when it can, else our own."""
    if not _LIBRARY_HAS_SM4_GCM:
        return sm4.gcm_encrypt(key, iv, aad, message)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(iv)).encryptor()
    if aad:
        encryptor.authenticate_additional_data(aad)
    ciphertext = encryptor.update(message) + encryptor.finalize()
    return ciphertext, encryptor.tag


def sm4_gcm_decrypt(key: bytes, iv: bytes, aad: bytes, ciphertext: bytes, tag: bytes) -> bytes:
    """The message, or a `ContentError`; only 16-byte tags are taken."""
    if len(tag) != 16:
        raise ContentError("tag-list")
    if not _LIBRARY_HAS_SM4_GCM:
        plaintext = sm4.gcm_decrypt(key, iv, aad, ciphertext, tag)
        if plaintext is None:
            raise ContentError("authentication")
        return plaintext
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(iv, tag)).decryptor()
    if aad:
        decryptor.authenticate_additional_data(aad)
    try:
        return decryptor.update(ciphertext) + decryptor.finalize()
    except InvalidTag:
        raise ContentError("authentication") from None
