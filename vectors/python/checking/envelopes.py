# SPDX-License-Identifier: Apache-2.0
"""envelopes/: by opening, and requests also by sealing again."""

from __future__ import annotations

import functools
import json
from typing import Any

from tcface_reference import envelope, strict_json, wrapping

from . import published
from .report import Report


@functools.cache
def _unwrapping(kind: str, pem: str) -> envelope.Unwrap:
    return functools.cache(wrapping.unwrap_with(kind, pem))


def check(report: Report, where: str, group: dict[str, Any], test: dict[str, Any]) -> None:
    """Opens the document with the private key when there is one, else with the data key."""
    key = bytes.fromhex(test["dataKey"])
    has_private_key = "privateKeyPem" in group
    unwrap = _unwrapping(group["wrapping"], group["privateKeyPem"]) if has_private_key else wrapping.known(key)
    kind = (group["direction"], group["mode"], group["shape"], group["ivForm"])
    try:
        opened: str | None
        opened, fields = envelope.open_document(test["document"], *kind, unwrap)
        refusal = None
    except envelope.EnvelopeError as error:
        opened, fields, refusal = None, [], error.expect
    _describe(report, where, group, test, key)
    if test["result"] == "invalid":
        report.expect("expect" in test, where, "an invalid test without an expected failure")
        if "ImplicitRejection" in test["flags"]:
            report.expect(opened != test["plaintext"], where, "opened")
        report.equal(where, "class of refusal", refusal, test.get("expect"))
        return
    report.expect("expect" not in test, where, "a valid test with an expected failure")
    if group["mode"] == "fields" and "OpenOnly" in test["flags"]:
        report.equal(where, "opened", opened and json.loads(opened), json.loads(test["plaintext"]))
    else:
        report.equal(where, "opened", opened, test["plaintext"])
    report.equal(where, "fields", fields, test.get("fields", []))
    if has_private_key:
        unwrapped = unwrap(test["ciphertextBlob"], envelope.KEY_BYTES[test["algorithm"]])
        report.equal(where, "data key", unwrapped, key)
    if "OpenOnly" not in test["flags"] and group["direction"] == "request":
        _seal(report, where, group, test, key)
    if "media" in test:
        expected = {"FaceInput": envelope.b64(bytes.fromhex(test["media"])), "FaceInputType": test["mediaType"]}
        report.equal(where, "media form", test["plaintext"], strict_json.compact(expected))


@functools.cache
def _wrap(kind: str, public_pem: str, key: bytes, padding: bytes) -> str:
    if kind == "rsa":
        return wrapping.wrap_rsa(public_pem, key, padding)
    return wrapping.wrap_sm2(public_pem, key, int.from_bytes(padding, "big"))


def _describe(report: Report, where: str, group: dict[str, Any], test: dict[str, Any], key: bytes) -> None:
    """The members that describe the sealing fit each other, and fit the document when it is valid."""
    if "wrapPadding" in test:
        padding = bytes.fromhex(test["wrapPadding"])
        made = _wrap(group["wrapping"], group["publicKeyPem"], key, padding)
        report.equal(where, "wrapped again", made, test["ciphertextBlob"])
    if test["result"] == "invalid":
        return
    document = strict_json.parse(test["document"])
    holder = document["Response"] if group["direction"] == "response" else document
    part = holder if group["shape"] == "topLevel" else holder["Encryption"]
    iv = bytes.fromhex(test["iv"])
    report.equal(where, "Iv", part["Iv"], iv.decode() if group["ivForm"] == "text" else envelope.b64(iv))
    report.equal(where, "CiphertextBlob", part["CiphertextBlob"], test["ciphertextBlob"])
    report.equal(where, "Algorithm", part.get("Algorithm", envelope.AES), test["algorithm"])


def _seal(report: Report, where: str, group: dict[str, Any], test: dict[str, Any], key: bytes) -> None:
    """The same document from its parts."""
    iv, blob = bytes.fromhex(test["iv"]), test["ciphertextBlob"]
    text = iv.decode() if group["ivForm"] == "text" else None
    if group["mode"] == "body":
        document = envelope.seal_body(test["plaintext"], test["algorithm"], key, iv, blob, text)
    else:
        document = strict_json.parse(test["plaintext"])
        paths = [field["path"] for field in test["fields"]]
        # A request names parameters as they are, points and all.
        encryption = {
            "EncryptList": paths,
            "CiphertextBlob": blob,
            "Iv": text or envelope.b64(iv),
            "Algorithm": test["algorithm"],
        }
        tags: list[str] = []
        for path in paths:
            document[path], tag = envelope.encrypt(test["algorithm"], key, iv, document[path].encode())
            tags += tag
        if group["shape"] == "topLevel":
            document |= {name: encryption[name] for name in ("CiphertextBlob", "EncryptList", "Iv")}
        else:
            document["Encryption"] = {**encryption, "TagList": tags}
    report.equal(where, "sealed again", strict_json.compact(document), test["document"])


def check_published(report: Report, file_name: str, where: str, test: dict[str, Any]) -> None:
    """Texts of the vendor's packages that must stand in this document."""
    texts = published.ENVELOPE_TEXTS.get((file_name, test["tcId"]), [])
    for text in texts:
        report.expect(f'"{text}"' in test["document"], where, f"published text {text} is not in the document")
    report.equal(where, "is a published value", bool(texts), bool({"Published", "VendorKey"} & set(test["flags"])))
