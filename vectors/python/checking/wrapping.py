# SPDX-License-Identifier: Apache-2.0
"""key-wrapping/: by unwrapping, and by other formulas."""

from __future__ import annotations

import functools
import hashlib
import math
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from tcface_reference import base64_strict, der, rsa_pkcs1, sm2, sm3

from . import published
from .report import Report


def ladder(k: int, point: tuple[int, int]) -> tuple[int, int] | None:
    """k times a point of the SM2 curve by a Montgomery ladder in Jacobian coordinates: not the reference's way."""
    p, a = sm2.P, sm2.A

    def double(u: tuple[int, int, int]) -> tuple[int, int, int]:
        x, y, z = u
        s, m = 4 * x * y * y % p, (3 * x * x + a * pow(z, 4, p)) % p
        x3 = (m * m - 2 * s) % p
        return x3, (m * (s - x3) - 8 * pow(y, 4, p)) % p, 2 * y * z % p

    def add(u: tuple[int, int, int], v: tuple[int, int, int]) -> tuple[int, int, int]:
        if u[2] == 0:
            return v
        if v[2] == 0:
            return u
        z1, z2 = u[2] * u[2] % p, v[2] * v[2] % p
        u1, u2 = u[0] * z2 % p, v[0] * z1 % p
        s1, s2 = u[1] * z2 * v[2] % p, v[1] * z1 * u[2] % p
        if u1 == u2:
            return double(u) if s1 == s2 else (1, 1, 0)
        h, r = u2 - u1, s2 - s1
        x3 = (r * r - h * h * h - 2 * u1 * h * h) % p
        return x3, (r * (u1 * h * h - x3) - s1 * h * h * h) % p, h * u[2] * v[2] % p

    low, high = (1, 1, 0), (point[0], point[1], 1)
    for index in reversed(range(256)):
        if (k >> index) & 1:
            low, high = add(low, high), double(high)
        else:
            low, high = double(low), add(low, high)
    if low[2] == 0:
        return None
    inverse = pow(low[2], -1, p)
    return low[0] * inverse * inverse % p, low[1] * pow(inverse, 3, p) % p


def sm2_group(report: Report, where: str, group: dict[str, Any]) -> None:
    """Public key, private key and both PEM texts belong together."""
    point = bytes.fromhex(group["publicKey"])
    label, spki = der.unpem(group["publicKeyPem"])
    report.equal(where, "SPKI", (label, der.sm2_point_of_spki(spki)), ("PUBLIC KEY", point))
    report.expect(sm2.is_on_curve(sm2.decode_point(point)), where, "public key off the curve")
    if "privateKey" in group:
        label, pkcs8 = der.unpem(group["privateKeyPem"])
        d = int(group["privateKey"], 16)
        report.equal(where, "PKCS#8", (label, der.sm2_scalar_of_pkcs8(pkcs8)), ("PRIVATE KEY", d))
        report.equal(where, "public key", ladder(d, sm2.G), sm2.decode_point(point))
    else:
        report.equal(where, "vendor's key", hashlib.sha256(spki).hexdigest(), published.VENDOR_SM2_SPKI_SHA256)


def _open_with_k(public: tuple[int, int], k: int, ct: bytes) -> bytes | None:
    """Unwraps with the sender's k in place of the private key."""
    shared = ladder(k, public)
    if shared is None or sm2.encode_point(ladder(k, sm2.G)) != ct[:65]:
        return None
    stream = sm2.key_stream(*shared, len(ct) - 97)
    message = bytes(a ^ b for a, b in zip(ct[97:], stream))
    x, y = (value.to_bytes(32, "big") for value in shared)
    return message if sm3.digest(x + message + y) == ct[65:97] else None


