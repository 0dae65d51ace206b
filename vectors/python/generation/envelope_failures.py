# SPDX-License-Identifier: Apache-2.0
"""envelopes/: bodies that must not open, one fault a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from tcface_reference import base64_strict, content, rsa_pkcs1, strict_json
from tcface_reference.envelope import AES, IV_BYTES, SM4

from .envelope_suite import DERIVED, Keys, Sealing, edited, group, suite
from .envelopes import EXAMPLE_BODY
from .material import b64, sm2_key, stream
from .suite import Group

Change = Callable[[dict[str, Any]], None]


def _raw(text: str) -> bytes:
    return base64_strict.decode(text.encode())


def _flip(data: bytes, index: int, mask: int = 1) -> bytes:
    changed = bytearray(data)
    changed[index] ^= mask
    return bytes(changed)


class Failures:
    """Adds failures that are made from one good document."""

    def __init__(self, to: Group, sealing: Sealing, plaintext: str, document: str) -> None:
        self.to, self.sealing, self.plaintext, self.document = to, sealing, plaintext, document

    def text(
        self, comment: str, expect: str, document: str, flag: str = "Malformed", flags: tuple[str, ...] = ()
    ) -> None:
        """A document given as text."""
        assert document != self.document
        self.to.add(
            comment,
            [flag, *flags],
            "invalid",
            **self.sealing.members(),
            plaintext=self.plaintext,
            document=document,
            expect=expect,
        )

    def change(
        self, comment: str, expect: str, change: Change, flag: str = "Malformed", flags: tuple[str, ...] = ()
    ) -> None:
        """A change to the parsed document."""
        self.text(comment, expect, edited(self.document, change), flag, flags)

    def member(
        self, comment: str, expect: str, name: str, value: Any, flag: str = "Malformed", flags: tuple[str, ...] = ()
    ) -> None:
        """Another value of a member of Encryption."""
        self.change(comment, expect, lambda d: d["Encryption"].__setitem__(name, value), flag, flags)

    def body(self, comment: str, expect: str, value: Any, flag: str = "Malformed") -> None:
        """Another EncryptedBody."""
        self.change(comment, expect, lambda d: d.__setitem__("EncryptedBody", value), flag)


def bodies(root: Path) -> int:
    """envelopes/request_body_failures_test.json"""
    made = suite(["Request bodies that must not open. Each has one fault, and expect names its class."])
    for algorithm, keys, name in ((AES, Keys.rsa("envelope-2048"), "rsa-2048"), (SM4, Keys.sm2("envelope"), "sm2")):
        label = f"envelope/failures/{name}"
        to = group(made, f"{DERIVED}, seed {label}/key|iv|ps|k", "request", "body", keys)
        sealing = Sealing.derived(label, algorithm, keys)
        document = strict_json.compact(sealing.body(EXAMPLE_BODY))
        fail = Failures(to, sealing, EXAMPLE_BODY, document)
        _json(fail)
        _structure(fail)
        _encodings(fail)
        _wrapped_key(fail, keys, label)
        if algorithm == AES:
            _cbc(fail)
        else:
            _gcm(fail)
    return made.write(root / "envelopes/request_body_failures_test.json")


def _json(fail: Failures) -> None:
    document = fail.document
    iv = strict_json.parse(document)["Encryption"]["Iv"]
    member = f'"Iv":"{iv}"'
    body_end = document.index(',"Encryption"')
    fail.text("Iv twice", "json", document.replace(member, member + "," + member))
    fail.text("Iv twice, once escaped", "json", document.replace(member, member + f',"\\u0049v":"{iv}"'))
    fail.text("EncryptedBody twice", "json", document[:body_end] + "," + document[1:])
    fail.text("Encryption twice", "json", document[:-1] + ',"Encryption":{}}')
    fail.text("a comma at the end", "json", document[:-1] + ",}")
    fail.text("bytes after the end", "json", document + "x")
    fail.text("a second document after the first", "json", document + document)
    fail.text("the last brace missing", "json", document[:-1])
    fail.text("single quotes", "json", document.replace('"', "'"))
    fail.text("a comment", "json", "/* */" + document)
    fail.text("a byte order mark", "json", "\ufeff" + document)
    fail.text("a lone surrogate in another member", "json", document[:-1] + ',"Other":"\\ud800"}')
    fail.text("a number with a leading zero in another member", "json", document[:-1] + ',"Other":01}')
    fail.text("NaN in another member", "json", document[:-1] + ',"Other":NaN}')
    fail.text("a line break inside a string", "json", document.replace('"EncryptionBody"', '"Encryption\nBody"'))
    fail.text(
        "lists nested 100 deep in another member", "json", document[:-1] + ',"Other":' + "[" * 100 + "]" * 100 + "}"
    )
    fail.text("a list around it", "json", "[" + document + "]")
    fail.text("only a string", "json", '"EncryptedBody"')
    for comment, plaintext in (
        ("what is sealed is text", "not json"),
        ("what is sealed is a list", "[]"),
        ("what is sealed has a member twice", '{"A":1,"A":2}'),
        ("what is sealed is cut off", EXAMPLE_BODY[:-1]),
    ):
        fail.text(comment, "json", strict_json.compact(fail.sealing.body(plaintext)))


def _structure(fail: Failures) -> None:
    def rename(d: dict[str, Any]) -> None:
        d["EncryptionBody"] = d.pop("EncryptedBody")

    fail.change("Encryption missing", "missing-encryption", lambda d: d.pop("Encryption"))
    fail.change("Encryption null", "missing-encryption", lambda d: d.__setitem__("Encryption", None))
    fail.text("the plaintext itself: not sealed at all", "missing-encryption", EXAMPLE_BODY)
    fail.text("an empty object", "missing-encryption", "{}")
    fail.change("Encryption is a string", "envelope", lambda d: d.__setitem__("Encryption", "AES-256-CBC"))
    fail.change("Encryption is a list", "envelope", lambda d: d.__setitem__("Encryption", [d["Encryption"]]))
    fail.change("EncryptedBody missing", "envelope", lambda d: d.pop("EncryptedBody"))
    fail.change("the member is called EncryptionBody", "envelope", rename, "Confusion")
    fail.member("the list names EncryptedBody", "envelope", "EncryptList", ["EncryptedBody"], "Confusion")
    fail.member("the list names encryptionbody", "envelope", "EncryptList", ["encryptionbody"], "Confusion")
    fail.member("the list is empty", "envelope", "EncryptList", [])
    fail.member("the list names the body twice", "envelope", "EncryptList", ["EncryptionBody", "EncryptionBody"])
    fail.member("the list names a field as well", "envelope", "EncryptList", ["EncryptionBody", "FaceInput"])
    fail.member("EncryptList is a string", "envelope", "EncryptList", "EncryptionBody")
    fail.member("EncryptList holds a number", "envelope", "EncryptList", [1])
    fail.member("TagList is a string", "envelope", "TagList", "")
    fail.member("TagList holds a number", "envelope", "TagList", [1])
    fail.member("Iv is a number", "envelope", "Iv", 0)
    fail.member("CiphertextBlob is a list", "envelope", "CiphertextBlob", [])
    fail.change("CiphertextBlob missing", "envelope", lambda d: d["Encryption"].pop("CiphertextBlob"))
    fail.body("EncryptedBody is a number", "envelope", 1)
    fail.body("EncryptedBody is an object", "envelope", {})
    fail.body("EncryptedBody is null", "envelope", None)
    for name in ("AES-128-CBC", "aes-256-cbc", "AES-256-GCM", "SM4-CBC", "SM4_GCM", "SM4-GCM ", ""):
        fail.member(f'Algorithm "{name}"', "algorithm", "Algorithm", name)


def _encodings(fail: Failures) -> None:
    sealing = fail.sealing
    parsed = strict_json.parse(fail.document)
    body, blob, iv = parsed["EncryptedBody"], sealing.blob, parsed["Encryption"]["Iv"]
    fail.body("a blank in EncryptedBody", "base64", body[:8] + " " + body[8:])
    fail.body("a line feed at the end of EncryptedBody", "base64", body + "\n")
    fail.body("an asterisk in EncryptedBody", "base64", body[:5] + "*" + body[6:])
    fail.body("last symbol of EncryptedBody missing", "base64", body[:-1])
    fail.body("a non-ASCII letter in EncryptedBody", "base64", "é" + body[1:])
    # A body whose base64 ends in one padding character, so that there are unused bits.
    padded = sealing.body('{"A":"0123456789abcd"}' if sealing.algorithm == AES else '{"A":"012345"}')["EncryptedBody"]
    assert padded.endswith("=") and not padded.endswith("==")
    fail.body("padding left out of EncryptedBody", "base64", padded[:-1])
    tail = padded[:-2] + chr(ord(padded[-2]) + 1) + "="
    fail.body("unused bits in EncryptedBody", "base64", tail)
    if "+" in body or "/" in body:
        fail.body("URL-safe alphabet in EncryptedBody", "base64", body.replace("+", "-").replace("/", "_"))
    fail.member("a line feed in CiphertextBlob", "base64", "CiphertextBlob", blob[:64] + "\n" + blob[64:])
    fail.member("CiphertextBlob without padding", "base64", "CiphertextBlob", blob.rstrip("="))
    fail.member("CiphertextBlob of KMS form", "base64", "CiphertextBlob", "AAAA-k-AAAA-k-AAAA")
    count = IV_BYTES[sealing.algorithm]
    fail.change("Iv missing", "iv", lambda d: d["Encryption"].pop("Iv"))
    fail.member("Iv null, as the vendor's Node package sends for a reply", "iv", "Iv", None)
    fail.member("Iv empty", "iv", "Iv", "")
    for other in (8, count - 1, count + 1, 32):
        fail.member(f"Iv of {other} bytes", "iv", "Iv", b64(stream("envelope/failures/iv", other)))
    fail.member("a blank after Iv", "iv", "Iv", iv + " ")
    fail.member("an asterisk in Iv", "iv", "Iv", "*" + iv[1:])
    fail.member("Iv in hex", "iv", "Iv", sealing.iv.hex())
    if sealing.algorithm == SM4:
        fail.member("Iv of 16 bytes, as the other algorithm has", "iv", "Iv", b64(stream("envelope/failures/iv", 16)))
    else:
        fail.member("Iv of 16 bytes without padding", "iv", "Iv", iv.rstrip("="))


def _wrapped_key(fail: Failures, keys: Keys, label: str) -> None:
    sealing = fail.sealing
    raw = _raw(sealing.blob)
    fail.member("wrapped key cut by a byte", "key", "CiphertextBlob", b64(raw[:-1]))
    fail.member("wrapped key with a byte too many", "key", "CiphertextBlob", b64(raw + b"\x00"))
    fail.member("wrapped key of one byte", "key", "CiphertextBlob", "BA==")
    if keys.kind == "rsa":
        assert keys.private_pem is not None
        public = rsa_pkcs1.PrivateKey.from_pem(keys.private_pem).public
        fail.member(
            "wrapped key equal to the modulus",
            "key",
            "CiphertextBlob",
            b64(public.n.to_bytes(public.byte_count, "big")),
        )
        fail.member(
            "wrapped for a key of 1024 bits",
            "key",
            "CiphertextBlob",
            Sealing.derived(label, AES, Keys.rsa("envelope-1024", 1024)).blob,
        )
        implicit = ("ImplicitRejection",)
        block = b"\x00\x02" + b"\x7f" * (public.byte_count - 35) + b"\x00" + sealing.data_key
        for comment, changed in (
            ("block type 1", _flip(block, 1, 3)),
            ("first byte 01", _flip(block, 0, 1)),
            ("a zero byte early in the padding", block[:5] + b"\x00" + block[6:]),
            ("no zero byte", block.replace(b"\x00", b"\x01").replace(b"\x01\x02\x7f", b"\x00\x02\x7f", 1)),
        ):
            fail.member(
                f"RSA block with {comment}",
                "key",
                "CiphertextBlob",
                b64(rsa_pkcs1.raw_public(public, changed)),
                "Tampered",
                implicit,
            )
        fail.member(
            "one bit of the wrapped key changed", "key", "CiphertextBlob", b64(_flip(raw, 200)), "Tampered", implicit
        )
        for count in (16, 24, 31, 33):
            short = Keys.wrap(keys, stream(f"{label}/other-key", count), keys.padding(label, bytes(count)))
            fail.member(f"the wrapped key has {count} bytes", "key", "CiphertextBlob", short, "Malformed", implicit)
        return
    fail.member("first byte of C3 changed", "key", "CiphertextBlob", b64(_flip(raw, 65)), "Tampered")
    fail.member("last byte of C2 changed", "key", "CiphertextBlob", b64(_flip(raw, 112)), "Tampered")
    fail.member("C1 off the curve", "key", "CiphertextBlob", b64(_flip(raw, 64)), "Tampered")
    fail.member("C1, C2, C3", "key", "CiphertextBlob", b64(raw[:65] + raw[97:] + raw[65:97]))
    fail.member(
        "wrapped for another key",
        "key",
        "CiphertextBlob",
        Sealing.derived(label, SM4, Keys.sm2("a"), sealing.data_key).blob,
        "Tampered",
    )
    assert sm2_key("a")[0] != sm2_key("envelope")[0]
    for count in (8, 15, 17, 32):
        other = stream(f"{label}/other-key", count)
        fail.member(
            f"the wrapped key has {count} bytes", "key", "CiphertextBlob", keys.wrap(other, keys.padding(label, other))
        )


def _cbc(fail: Failures) -> None:
    sealing = fail.sealing
    raw = _raw(strict_json.parse(fail.document)["EncryptedBody"])
    fail.body("EncryptedBody empty", "ciphertext", "")
    for count in (1, 15, 17, 47):
        fail.body(f"{count} of 48 bytes", "ciphertext", b64(raw[:count]))
    fail.body("one byte too many", "ciphertext", b64(raw + b"\x00"))
    text = EXAMPLE_BODY.encode()
    for comment, padded in (
        ("last byte 00", text + bytes(9)),
        ("last byte 11", text + b"\x11" * 9),
        ("last byte ff", text + b"\xff" * 9),
        ("one padding byte wrong", text + b"\x09" * 4 + b"\x08" + b"\x09" * 4),
        ("first padding byte wrong", text + b"\x08" + b"\x09" * 8),
        ("ANSI X9.23", text + bytes(8) + b"\x09"),
        ("ISO/IEC 7816-4", text + b"\x80" + bytes(8)),
    ):
        fail.body(
            f"padding: {comment}",
            "padding",
            b64(content.cbc_raw_encrypt(sealing.data_key, sealing.iv, padded)),
            "Tampered",
        )
    fail.member("tags under an algorithm without tags", "tag-list", "TagList", [b64(bytes(16))])


def _gcm(fail: Failures) -> None:
    parsed = strict_json.parse(fail.document)
    raw, tag = _raw(parsed["EncryptedBody"]), _raw(parsed["Encryption"]["TagList"][0])
    iv = fail.sealing.iv
    for comment, changed in (
        ("first bit of the body", _flip(raw, 0, 0x80)),
        ("last bit of the body", _flip(raw, len(raw) - 1)),
        ("last byte of the body missing", raw[:-1]),
        ("a byte after the body", raw + b"\x00"),
        ("the tag left after the body", raw + tag),
        ("body empty", b""),
    ):
        fail.body(comment, "authentication", b64(changed), "Tampered")
    for index in (0, 7, 15):
        fail.member(f"byte {index} of the tag", "authentication", "TagList", [b64(_flip(tag, index))], "Tampered")
    fail.member("tag of zeros", "authentication", "TagList", [b64(bytes(16))], "Tampered")
    for index in (0, 11):
        fail.member(f"byte {index} of the IV", "authentication", "Iv", b64(_flip(iv, index)), "Tampered")
    for count in (0, 4, 8, 12, 15):
        fail.member(f"tag of {count} bytes", "tag-list", "TagList", [b64(tag[:count])])
    fail.member("tag of 17 bytes", "tag-list", "TagList", [b64(tag + b"\x00")])
    fail.member("tag with a blank", "tag-list", "TagList", [b64(tag) + " "])
    fail.member("no tag", "tag-list", "TagList", [])
    fail.member("TagList null", "tag-list", "TagList", None)
    fail.change("TagList missing", "tag-list", lambda d: d["Encryption"].pop("TagList"))
    fail.member("two tags", "tag-list", "TagList", [b64(tag), b64(tag)])
