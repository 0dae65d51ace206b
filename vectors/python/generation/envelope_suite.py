# SPDX-License-Identifier: Apache-2.0
"""What all envelope files share: notes, groups for each kind of wrapping, and one sealed test."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Callable

from tcface_reference import envelope, rsa_pkcs1, strict_json, wrapping
from tcface_reference.envelope import AES, IV_BYTES, KEY_BYTES, SM4

from .material import (
    VENDOR_RSA_PEM,
    VENDOR_SM2_PEM,
    nonzero_stream,
    rsa_key,
    rsa_pems,
    scalar,
    sm2_key,
    sm2_pems,
    stream,
)
from .suite import Group, Suite, note

SCHEMA = "envelope_test_schema_v1.json"
DERIVED = "derived: this project"

NOTES = {
    "Published": note("BASIC", "Ciphertext, key, IV and plaintext are published by the vendor."),
    "VendorKey": note("BASIC", "The data key is wrapped for the vendor's public key."),
    "Normal": note("BASIC", "A derived value."),
    "Media": note("FUNCTIONALITY", "The body is made from media bytes: base64 inside JSON, encrypted, base64 again."),
    "AlphanumericKey": note(
        "FUNCTIONALITY", "The data key is text of [A-Za-z0-9], as the vendor's Java and Go code makes it."
    ),
    "LiteralIv": note("FUNCTIONALITY", "Iv is 16 characters of text, not base64 (the KMS flow)."),
    "NonceReuse": note(
        "CONFIDENTIALITY",
        "Several SM4-GCM fields share one IV.",
        "The XOR of two plaintexts is visible, and the authentication key can be computed.",
    ),
    "OpenOnly": note(
        "FUNCTIONALITY", "A valid document that this project would not write: blanks, other order of members, escapes."
    ),
    "EmptyField": note("EDGE_CASE", "A field of no characters."),
    "EdgeCase": note("EDGE_CASE", "Unusual content."),
    "ImplicitRejection": note("CONFIDENTIALITY", "The wrapped key is badly padded; see the README."),
    "Malformed": note("MISSING_STEP", "One fault, of the class that expect names."),
    "Tampered": note("AUTH_BYPASS", "Changed after sealing, of the class that expect names."),
    "Confusion": note("MISSING_STEP", "EncryptedBody (the member) and EncryptionBody (the list entry) mixed up."),
}


def suite(lines: list[str]) -> Suite:
    """An empty envelope file."""
    return Suite("FaceID-Envelope", SCHEMA, lines, NOTES)


@dataclass
class Keys:
    """A pair that wraps data keys, and how."""

    kind: str
    public_pem: str | None = None
    private_pem: str | None = None

    @staticmethod
    def rsa(name: str, bits: int = 2048) -> "Keys":
        """A derived RSA pair."""
        return Keys("rsa", *rsa_pems(rsa_key(name, bits)))

    @staticmethod
    def sm2(name: str) -> "Keys":
        """A derived SM2 pair."""
        return Keys("sm2", *sm2_pems(sm2_key(name)[0]))

    def wrap(self, data_key: bytes, padding: bytes) -> str:
        """The blob."""
        assert self.public_pem is not None
        if self.kind == "rsa":
            return wrapping.wrap_rsa(self.public_pem, data_key, padding)
        return wrapping.wrap_sm2(self.public_pem, data_key, int.from_bytes(padding, "big"))

    def padding(self, label: str, data_key: bytes) -> bytes:
        """PS or k from the stream."""
        assert self.public_pem is not None
        if self.kind == "sm2":
            return scalar(f"{label}/k").to_bytes(32, "big")
        byte_count = rsa_pkcs1.PublicKey.from_pem(self.public_pem).byte_count
        return nonzero_stream(f"{label}/ps", byte_count - 3 - len(data_key))


VENDOR = {AES: Keys("rsa", VENDOR_RSA_PEM), SM4: Keys("sm2", VENDOR_SM2_PEM)}


def group(
    made: Suite,
    source: str,
    direction: str,
    mode: str,
    keys: Keys,
    version: str = "1",
    shape: str = "encryption",
    iv_form: str = "base64",
) -> Group:
    """A group of one kind of envelope."""
    return made.group(
        "EnvelopeTest",
        source,
        version,
        direction=direction,
        mode=mode,
        shape=shape,
        ivForm=iv_form,
        wrapping=keys.kind,
        publicKeyPem=keys.public_pem,
        privateKeyPem=keys.private_pem,
    )


@dataclass
class Sealing:
    """Key, IV and blob of one document."""

    algorithm: str
    data_key: bytes
    iv: bytes
    blob: str
    padding: bytes | None = None
    iv_text: str | None = None

    @staticmethod
    def derived(label: str, algorithm: str, keys: Keys, data_key: bytes | None = None) -> "Sealing":
        """Everything from the stream."""
        key = data_key or stream(f"{label}/key", KEY_BYTES[algorithm])
        padding = keys.padding(label, key)
        return Sealing(algorithm, key, stream(f"{label}/iv", IV_BYTES[algorithm]), keys.wrap(key, padding), padding)

    def members(self) -> dict[str, Any]:
        """The test members that describe it."""
        return {
            "algorithm": self.algorithm,
            "dataKey": self.data_key.hex(),
            "iv": self.iv.hex(),
            "ciphertextBlob": self.blob,
            "wrapPadding": self.padding.hex() if self.padding is not None else None,
        }

    def body(self, plaintext: str) -> dict[str, Any]:
        """EncryptedBody and Encryption."""
        return envelope.seal_body(plaintext, self.algorithm, self.data_key, self.iv, self.blob, self.iv_text)

    def fields(self, document: dict[str, Any], paths: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
        """A copy of the document with encrypted fields, and its Encryption."""
        changed = copy.deepcopy(document)
        return changed, envelope.seal_fields(
            changed, paths, self.algorithm, self.data_key, self.iv, self.blob, self.iv_text
        )


def add_body(to: Group, comment: str, flags: list[str], sealing: Sealing, plaintext: str, **more: Any) -> None:
    """A request body as a sealer writes it."""
    document = strict_json.compact(sealing.body(plaintext))
    to.add(comment, flags, **sealing.members(), plaintext=plaintext, document=document, **more)


def add_fields(
    to: Group,
    comment: str,
    flags: list[str],
    sealing: Sealing,
    request: dict[str, Any],
    names: list[str],
    top_level: bool = False,
) -> None:
    """A request with named fields as a sealer writes it."""
    changed, encryption = sealing.fields(request, names)
    if top_level:
        changed.update({name: encryption[name] for name in ("CiphertextBlob", "EncryptList", "Iv")})
    else:
        changed["Encryption"] = encryption
    reuse = ["NonceReuse"] if sealing.algorithm == SM4 and len(names) > 1 else []
    to.add(
        comment,
        flags + reuse,
        **sealing.members(),
        plaintext=strict_json.compact(request),
        fields=[{"path": name, "plaintext": request[name]} for name in names],
        document=strict_json.compact(changed),
    )


def response_fields(
    sealing: Sealing, response: dict[str, Any], paths: list[str]
) -> tuple[str, str, list[dict[str, str]]]:
    """Document, plaintext and fields of a reply; `RequestId` stays last, as in the vendor's replies."""
    plain = {"Response": response}
    changed, encryption = sealing.fields(plain, paths)
    request_id = changed["Response"].pop("RequestId")
    changed["Response"] |= {"Encryption": encryption, "RequestId": request_id}
    fields = []
    for path in paths:
        place, last = envelope.locate(plain, path, True)
        fields.append({"path": path, "plaintext": place[last]})
    return strict_json.compact(changed), strict_json.compact(plain), fields


def edited(document: str, change: Callable[[dict[str, Any]], None]) -> str:
    """The document after a change to its parsed form."""
    value = strict_json.parse(document)
    change(value)
    return strict_json.compact(value)
