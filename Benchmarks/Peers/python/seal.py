# SPDX-License-Identifier: Apache-2.0
"""A sealed and signed request in Python: the vendor's SDK builds and signs it, PyPI's `cryptography` encrypts.

seal.py MEDIA PUBLIC.pem AES-256-CBC|SM4-GCM REQUESTS OUT

SM2, which neither package has, comes from vectors/python.
"""

from __future__ import annotations

import base64
import json
import os
import pathlib
import random
import sys
import time
import warnings
from importlib.metadata import version

warnings.filterwarnings("ignore", category=DeprecationWarning)

from cryptography.hazmat.primitives import padding as block_padding  # noqa: E402
from cryptography.hazmat.primitives import serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import padding, rsa  # noqa: E402
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: E402
from tencentcloud.common import abstract_client, credential  # noqa: E402
from tencentcloud.common.http.request import RequestInternal  # noqa: E402
from tencentcloud.common.profile.client_profile import ClientProfile  # noqa: E402
from tencentcloud.common.profile.http_profile import HttpProfile  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "vectors" / "python"))

from tcface_reference import der, sm2  # noqa: E402

media_path, key_path, algorithm, requests, out = sys.argv[1:]
media = pathlib.Path(media_path).read_bytes()
pem = pathlib.Path(key_path).read_text()
host = "faceid.tencentcloudapi.com"


def wrap(key: bytes) -> bytes:
    if algorithm == "SM4-GCM":
        point = sm2.decode_point(der.sm2_point_of_spki(der.unpem(pem)[1]))
        return sm2.encrypt(point, key, random.SystemRandom().randrange(1, sm2.N))
    public = serialization.load_pem_public_key(pem.encode())
    assert isinstance(public, rsa.RSAPublicKey)
    return public.encrypt(key, padding.PKCS1v15())


def encrypt(key: bytes, iv: bytes, plaintext: bytes) -> tuple[bytes, list[bytes]]:
    if algorithm == "AES-256-CBC":
        padder = block_padding.PKCS7(128).padder()
        padded = padder.update(plaintext) + padder.finalize()
        encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
        return encryptor.update(padded) + encryptor.finalize(), []
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(iv)).encryptor()
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    return ciphertext, [encryptor.tag]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


client = abstract_client.AbstractClient(
    credential.Credential("AKIDEXAMPLE", "EXAMPLEKEY"),
    "",
    ClientProfile(signMethod="TC3-HMAC-SHA256", httpProfile=HttpProfile(reqMethod="POST", endpoint=host)),
)
client._service = "faceid"
client._apiVersion = "2018-03-01"


def seal() -> RequestInternal:
    key, iv = (os.urandom(32), os.urandom(16)) if algorithm == "AES-256-CBC" else (os.urandom(16), os.urandom(12))
    plaintext = json.dumps({"FaceInput": b64(media), "FaceInputType": 2}).encode()
    ciphertext, tags = encrypt(key, iv, plaintext)
    params = {
        "EncryptedBody": b64(ciphertext),
        "Encryption": {
            "EncryptList": ["EncryptionBody"],
            "CiphertextBlob": b64(wrap(key)),
            "Iv": b64(iv),
            "Algorithm": algorithm,
            "TagList": [b64(tag) for tag in tags],
        },
    }
    request = RequestInternal(host, "POST", "/", header={})
    client._build_req_inter("DetectAIFakeFaces", params, request, {})
    return request


seconds = []
for _ in range(int(requests)):
    start = time.perf_counter()
    request = seal()
    seconds.append(time.perf_counter() - start)
body = request.data if isinstance(request.data, bytes) else request.data.encode()
headers = "".join(f"{name}: {value}\r\n" for name, value in request.header.items())
if "host" not in (name.lower() for name in request.header):
    headers += f"Host: {host}\r\n"
pathlib.Path(out).write_bytes(f"POST / HTTP/1.1\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body)
made_of = (
    f"CPython {sys.version.split()[0]}, the vendor's SDK {version('tencentcloud-sdk-python-common')}, "
    f"cryptography {version('cryptography')}"
)
print(json.dumps({"description": made_of, "seconds": seconds}))