def sm2_wrap(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """Unwraps with the private key, and with k."""
    msg, ct = bytes.fromhex(test["msg"]), bytes.fromhex(test["ct"])
    public = sm2.decode_point(bytes.fromhex(group["publicKey"]))
    if "privateKey" in group:
        try:
            opened: bytes | None = sm2.decrypt(int(group["privateKey"], 16), ct)
        except sm2.SM2Error:
            opened = None
        allowed = {"valid": (msg,), "invalid": (None,), "acceptable": (None, msg)}[test["result"]]
        report.expect(opened in allowed, where, "unwrapped to something else")
    else:
        report.equal(where, "result without a private key to refuse with", test["result"], "valid")
    if test["result"] == "valid":
        report.expect("k" in test, where, "k is missing")
        report.equal(where, "opened with k", _open_with_k(public, int(test["k"], 16), ct), msg)
        report.equal(where, "length", len(ct), len(msg) + 97)
    if "Standard" in test["flags"]:
        report.equal(where, "GB/T 32918.5", test["ct"], published.SM2_STANDARD)
    if test["msg"] == b"0123456789abcdef".hex():
        report.equal(where, "separate implementation", base64_strict.encode(ct).decode(), published.SM2_VENDOR)


@functools.cache
def _library_key(pem: str) -> rsa.RSAPrivateKey:
    key = load_pem_private_key(pem.encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _number(text: str) -> int:
    content = bytes.fromhex(text)
    assert content[0] < 0x80
    return int.from_bytes(content, "big")


def rsa_wrap_group(report: Report, where: str, group: dict[str, Any]) -> None:
    """The library reads both PEM texts and finds the same key."""
    n, e = _number(group["publicKey"]["modulus"]), _number(group["publicKey"]["publicExponent"])
    for name in ("publicKeyPem", "publicKeySpkiPem"):
        key = load_pem_public_key(group[name].encode())
        assert isinstance(key, rsa.RSAPublicKey)
        report.equal(where, name, (key.public_numbers().n, key.public_numbers().e), (n, e))
        report.equal(where, "own reading", rsa_pkcs1.PublicKey.from_pem(group[name]), rsa_pkcs1.PublicKey(n, e))
    report.equal(where, "size", n.bit_length(), group["keySize"])
    if "privateKeyPem" in group:
        report.equal(where, "private key", _library_key(group["privateKeyPem"]).private_numbers().public_numbers.n, n)
    else:
        digests = [
            hashlib.sha256(der.unpem(group[name])[1]).hexdigest() for name in ("publicKeyPem", "publicKeySpkiPem")
        ]
        pins = [published.VENDOR_RSA_PKCS1_SHA256, published.VENDOR_RSA_SPKI_SHA256]
        report.equal(where, "vendor's key", digests, pins)


def rsa_wrap(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """The library unwraps it; the block under the private exponent is 00 02 PS 00 M."""
    msg, ps, ct = (bytes.fromhex(test[name]) for name in ("msg", "ps", "ct"))
    n, e = _number(group["publicKey"]["modulus"]), _number(group["publicKey"]["publicExponent"])
    k = (n.bit_length() + 7) // 8
    if test["result"] == "invalid":
        too_long, bad = len(msg) > k - 11, 0 in ps or len(ps) != k - 3 - len(msg)
        report.equal(where, "fault", too_long if "MessageTooLong" in test["flags"] else bad and not too_long, True)
        report.equal(where, "ciphertext", ct, b"")
        return
    block = b"\x00\x02" + ps + b"\x00" + msg
    report.equal(where, "length", (len(ct), len(block)), (k, k))
    report.equal(where, "encrypted", pow(int.from_bytes(block, "big"), e, n), int.from_bytes(ct, "big"))
    if "privateKeyPem" in group:
        key = _library_key(group["privateKeyPem"])
        report.equal(where, "library", key.decrypt(ct, padding.PKCS1v15()), msg)
        raw = pow(int.from_bytes(ct, "big"), key.private_numbers().d, n)
        report.equal(where, "block", raw.to_bytes(k, "big"), block)
    if ps == b"\xa5" * 93:
        report.equal(where, "separate implementation", base64_strict.encode(ct).decode(), published.RSA_VENDOR)


def rsa_decrypt_group(report: Report, where: str, group: dict[str, Any]) -> None:
    """Every number follows from the primes, and both encodings hold the same key."""
    value = {name: _number(text) for name, text in group["privateKey"].items()}
    p, q, d = value["prime1"], value["prime2"], value["privateExponent"]
    report.equal(where, "modulus", value["modulus"], p * q)
    report.equal(where, "exponents", value["publicExponent"] * d % math.lcm(p - 1, q - 1), 1)
    crt = (value["exponent1"], value["exponent2"], value["coefficient"] * q % p)
    report.equal(where, "CRT", crt, (d % (p - 1), d % (q - 1), 1))
    report.equal(where, "PKCS#8", der.unpem(group["privateKeyPem"])[1].hex(), group["privateKeyPkcs8"])
    numbers = _library_key(group["privateKeyPem"]).private_numbers()
    report.equal(where, "library", (numbers.p, numbers.q, numbers.d), (p, q, d))
    report.equal(where, "size", value["modulus"].bit_length(), group["keySize"])


def rsa_decrypt(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """Plain exponentiation and a look at the block; and the library, which may answer a bad block with noise."""
    msg, ct = bytes.fromhex(test["msg"]), bytes.fromhex(test["ct"])
    n, d = _number(group["privateKey"]["modulus"]), _number(group["privateKey"]["privateExponent"])
    k, c = group["keySize"] // 8, int.from_bytes(ct, "big")
    try:
        library: bytes | None = _library_key(group["privateKeyPem"]).decrypt(ct, padding.PKCS1v15())
    except ValueError:
        library = None
    well_formed = len(ct) == k and c < n
    message = None
    if well_formed:
        block = pow(c, d, n).to_bytes(k, "big")
        parts = block[2:].split(b"\x00", 1)
        if block[:2] == b"\x00\x02" and len(parts) == 2 and len(parts[0]) >= 8:
            message = parts[1]
    if test["result"] == "valid":
        report.equal(where, "message", message, msg)
        report.equal(where, "library", library, msg)
    else:
        report.equal(where, "message", message, None)
        report.expect(library != msg, where, "the library gives the message")
        report.equal(where, "well formed", well_formed, "InvalidPkcs1Padding" in test["flags"])
