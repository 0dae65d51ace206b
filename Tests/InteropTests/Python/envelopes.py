# SPDX-License-Identifier: Apache-2.0
"""Seals and opens envelopes with PyPI's `cryptography`, by the protocol's description and not by our code.

AES-256-CBC, SM4-GCM, PKCS#7 and RSA are the package's own. It has no SM2 encryption: that comes from the independent
implementation under vectors/python, whose folder is the first argument. A job is read from standard input, one JSON object;
the answer is written to standard output.
"""

from __future__ import annotations

import base64
import json
import os
import random
import sys
from typing import Any

from cryptography.hazmat.primitives import padding as block_padding
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

sys.path.insert(0, sys.argv[1])

from tcface_reference import der, sm2  # noqa: E402


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def wrap(pem: str, key: bytes, is_sm2: bool) -> bytes:
    if is_sm2:
        point = sm2.decode_point(der.sm2_point_of_spki(der.unpem(pem)[1]))
        return sm2.encrypt(point, key, random.SystemRandom().randrange(1, sm2.N))
    public = serialization.load_pem_public_key(pem.encode())
    assert isinstance(public, rsa.RSAPublicKey)
    return public.encrypt(key, padding.PKCS1v15())


def unwrap(pem: str, wrapped: bytes, is_sm2: bool) -> bytes:
    if is_sm2:
        return sm2.decrypt(der.sm2_scalar_of_pkcs8(der.unpem(pem)[1]), wrapped)
    private = serialization.load_pem_private_key(pem.encode(), None)
    assert isinstance(private, rsa.RSAPrivateKey)
    return private.decrypt(wrapped, padding.PKCS1v15())


def encrypt(algorithm: str, key: bytes, iv: bytes, plaintext: bytes) -> tuple[bytes, list[bytes]]:
    if algorithm == "AES-256-CBC":
        padder = block_padding.PKCS7(128).padder()
        padded = padder.update(plaintext) + padder.finalize()
        encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
        return encryptor.update(padded) + encryptor.finalize(), []
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(iv)).encryptor()
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    return ciphertext, [encryptor.tag]


def decrypt(algorithm: str, key: bytes, iv: bytes, ciphertext: bytes, tag: bytes | None) -> bytes:
    if algorithm == "AES-256-CBC":
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        padded = decryptor.update(ciphertext) + decryptor.finalize()
        unpadder = block_padding.PKCS7(128).unpadder()
        return unpadder.update(padded) + unpadder.finalize()
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(iv, tag)).decryptor()
    return decryptor.update(ciphertext) + decryptor.finalize()


def seal(job: dict[str, Any]) -> dict[str, str]:
    """A whole body, or with `fields` those fields in place."""
    algorithm, is_sm2 = job["algorithm"], job["isSM2"]
    key, iv = (os.urandom(32), os.urandom(16)) if algorithm == "AES-256-CBC" else (os.urandom(16), os.urandom(12))
    body: dict[str, Any] = json.loads(job["body"])
    fields: list[str] = job["fields"]
    tags: list[bytes] = []
    if fields:
        envelope = body
        for field in fields:
            ciphertext, tag = encrypt(algorithm, key, iv, envelope[field].encode())
            envelope[field] = b64(ciphertext)
            tags += tag
    else:
        ciphertext, tags = encrypt(algorithm, key, iv, job["body"].encode())
        envelope = {"EncryptedBody": b64(ciphertext)}
    envelope["Encryption"] = {
        "EncryptList": fields or ["EncryptionBody"],
        "CiphertextBlob": b64(wrap(job["publicKey"], key, is_sm2)),
        "Iv": b64(iv),
        "Algorithm": algorithm,
        "TagList": [b64(tag) for tag in tags],
    }
    return {"envelope": json.dumps(envelope, ensure_ascii=random.random() < 0.5), "dataKey": b64(key)}


def open_envelope(job: dict[str, Any]) -> dict[str, str]:
    """The body, or the message with its fields in place and without Encryption."""
    envelope: dict[str, Any] = json.loads(job["envelope"])
    encryption = envelope.pop("Encryption")
    assert sorted(encryption) == ["Algorithm", "CiphertextBlob", "EncryptList", "Iv", "TagList"], encryption
    algorithm, iv = encryption["Algorithm"], unb64(encryption["Iv"])
    key = unwrap(job["privateKey"], unb64(encryption["CiphertextBlob"]), job["isSM2"])
    assert (len(key), len(iv)) == ((32, 16) if algorithm == "AES-256-CBC" else (16, 12))
    tags = [unb64(tag) for tag in encryption["TagList"]]
    assert len(tags) == (len(encryption["EncryptList"]) if algorithm == "SM4-GCM" else 0)
    if encryption["EncryptList"] == ["EncryptionBody"]:
        assert list(envelope) == ["EncryptedBody"], list(envelope)
        plaintext = decrypt(algorithm, key, iv, unb64(envelope["EncryptedBody"]), tags[0] if tags else None)
        return {"body": plaintext.decode()}
    for index, field in enumerate(encryption["EncryptList"]):
        plaintext = decrypt(algorithm, key, iv, unb64(envelope[field]), tags[index] if tags else None)
        envelope[field] = plaintext.decode()
    return {"body": json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))}


def main() -> None:
    work = json.load(sys.stdin)
    do = {"seal": seal, "open": open_envelope}[work["do"]]
    json.dump([do(job) for job in work["jobs"]], sys.stdout)


main()
