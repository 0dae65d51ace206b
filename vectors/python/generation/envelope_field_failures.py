# SPDX-License-Identifier: Apache-2.0
"""envelopes/: fields that must not open, one fault a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcface_reference import content, strict_json
from tcface_reference.envelope import AES, SM4

from .envelope_failures import Failures
from .envelope_suite import DERIVED, Keys, Sealing, group, response_fields, suite
from .material import b64
from .suite import Suite


def fields(root: Path) -> int:
    """envelopes/fields_failures_test.json"""
    made = suite(
        [
            "Requests and replies with encrypted fields that must not open.",
            "Each has one fault, and expect names its class.",
        ]
    )
    pairs = ((AES, Keys.rsa("envelope-2048"), "rsa-2048"), (SM4, Keys.sm2("envelope"), "sm2"))
    for algorithm, keys, name in pairs:
        _request_failures(made, algorithm, keys, name)
    for algorithm, keys, name in pairs:
        _response_failures(made, algorithm, keys, name)
    return made.write(root / "envelopes/fields_failures_test.json")


def _request_failures(made: Suite, algorithm: str, keys: Keys, name: str) -> None:
    request = {"IdCard": "999999190001010009", "Name": "测试用户", "RuleId": "2", "Count": 2}
    plaintext = strict_json.compact(request)
    label = f"envelope/field-failures/{name}"
    sealing = Sealing.derived(label, algorithm, keys)
    changed, encryption = sealing.fields(request, ["IdCard", "Name"])
    document = strict_json.compact({**changed, "Encryption": encryption})
    to = group(made, f"{DERIVED}, seed {label}/key|iv|ps|k", "request", "fields", keys)
    fail = Failures(to, sealing, plaintext, document)
    fail.text("not sealed at all", "missing-encryption", plaintext)
    fail.member("EncryptList empty", "missing-encryption", "EncryptList", [])
    fail.change("EncryptList missing", "missing-encryption", lambda d: d["Encryption"].pop("EncryptList"))
    fail.member("an unknown field", "field", "EncryptList", ["IdCard", "Nam"])
    fail.member("letter case of a field", "field", "EncryptList", ["IdCard", "name"])
    fail.member("a field that is a number", "field", "EncryptList", ["IdCard", "Count"])
    fail.member("a field twice", "envelope", "EncryptList", ["IdCard", "IdCard"])
    fail.change("a listed field left out", "field", lambda d: d.pop("Name"))
    fail.change("a field not base64", "base64", lambda d: d.__setitem__("Name", "测试用户"))
    fail.change(
        "a listed field in the clear",
        "ciphertext" if algorithm == AES else "authentication",
        lambda d: d.__setitem__("Name", "AAAA"),
        "Tampered",
    )
    fail.member(
        "EncryptionBody in the list of fields", "field", "EncryptList", ["IdCard", "EncryptionBody"], "Confusion"
    )
    fail.member("only EncryptionBody in the list", "envelope", "EncryptList", ["EncryptionBody"], "Confusion")
    if algorithm == AES:
        not_text = b64(content.aes_256_cbc_encrypt(sealing.data_key, sealing.iv, b"\xff\xfe"))
        fail.change("a field that is not UTF-8", "padding", lambda d: d.__setitem__("Name", not_text), "Tampered")
    else:
        tags = encryption["TagList"]
        fail.member("tags exchanged", "authentication", "TagList", tags[::-1], "Tampered")
        fail.member(
            "the first tag twice, as one vendor package reads it",
            "authentication",
            "TagList",
            [tags[0], tags[0]],
            "Tampered",
        )
        fail.member("one tag for two fields", "tag-list", "TagList", tags[:1])
        fail.member("three tags for two fields", "tag-list", "TagList", tags + tags[:1])
        fail.member(
            "fields listed in another order than their tags",
            "authentication",
            "EncryptList",
            ["Name", "IdCard"],
            "Tampered",
        )

        def exchange(d: dict[str, Any]) -> None:
            d["IdCard"], d["Name"] = d["Name"], d["IdCard"]

        fail.change("values of two fields exchanged", "authentication", exchange, "Tampered")


def _response_failures(made: Suite, algorithm: str, keys: Keys, name: str) -> None:
    response = {"Text": {"Name": "测试用户", "Score": 1, "List": [{"Id": "a"}]}, "RequestId": "r"}
    label = f"envelope/response-failures/{name}"
    sealing = Sealing.derived(label, algorithm, keys)
    document, plaintext, _ = response_fields(sealing, response, ["Response.Text.Name"])
    to = group(made, f"{DERIVED}, seed {label}/key|iv|ps|k", "response", "fields", keys)
    fail = Failures(to, sealing, plaintext, document)

    def listed(comment: str, expect: str, path: str) -> None:
        fail.change(comment, expect, lambda d: d["Response"]["Encryption"].__setitem__("EncryptList", [path]))

    fail.change("the reply came in the clear", "missing-encryption", lambda d: d["Response"].pop("Encryption"))
    fail.text(
        "an error reply",
        "missing-encryption",
        '{"Response":{"Error":{"Code":"FailedOperation.DecryptSystemError","Message":"m"},"RequestId":"r"}}',
    )
    listed("a path without Response", "field", "Text.Name")
    listed("a path to nothing", "field", "Response.Text.Nobody")
    listed("a path to an object", "field", "Response.Text")
    listed("a path to a number", "field", "Response.Text.Score")
    listed("an index past the end", "field", "Response.Text.List[1].Id")
    listed("an index into an object", "field", "Response.Text[0]")
    listed("a name into a list", "field", "Response.Text.List.Id")
    listed("a path through a string", "field", "Response.Text.Name.First")
    listed("an empty path", "envelope", "")
    listed("an empty name", "envelope", "Response..Name")
    listed("a bracket that does not close", "envelope", "Response.Text.List[0.Id")
    listed("a negative index", "envelope", "Response.Text.List[-1].Id")
    listed("an index with a leading zero", "envelope", "Response.Text.List[00].Id")
    listed("an index that is no number", "envelope", "Response.Text.List[a].Id")
    listed("an index with a sign", "envelope", "Response.Text.List[+0].Id")
