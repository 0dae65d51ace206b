# SPDX-License-Identifier: Apache-2.0
"""ciphers/, digests/ and base64/: by decrypting, by the other implementation, and by published values."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from tcface_reference import base64_strict, content, sm3, sm4

from . import published
from .report import Report


def _bytes(test: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(test[name]) for name in names)


def aes_256_cbc(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """Decryption gives the message or the refusal that the flag names."""
    key, iv, msg, ct = _bytes(test, "key", "iv", "msg", "ct")
    try:
        opened: bytes | str = content.aes_256_cbc_decrypt(key, iv, ct)
    except content.ContentError as error:
        opened = error.kind
    if test["result"] == "valid":
        report.equal(where, "decrypted", opened, msg)
        report.equal(where, "length", len(ct), len(msg) // 16 * 16 + 16)
    else:
        refusal = {"BadPadding": "padding", "InvalidCiphertext": "ciphertext"}[test["flags"][0]]
        report.equal(where, "refusal", opened, refusal)
        if refusal == "padding" and len(ct) > len(msg):
            padded = content.cbc_raw_decrypt(key, iv, ct)
            report.expect(padded[: len(msg)][:-1] == msg[:-1], where, "not msg with something after it")
    if "Standard" in test["flags"]:
        report.expect(published.NIST_CBC_AES256.startswith(test["ct"][:-32]), where, "not the blocks of SP 800-38A")


def sm4_gcm(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """The library opens it, and our own SM4 and GHASH give the same ciphertext and tag."""
    key, iv, aad, msg, ct, tag = _bytes(test, "key", "iv", "aad", "msg", "ct", "tag")
    try:
        opened: bytes | None = content.sm4_gcm_decrypt(key, iv, aad, ct, tag)
    except content.ContentError:
        opened = None
    if test["result"] == "valid":
        report.equal(where, "opened", opened, msg)
        report.equal(where, "own SM4-GCM", sm4.gcm_encrypt(key, iv, aad, msg), (ct, tag))
    else:
        report.equal(where, "opened", opened, None)
        report.equal(where, "own SM4-GCM", sm4.gcm_decrypt(key, iv, aad, ct, tag), None)
    if test["comment"] == "SM4-GCM test vector":
        report.equal(
            where, "RFC 8998", (test["ct"], test["tag"]), (published.RFC_8998_CIPHERTEXT, published.RFC_8998_TAG)
        )
        block = sm4.encrypt_block(sm4.round_keys(key), key)
        report.equal(where, "GB/T 32907 A.1", block.hex(), published.SM4_BLOCK)


def sm3_digest(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """The library's SM3 where it has one, and the standard's two values."""
    (msg,) = _bytes(test, "msg")
    try:
        hasher = hashes.Hash(hashes.SM3())
        hasher.update(msg)
        report.equal(where, "library", hasher.finalize().hex(), test["digest"])
    except UnsupportedAlgorithm:
        report.equal(where, "own", sm3.digest(msg).hex(), test["digest"])
    if "Standard" in test["flags"]:
        report.equal(where, "GB/T 32905", test["digest"], published.SM3_DIGESTS.get(test["msg"]))


def base64_text(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """The offsets were written by hand and are compared with the strict decoder; the standard library agrees."""
    encoded, msg = _bytes(test, "encoded", "msg")
    try:
        decoded: bytes | int = base64_strict.decode(encoded)
    except base64_strict.Base64Error as error:
        decoded = error.offset
    library: bytes | None = None
    canonical = False
    try:
        tolerant = base64.b64decode(encoded, validate=True)
        library, canonical = tolerant, base64.b64encode(tolerant) == encoded
    except (binascii.Error, ValueError):
        pass
    if test["result"] == "valid":
        report.equal(where, "decoded", decoded, msg)
        report.equal(where, "standard library", library, msg)
        report.equal(where, "encoded", base64_strict.encode(msg), encoded)
        report.expect("offset" not in test, where, "a valid text with an offset")
    else:
        report.equal(where, "offset", decoded, test["offset"])
        report.expect(not canonical, where, "the standard library takes it for canonical")
    if "Standard" in test["flags"]:
        report.equal(where, "RFC 4648", encoded.decode(), published.BASE64[msg.decode()])
