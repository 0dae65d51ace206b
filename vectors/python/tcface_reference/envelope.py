# SPDX-License-Identifier: Apache-2.0
"""The `Encryption` envelope of the FaceID service: sealing and opening of whole bodies and of named fields.

Sealing takes key, IV and blob as they are, so it is only for known answers. Opening refuses whatever is not exactly
an envelope; the class of refusal is the `expect` of vectors/README.md.
"""

from __future__ import annotations

import re
from typing import Any, Callable

from . import base64_strict, content, strict_json

AES, SM4 = "AES-256-CBC", "SM4-GCM"
KEY_BYTES = {AES: 32, SM4: 16}
IV_BYTES = {AES: 16, SM4: 12}

Unwrap = Callable[[str, int], bytes]
"""From `CiphertextBlob` and the expected number of bytes to the data key; raises EnvelopeError("key" or "base64")."""


class EnvelopeError(ValueError):
    """A document that is refused; `expect` is the class."""

    def __init__(self, expect: str, message: str = "") -> None:
        super().__init__(f"{expect}: {message}" if message else expect)
        self.expect = expect


def b64(data: bytes) -> str:
    """Base64 text."""
    return base64_strict.encode(data).decode()


def encrypt(algorithm: str, key: bytes, iv: bytes, message: bytes) -> tuple[str, list[str]]:
    """Base64 ciphertext, and a list of one base64 tag or none."""
    if algorithm == AES:
        return b64(content.aes_256_cbc_encrypt(key, iv, message)), []
    ciphertext, tag = content.sm4_gcm_encrypt(key, iv, b"", message)
    return b64(ciphertext), [b64(tag)]


def encryption(algorithm: str, names: list[str], iv: str, blob: str, tags: list[str]) -> dict[str, Any]:
    """The `Encryption` object, members in the order a sealer writes."""
    return {"EncryptList": names, "CiphertextBlob": blob, "Iv": iv, "Algorithm": algorithm, "TagList": tags}


def seal_body(
    plaintext: str, algorithm: str, key: bytes, iv: bytes, blob: str, iv_text: str | None = None
) -> dict[str, Any]:
    """`EncryptedBody` and `Encryption`."""
    body, tags = encrypt(algorithm, key, iv, plaintext.encode())
    return {
        "EncryptedBody": body,
        "Encryption": encryption(algorithm, ["EncryptionBody"], iv_text or b64(iv), blob, tags),
    }


def seal_fields(
    document: dict[str, Any],
    paths: list[str],
    algorithm: str,
    key: bytes,
    iv: bytes,
    blob: str,
    iv_text: str | None = None,
) -> dict[str, Any]:
    """The document with the values at the paths encrypted in place, and its `Encryption` object (not yet put in)."""
    tags: list[str] = []
    for path in paths:
        holder, last = locate(document, path, "Response" in document)
        holder[last], tag = encrypt(algorithm, key, iv, holder[last].encode())
        tags += tag
    return encryption(algorithm, paths, iv_text or b64(iv), blob, tags)


def steps_of(path: str) -> list[str | int]:
    """`Response.Text.LivenessDetail[0].Idcard` as names and indexes."""
    steps: list[str | int] = []
    for part in path.split("."):
        match = re.fullmatch(r"([^\[\].]+)((?:\[(?:0|[1-9][0-9]*)\])*)", part)
        if match is None:
            raise EnvelopeError("envelope", "not a path")
        steps.append(match[1])
        steps += [int(index) for index in re.findall(r"\[([0-9]+)\]", match[2])]
    return steps


def locate(document: Any, entry: str, is_reply: bool) -> tuple[Any, str | int]:
    """The object or array that holds the value an entry of EncryptList names, and its name or index there.

    In a reply the entry is a path; in a request it is the name of a parameter as it is, points and all.
    """
    holder: Any = None
    value, last = document, None
    for step in steps_of(entry) if is_reply else [entry]:
        if isinstance(step, str):
            present = isinstance(value, dict) and step in value
        else:
            present = isinstance(value, list) and step < len(value)
        if not present:
            raise EnvelopeError("field", "nothing there")
        holder, last, value = value, step, value[step]
    if not isinstance(value, str):
        raise EnvelopeError("field", "not a string")
    assert last is not None
    return holder, last


def _decode(text: str, expect: str) -> bytes:
    try:
        return base64_strict.decode(text.encode())
    except base64_strict.Base64Error as error:
        raise EnvelopeError(expect, str(error)) from None


def _member(holder: dict[str, Any], name: str, kind: type) -> Any:
    value = holder.get(name)
    if not isinstance(value, kind):
        raise EnvelopeError("envelope", f"{name} is missing or of the wrong type")
    return value


