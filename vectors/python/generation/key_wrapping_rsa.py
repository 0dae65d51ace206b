# SPDX-License-Identifier: Apache-2.0
"""key-wrapping/rsa_*.json."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcface_reference import der, rsa_pkcs1

from .material import VENDOR_RSA, nonzero_stream, rsa_key, stream
from .suite import Group, Suite, note


def _number(value: int) -> str:
    return der.integer_content(value).hex()


def _public_members(key: rsa_pkcs1.PublicKey) -> dict[str, Any]:
    return {
        "keySize": key.n.bit_length(),
        "publicKey": {"modulus": _number(key.n), "publicExponent": _number(key.e)},
        "publicKeyPem": der.pem("RSA PUBLIC KEY", key.pkcs1()),
        "publicKeySpkiPem": der.pem("PUBLIC KEY", key.spki()),
    }


def wrap(root: Path) -> int:
    """key-wrapping/rsa_pkcs1_wrap_test.json"""
    suite = Suite(
        "RSAES-PKCS1-v1_5",
        "rsaes_pkcs1_wrap_test_schema_v1.json",
        [
            "RSA encryption with PKCS #1 v1.5 padding and a given padding string,",
            "the key wrapping of the AES-256-CBC envelope.",
        ],
        {
            "VendorKey": note("BASIC", "Wrapped for the vendor's public key; the vendor alone can unwrap it."),
            "Normal": note("BASIC", "A derived value."),
            "EdgeCase": note("EDGE_CASE", "The longest and the empty message, extreme padding strings."),
            "MessageTooLong": note("MISSING_STEP", "The message leaves fewer than 8 bytes for the padding string."),
            "InvalidPaddingString": note("MISSING_STEP", "The padding string has a zero byte or the wrong length."),
        },
    )

    def add(group: Group, key: rsa_pkcs1.PublicKey, comment: str, flags: list[str], msg: bytes, ps: bytes) -> None:
        group.add(comment, flags, msg=msg.hex(), ps=ps.hex(), ct=rsa_pkcs1.encrypt(key, msg, ps).hex())

    vendor = suite.group(
        "RsaesPkcs1Wrap",
        "derived: this project; public key of faceid-api-crypto-java, -golang, -nodejs, seed rsa-wrap/vendor/<comment>",
        **_public_members(VENDOR_RSA),
    )
    add(
        vendor,
        VENDOR_RSA,
        "alphanumeric data key, PS all a5",
        ["VendorKey"],
        b"0123456789abcdef0123456789abcdef",
        b"\xa5" * 93,
    )
    for index in range(3):
        label = f"rsa-wrap/vendor/32 bytes, {index}"
        add(
            vendor,
            VENDOR_RSA,
            f"32 bytes, {index}",
            ["VendorKey"],
            stream(f"{label}/msg", 32),
            nonzero_stream(f"{label}/ps", 93),
        )

    for name, bits, e in (("1024", 1024, 65537), ("2048", 2048, 65537), ("1024-e3", 1024, 3)):
        private = rsa_key(name, bits, e)
        key, k = private.public, bits // 8
        label = f"rsa-wrap/{name}"
        group = suite.group(
            "RsaesPkcs1Wrap",
            f"derived: this project, seed keys/rsa/{name} and {label}/<comment>",
            **_public_members(key),
            privateKeyPem=der.pem("PRIVATE KEY", private.pkcs8()),
        )
        for count in (1, 15, 16, 17, 24, 31, 32, 33, 48, 64, 100):
            comment = f"{count} bytes"
            msg, ps = stream(f"{label}/{comment}/msg", count), nonzero_stream(f"{label}/{comment}/ps", k - 3 - count)
            add(group, key, comment, ["Normal"], msg, ps)
        msg = stream(f"{label}/data key", 32)
        add(group, key, "empty message", ["EdgeCase"], b"", nonzero_stream(f"{label}/empty", k - 3))
        add(
            group,
            key,
            "longest message, PS of 8 bytes",
            ["EdgeCase"],
            stream(f"{label}/longest", k - 11),
            nonzero_stream(f"{label}/longest/ps", 8),
        )
        add(group, key, "PS all 01", ["EdgeCase"], msg, b"\x01" * (k - 35))
        add(group, key, "PS all ff", ["EdgeCase"], msg, b"\xff" * (k - 35))
        add(group, key, "message of zeros", ["EdgeCase"], bytes(32), nonzero_stream(f"{label}/zeros", k - 35))
        add(
            group,
            key,
            "message starts with 00 02",
            ["EdgeCase"],
            b"\x00\x02" + msg[2:],
            nonzero_stream(f"{label}/0002", k - 35),
        )
        for count in (k - 10, k - 3, k - 2, k, k + 1):
            ps = nonzero_stream(f"{label}/too-long", max(0, k - 3 - count))
            group.add(
                f"{count} bytes, the longest is {k - 11}",
                ["MessageTooLong"],
                "invalid",
                msg=stream(f"{label}/too-long/{count}", count).hex(),
                ps=ps.hex(),
                ct="",
            )
        ps = nonzero_stream(f"{label}/bad-ps", k - 35)
        for index in (0, 8, k - 36):
            bad = ps[:index] + b"\x00" + ps[index + 1 :]
            group.add(
                f"byte {index} of PS is zero", ["InvalidPaddingString"], "invalid", msg=msg.hex(), ps=bad.hex(), ct=""
            )
        group.add("PS one byte short", ["InvalidPaddingString"], "invalid", msg=msg.hex(), ps=ps[:-1].hex(), ct="")
        group.add(
            "PS one byte long", ["InvalidPaddingString"], "invalid", msg=msg.hex(), ps=(ps + b"\x01").hex(), ct=""
        )
    return suite.write(root / "key-wrapping/rsa_pkcs1_wrap_test.json")


def decrypt(root: Path) -> int:
    """key-wrapping/rsa_pkcs1_decrypt_test.json"""
    suite = Suite(
        "RSAES-PKCS1-v1_5",
        "rsaes_pkcs1_decrypt_schema_v1.json",
        [
            "Test vectors of type RsaesPkcs1Decrypt check the decryption of RSA ciphertexts.",
            "They add the 1024-bit size, which the vendor's key has and which other suites leave out.",
        ],
        {
            "Normal": note("BASIC", "A derived value."),
            "SpecialCasePadding": note("FUNCTIONALITY", "The padding string is not random; it is valid all the same."),
            "Sslv23Padding": note(
                "FUNCTIONALITY",
                "The last 8 bytes of the padding string are 03, as SSL clients marked a rollback. It is valid.",
            ),
            "InvalidPkcs1Padding": note(
                "CONFIDENTIALITY",
                "The padding is invalid. All these cases must be refused in one identical manner, "
                "or give some value that is not msg (implicit rejection).",
                "Telling them apart decrypts messages (Bleichenbacher 1998, ROBOT, Marvin).",
            ),
            "InvalidCiphertextFormat": note(
                "CONFIDENTIALITY", "The ciphertext has the wrong length or is not below the modulus."
            ),
        },
    )
    for name, bits in (("decrypt-1024", 1024), ("decrypt-2048", 2048)):
        key = rsa_key(name, bits)
        d, n = key.d, key.public.n
        members: dict[str, Any] = {
            "keySize": bits,
            "privateKey": {
                "modulus": _number(n),
                "privateExponent": _number(d),
                "publicExponent": _number(key.e),
                "prime1": _number(key.p),
                "prime2": _number(key.q),
                "exponent1": _number(d % (key.p - 1)),
                "exponent2": _number(d % (key.q - 1)),
                "coefficient": _number(pow(key.q, -1, key.p)),
            },
            "privateKeyPkcs8": key.pkcs8().hex(),
            "privateKeyPem": der.pem("PRIVATE KEY", key.pkcs8()),
        }
        label = f"rsa-decrypt/{bits}"
        group = suite.group(
            "RsaesPkcs1Decrypt", f"derived: this project, seed keys/rsa/{name} and {label}/msg|ps", **members
        )
        _decrypt_tests(group, key, label)
    return suite.write(root / "key-wrapping/rsa_pkcs1_decrypt_test.json")


def _decrypt_tests(group: Group, key: rsa_pkcs1.PrivateKey, label: str) -> None:
    k, n = key.public.byte_count, key.public.n
    for count in (0, 1, 4, 7, 16, 20, 24, 31, 32, 33, 48, 64, k - 12, k - 11):
        msg, ps = stream(f"{label}/msg/{count}", count), nonzero_stream(f"{label}/ps/{count}", k - 3 - count)
        comment = "longest message" if count == k - 11 else f"message of {count} bytes"
        group.add(comment, ["Normal"], msg=msg.hex(), ct=rsa_pkcs1.encrypt(key.public, msg, ps).hex())

    msg = stream(f"{label}/msg", 32)
    ps = nonzero_stream(f"{label}/ps", k - 35)

    def block(comment: str, em: bytes, flag: str = "InvalidPkcs1Padding", result: str = "invalid") -> None:
        assert len(em) == k and int.from_bytes(em, "big") < n
        group.add(comment, [flag], result, msg=msg.hex(), ct=rsa_pkcs1.raw_public(key.public, em).hex())

    tail = b"\x00" + msg
    block("padding string all ff", b"\x00\x02" + b"\xff" * len(ps) + tail, "SpecialCasePadding", "valid")
    block("padding string all 01", b"\x00\x02" + b"\x01" * len(ps) + tail, "SpecialCasePadding", "valid")
    block("padding string all 02", b"\x00\x02" + b"\x02" * len(ps) + tail, "SpecialCasePadding", "valid")
    block(
        "last 8 bytes of the padding string are 03",
        b"\x00\x02" + ps[:-8] + b"\x03" * 8 + tail,
        "Sslv23Padding",
        "valid",
    )

    block("padding string all zero", b"\x00\x02" + bytes(len(ps)) + tail)
    for index in range(8):
        block(
            f"byte {index} of the padding string is zero", b"\x00\x02" + ps[:index] + b"\x00" + ps[index + 1 :] + tail
        )
    for count in (0, 1, 7):
        filler = nonzero_stream(f"{label}/filler/{count}", k - 3 - count)
        block(f"padding string of {count} bytes, the rest is message", b"\x00\x02" + ps[:count] + b"\x00" + filler)
    block("padding string removed, zeros in front", bytes(k - 34) + b"\x02" + tail)
    block("padding string cut by a byte, zero in front", b"\x00\x00\x02" + ps[:-1] + tail)
    for kind in (0x00, 0x01, 0x03, 0x04, 0x12, 0x82, 0xFF):
        block(f"block type {kind:02x}", b"\x00" + bytes([kind]) + ps + tail)
    block("signature padding 00 01 ff", b"\x00\x01" + b"\xff" * len(ps) + tail)
    for first in (0x01, 0x02, 0x03, 0x40, 0x80):
        block(f"first byte {first:02x}", bytes([first]) + b"\x02" + ps + tail)
    block("first two bytes exchanged", b"\x02\x00" + ps + tail)
    block("no zero byte after the padding string", b"\x00\x02" + ps + b"\x01" + msg.replace(b"\x00", b"\x01"))
    block("no zero byte at all, message of ff", b"\x00\x02" + ps + b"\xff" * 33)
    block("all zero but the message", bytes(k - 32) + msg)
    block("one byte in front of zeros", b"\x00" * (k - 1) + b"\x02")
    block("00 02 and zeros", b"\x00\x02" + bytes(k - 2))
    block("all ones below the modulus", b"\x00" + b"\xff" * (k - 1))
    block("m = 0, so c = 0", bytes(k))
    block("m = 1, so c = 1", (1).to_bytes(k, "big"))
    block("m = n - 1, so c = n - 1", (n - 1).to_bytes(k, "big"))
    block("m = n - 2", (n - 2).to_bytes(k, "big"))

    ct = rsa_pkcs1.encrypt(key.public, msg, ps)
    value = int.from_bytes(ct, "big")

    def malformed(comment: str, data: bytes) -> None:
        group.add(comment, ["InvalidCiphertextFormat"], "invalid", msg=msg.hex(), ct=data.hex())

    malformed("c = n", n.to_bytes(k, "big"))
    malformed("c = n + 1", (n + 1).to_bytes(k, "big"))
    malformed("all ones", b"\xff" * k)
    malformed("ciphertext plus n", (value + n).to_bytes(k + 1, "big"))
    malformed("empty", b"")
    malformed("one zero byte", b"\x00")
    malformed("a zero byte in front", b"\x00" + ct)
    malformed("two zero bytes in front", b"\x00\x00" + ct)
    malformed("a zero byte at the end", ct + b"\x00")
    malformed("last byte missing", ct[:-1])
    malformed("first byte missing", ct[1:])
    malformed("half", ct[: k // 2])
    malformed("twice", ct + ct)
