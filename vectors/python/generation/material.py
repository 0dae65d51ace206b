# SPDX-License-Identifier: Apache-2.0
"""Everything that is not published comes from here: named streams, test keys, the vendor's public constants."""

from __future__ import annotations

import base64
import functools
import hashlib

from tcface_reference import der, rsa_pkcs1, sm2

PREFIX = "swift-tcface/vectors/1/"


def stream(label: str, byte_count: int) -> bytes:
    """The first bytes of SHA-256(label ‖ 00 ‖ counter) with the label below `PREFIX`."""
    seed = (PREFIX + label).encode() + b"\x00"
    blocks = (hashlib.sha256(seed + i.to_bytes(8, "big")).digest() for i in range(-(-byte_count // 32)))
    return b"".join(blocks)[:byte_count]


def nonzero_stream(label: str, byte_count: int) -> bytes:
    """Like `stream`, leaving out zero bytes: a PKCS#1 padding string."""
    return stream(label, 2 * byte_count + 64).replace(b"\x00", b"")[:byte_count]


def alphanumeric_stream(label: str, character_count: int) -> str:
    """Text of [A-Za-z0-9], the way the vendor's Java and Go code forms data keys: bytes from 248 on are left out."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    usable = [b for b in stream(label, 2 * character_count + 64) if b < 248]
    return "".join(letters[b % 62] for b in usable[:character_count])


def scalar(label: str) -> int:
    """A number in 1 ... n - 2 of the SM2 group."""
    return int.from_bytes(stream(label, 40), "big") % (sm2.N - 2) + 1


def _is_prime(n: int, label: str) -> bool:
    """Miller-Rabin with 40 bases from the stream."""
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for index in range(40):
        x = pow(int.from_bytes(stream(f"{label}/base/{index}", 32), "big") % (n - 3) + 2, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


_SMALL_PRIMES = [p for p in range(3, 2000, 2) if all(p % q for q in range(3, int(p**0.5) + 1, 2))]


def _prime(label: str, bit_count: int, e: int) -> int:
    """The first prime at or after a number from the stream whose two top bits are set."""
    candidate = int.from_bytes(stream(label, bit_count // 8), "big") | (3 << (bit_count - 2)) | 1
    while any(candidate % p == 0 for p in _SMALL_PRIMES) or candidate % e == 1 or not _is_prime(candidate, label):
        candidate += 2
    return candidate


@functools.cache
def rsa_key(name: str, bit_count: int, e: int = 65537) -> rsa_pkcs1.PrivateKey:
    """A test key, the same on every run. It protects nothing."""
    return rsa_pkcs1.PrivateKey(
        _prime(f"keys/rsa/{name}/p", bit_count // 2, e), _prime(f"keys/rsa/{name}/q", bit_count // 2, e), e
    )


@functools.cache
def sm2_key(name: str) -> tuple[int, tuple[int, int]]:
    """A test key, the same on every run. It protects nothing."""
    d = scalar(f"keys/sm2/{name}")
    return d, sm2.public_key(d)


def sm2_pems(d: int) -> tuple[str, str]:
    """SPKI and PKCS#8 PEM of a private key."""
    point = sm2.encode_point(sm2.public_key(d))
    return der.pem("PUBLIC KEY", der.sm2_spki(point)), der.pem("PRIVATE KEY", der.sm2_pkcs8(d, point))


def rsa_pems(key: rsa_pkcs1.PrivateKey) -> tuple[str, str]:
    """PKCS#1 public and PKCS#8 private PEM."""
    return der.pem("RSA PUBLIC KEY", key.public.pkcs1()), der.pem("PRIVATE KEY", key.pkcs8())


# The two public keys in the vendor's three published clients (faceid-api-crypto-java, -golang, -nodejs).
VENDOR_RSA = rsa_pkcs1.PublicKey(
    0xC449A1A52464DD5DE4CA7C17957A8AD5E648B34CE59EFBD5A7DACA8238F529DD905B6CB291D2E34D9911450F41FA9BB9993F56E4A1E7D2ED03F7C12B36F804FE5B57C6AAA205611B87BFABE34393095AAB48B7D47C0BC8195A1288C4FC4107A5706CB849154DB284CB97A546AF6DA0BEC867CD22F87DA6B5F53908FB1AAFE477,  # noqa: E501
    65537,
)
VENDOR_SM2 = (
    0xCB64236CA0B82FA2C9A70E759A35FDD17E3535819A329F8E197EDE2417ECF0AF,
    0x7C30EB4A37CC0F8E3D62A875255BAAB23C682034F2394461280176A88CE57272,
)
VENDOR_RSA_PEM = der.pem("RSA PUBLIC KEY", VENDOR_RSA.pkcs1())
VENDOR_SM2_PEM = der.pem("PUBLIC KEY", der.sm2_spki(sm2.encode_point(VENDOR_SM2)))

# GB/T 32918.5-2017 annex A, the encryption example: private key and ephemeral scalar.
STANDARD_D = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
STANDARD_K = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21

LENGTHS = (
    0,
    1,
    15,
    16,
    17,
    31,
    32,
    33,
    47,
    48,
    49,
    63,
    64,
    65,
    127,
    128,
    129,
    255,
    256,
    257,
    1023,
    1024,
    4095,
    4096,
    4097,
)


def b64(data: bytes) -> str:
    """Base64 text."""
    return base64.b64encode(data).decode()