def _strings(value: Any, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(element, str) for element in value):
        raise EnvelopeError("envelope", f"{name} is not a list of strings")
    return value


class _Opened:
    """The parts of an `Encryption` object, checked, with the data key once it is unwrapped."""

    def __init__(self, part: dict[str, Any], iv_form: str) -> None:
        self.algorithm = part.get("Algorithm", AES)
        if self.algorithm not in KEY_BYTES:
            raise EnvelopeError("algorithm")
        names, tags = part.get("EncryptList"), part.get("TagList")
        self.names: list[str] = [] if names is None else _strings(names, "EncryptList")
        self.tags: list[str] = [] if tags is None else _strings(tags, "TagList")
        if len(set(self.names)) != len(self.names):
            raise EnvelopeError("envelope", "named twice")
        if part.get("Iv") is None:
            raise EnvelopeError("iv", "missing")
        iv = _member(part, "Iv", str)
        self.iv = _decode(iv, "iv") if iv_form == "base64" else iv.encode()
        if len(self.iv) != IV_BYTES[self.algorithm]:
            raise EnvelopeError("iv")
        self.blob = part.get("CiphertextBlob")
        self.raw_tags: list[bytes] = []
        self.key = b""

    def unwrap(self, count: int, unwrap: Unwrap) -> None:
        """Checks that there is a tag for each of `count` ciphertexts, then takes the key."""
        if len(self.tags) != (count if self.algorithm == SM4 else 0):
            raise EnvelopeError("tag-list", "number of tags")
        self.raw_tags = [_decode(tag, "tag-list") for tag in self.tags]
        if any(len(tag) != 16 for tag in self.raw_tags):
            raise EnvelopeError("tag-list", "length of a tag")
        if not isinstance(self.blob, str):
            raise EnvelopeError("envelope", "CiphertextBlob")
        self.key = unwrap(self.blob, KEY_BYTES[self.algorithm])

    def decrypt(self, index: int, text: str) -> bytes:
        """The plaintext of the ciphertext with this index."""
        data = _decode(text, "base64")
        try:
            if self.algorithm == AES:
                return content.aes_256_cbc_decrypt(self.key, self.iv, data)
            return content.sm4_gcm_decrypt(self.key, self.iv, b"", data, self.raw_tags[index])
        except content.ContentError as error:
            raise EnvelopeError(error.kind) from None


def _take_encryption(holder: dict[str, Any], shape: str) -> dict[str, Any]:
    if shape == "topLevel":
        if "CiphertextBlob" not in holder or "EncryptList" not in holder:
            raise EnvelopeError("missing-encryption")
        return {name: holder.pop(name) for name in ("CiphertextBlob", "EncryptList", "Iv") if name in holder}
    part = holder.pop("Encryption", None)
    if part is None:
        raise EnvelopeError("missing-encryption")
    if not isinstance(part, dict):
        raise EnvelopeError("envelope", "Encryption is not an object")
    return part


def _parse_object(text: str | bytes) -> dict[str, Any]:
    try:
        value = strict_json.parse(text)
    except strict_json.JSONRefused as error:
        raise EnvelopeError("json", str(error)) from None
    if not isinstance(value, dict):
        raise EnvelopeError("json", "not an object")
    return value


def open_document(
    document: str, direction: str, mode: str, shape: str, iv_form: str, unwrap: Unwrap
) -> tuple[str, list[dict[str, str]]]:
    """Plaintext, and in mode `fields` the paths with their plaintexts."""
    value = _parse_object(document)
    holder = _member(value, "Response", dict) if direction == "response" else value
    opened = _Opened(_take_encryption(holder, shape), iv_form)
    if mode == "body":
        body = _member(holder, "EncryptedBody", str)
        if opened.names != ["EncryptionBody"] and not (direction == "response" and not opened.names):
            raise EnvelopeError("envelope", "EncryptList of a body")
        opened.unwrap(1, unwrap)
        plaintext = opened.decrypt(0, body)
        _parse_object(plaintext)
        return plaintext.decode(), []
    if not opened.names:
        raise EnvelopeError("missing-encryption", "nothing is listed")
    if opened.names == ["EncryptionBody"]:
        raise EnvelopeError("envelope", "EncryptedBody is missing")
    places = [(path, *locate(value, path, direction == "response")) for path in opened.names]
    opened.unwrap(len(places), unwrap)
    fields = []
    for index, (path, place, last) in enumerate(places):
        try:
            place[last] = opened.decrypt(index, place[last]).decode("utf-8")
        except UnicodeDecodeError:
            raise EnvelopeError("padding", "not UTF-8") from None
        fields.append({"path": path, "plaintext": place[last]})
    return strict_json.compact(value), fields
