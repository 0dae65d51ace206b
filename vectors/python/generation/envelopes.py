# SPDX-License-Identifier: Apache-2.0
"""envelopes/: everything that opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcface_reference import base64_strict, strict_json
from tcface_reference.envelope import AES, SM4

from .envelope_suite import (
    DERIVED,
    VENDOR,
    Keys,
    Sealing,
    add_body,
    add_fields,
    group,
    response_fields,
    suite,
)
from .material import STANDARD_K, alphanumeric_stream, b64, stream
from .suite import Group, Suite

EXAMPLE_BODY = '{"FaceInput":"AAAAA","FaceInputType":1}'
VENDOR_SOURCE = (
    "FaceID data encryption, Tencent Cloud 1007/47180: keys of the vendor's packages; key, IV and padding: this project"
)


def vendor_example(algorithm: str) -> Sealing:
    """The fixed key, IV and padding of the example body for the vendor's keys."""
    if algorithm == AES:
        key, iv, padding = b"0123456789abcdef0123456789abcdef", bytes(range(16)), b"\xa5" * 93
    else:
        key, iv, padding = b"0123456789abcdef", bytes(range(12)), STANDARD_K.to_bytes(32, "big")
    return Sealing(algorithm, key, iv, VENDOR[algorithm].wrap(key, padding), padding)


def _media_body(media: bytes, kind: int) -> str:
    return f'{{"FaceInput":"{b64(media)}","FaceInputType":{kind}}}'


def request_bodies(root: Path) -> int:
    """envelopes/request_body_test.json"""
    made = suite(["Request bodies sealed as a whole: EncryptedBody and Encryption."])
    for algorithm in (AES, SM4):
        to = group(made, VENDOR_SOURCE, "request", "body", VENDOR[algorithm])
        sealing = vendor_example(algorithm)
        add_body(to, "the body of the API page", ["VendorKey", "AlphanumericKey"], sealing, EXAMPLE_BODY)
    pairs = (
        (AES, Keys.rsa("envelope-1024", 1024), "rsa-1024"),
        (AES, Keys.rsa("envelope-2048"), "rsa-2048"),
        (SM4, Keys.sm2("envelope"), "sm2"),
    )
    for algorithm, keys, name in pairs:
        _derived_bodies(made, algorithm, keys, name)
    _open_only_bodies(made, AES, Keys.rsa("envelope-2048"), "rsa-2048")
    _open_only_bodies(made, SM4, Keys.sm2("envelope"), "sm2")
    return made.write(root / "envelopes/request_body_test.json")


def _derived_bodies(made: Suite, algorithm: str, keys: Keys, name: str) -> None:
    label = f"envelope/request-body/{name}"
    to = group(made, f"{DERIVED}, seed {label}/<comment>/key|iv|ps|k|media", "request", "body", keys)

    def add(comment: str, flags: list[str], plaintext: str, data_key: bytes | None = None, **more: Any) -> None:
        add_body(
            to, comment, flags, Sealing.derived(f"{label}/{comment}", algorithm, keys, data_key), plaintext, **more
        )

    add("the body of the API page", ["Normal"], EXAMPLE_BODY)
    add("empty object", ["EdgeCase"], "{}")
    add("non-ASCII text", ["EdgeCase"], '{"Name":"未命名 é 🙂","Note":"a\\"b\\\\c\\u0000"}')
    add("blanks and line breaks", ["EdgeCase"], '{\n  "FaceInput" : "AAAAA",\n  "FaceInputType" : 1\n}\n')
    add("slashes and plus signs", ["EdgeCase"], '{"FaceInput":"////++++","FaceInputType":2}')
    for count in range(16):
        filler = "A" * count
        add(f"length {34 + count}", ["EdgeCase"], f'{{"FaceInput":"{filler}","FaceInputType":1}}')
    text = alphanumeric_stream(f"{label}/text-key", 32 if algorithm == AES else 16).encode()
    add("text key", ["AlphanumericKey"], EXAMPLE_BODY, data_key=text)
    for kind in (1, 2):
        for count in (1, 2, 3, 47, 48, 49, 1000, 4096):
            comment = f"media of {count} bytes, type {kind}"
            media = stream(f"{label}/{comment}/media", count)
            add(comment, ["Media"], _media_body(media, kind), media=media.hex(), mediaType=kind)


def _open_only_bodies(made: Suite, algorithm: str, keys: Keys, name: str) -> None:
    label = f"envelope/open-only/{name}"
    to = group(made, f"{DERIVED}, seed {label}/key|iv|ps|k", "request", "body", keys)
    sealing = Sealing.derived(label, algorithm, keys)
    document = sealing.body(EXAMPLE_BODY)

    def add(comment: str, text: str, result: str = "valid", flags: tuple[str, ...] = ("OpenOnly",)) -> None:
        to.add(comment, list(flags), result, **sealing.members(), plaintext=EXAMPLE_BODY, document=text)

    compact = strict_json.compact(document)
    swapped = {
        "Encryption": dict(reversed(document["Encryption"].items())),
        "EncryptedBody": document["EncryptedBody"],
    }
    add("Encryption first, its members in reverse", strict_json.compact(swapped))
    add("blanks and line breaks", "\r\n\t " + compact.replace(":", " : ").replace(",", ",\n") + " \n")
    add("slashes escaped", compact.replace("/", "\\/"))
    add(
        "every character of the body escaped",
        compact.replace(document["EncryptedBody"], "".join(f"\\u{ord(c):04x}" for c in document["EncryptedBody"])),
    )
    add("a member name escaped", compact.replace('"Iv"', '"\\u0049v"'))
    if algorithm == AES:
        listless = {**document, "Encryption": {k: v for k, v in document["Encryption"].items() if k != "TagList"}}
        add("no TagList, as on the API page", strict_json.compact(listless))
        listless["Encryption"] = {**document["Encryption"], "TagList": None}
        add("TagList null, as the vendor's Java package writes", strict_json.compact(listless))
        listless["Encryption"] = {k: v for k, v in document["Encryption"].items() if k != "Algorithm"}
        add("no Algorithm: AES-256-CBC is the default", strict_json.compact(listless), "acceptable")


def _people(label: str) -> dict[str, str]:
    return {
        "IdCard": "999999190001010009",
        "Name": "测试用户",
        "Phone": "10000000000",
        "BankCard": "6200000000000000000",
        "Label": label,
    }


def request_fields(root: Path) -> int:
    """envelopes/request_fields_test.json"""
    made = suite(["Requests with named fields encrypted in place."])
    for algorithm, keys, name in (
        (AES, Keys.rsa("envelope-2048"), "rsa-2048"),
        (AES, Keys.rsa("envelope-1024", 1024), "rsa-1024"),
        (SM4, Keys.sm2("envelope"), "sm2"),
    ):
        _derived_fields(made, algorithm, keys, name)
    return made.write(root / "envelopes/request_fields_test.json")


def _derived_fields(made: Suite, algorithm: str, keys: Keys, name: str) -> None:
    label = f"envelope/request-fields/{name}"
    to = group(made, f"{DERIVED}, seed {label}/<comment>/key|iv|ps|k", "request", "fields", keys)

    def add(comment: str, flags: list[str], request: dict[str, Any], names: list[str]) -> None:
        add_fields(to, comment, flags, Sealing.derived(f"{label}/{comment}", algorithm, keys), request, names)

    people = _people("x")
    two = {"IdCard": people["IdCard"], "Name": people["Name"], "RuleId": "2"}
    add("one field", ["Normal"], two, ["IdCard"])
    add("one field, the last", ["Normal"], two, ["RuleId"])
    add("two fields", ["Normal"], two, ["IdCard", "Name"])
    add("two fields, listed in another order", ["Normal"], two, ["Name", "IdCard"])
    add("four fields", ["Normal"], people, ["Name", "IdCard", "Phone", "BankCard"])
    add("equal values", ["Normal"], {"A": "same", "B": "same"}, ["A", "B"])
    add("empty field", ["EmptyField"], {"Name": "", "RuleId": "2"}, ["Name"])
    add(
        "values of other types beside it",
        ["EdgeCase"],
        {"Name": "测试用户", "Count": 2, "Deep": {"Name": "plain", "List": [1, None, True]}, "Ratio": 1.5},
        ["Name"],
    )
    add(
        "quotes, backslashes, line breaks, emoji",
        ["EdgeCase"],
        {"Name": 'a"b\\c\nd\te/é🙂', "RuleId": "2"},
        ["Name"],
    )
    add("a name that is not ASCII", ["EdgeCase"], {"姓名": "测试用户", "RuleId": "2"}, ["姓名"])
    add("a name with a point in it", ["EdgeCase"], {"Id.Card": "1", "Id": {"Card": "2"}}, ["Id.Card"])
    for count in (15, 16, 17):
        add(f"{count} bytes", ["EdgeCase"], {"Name": "n" * count}, ["Name"])


def responses(root: Path) -> int:
    """envelopes/response_fields_test.json"""
    made = suite(["Replies with fields encrypted in place; EncryptList holds paths."])
    none = Keys("none")
    node = "TencentCloud/faceid-api-crypto-nodejs 5e41aef"
    dummy = {"IdCard": "440111111111111111", "Name": "爱新觉罗永琪"}
    paths = ["Response.Text.IdCard", "Response.Text.Name"]

    def reply(values: dict[str, str]) -> dict[str, Any]:
        return {"Text": {"ErrCode": 0, **values}, "RequestId": "00000000-0000-0000-0000-000000000000"}

    aes = Sealing(
        AES,
        bytes.fromhex("5c92970f0170a181e83916ff83545e309f8f3a9b546bb031e11f82448d062e05"),
        base64_strict.decode(b"vTjCqg1Xz6Lh0pJZCNjAAQ=="),
        "DCaa541gYPA8ybDaAasY4C17K5CHo3s8/ZDNsaS8hH8Gr+qnA9RY53QswVOY4smcJsv5ToXPN6qOqruT9QVw5VPVglQ5YO60RjWabZKA+sF3"
        "BxDRMmrnuTKMNPwswen1mG4SfotyJ4IVv4PHomPZwzlZtGjm0CkXvgmnaHLxkck=",
    )
    to = group(made, f"{node} example/encrypt-output.js", "response", "fields", none, "2023-08-10")
    _add_response(to, "the package's AES-256-CBC reply", ["Published"], aes, reply(dummy), paths)
    sm4 = Sealing(
        SM4,
        bytes.fromhex("b7f765546483de131b486db5a1c03295"),
        base64_strict.decode(b"cHNm8k09p2d80owr"),
        "BC3JNqinBaASuOhjP/WCkrCgtLm03d/stJMh1QgPKfdFoVdpySbZNah6iUIhoSI+EPML8dDgXJE2wkSZv8x029v+t2VoC6Lc6RW1gowi2tqw"
        "z2SNmb4qN/VrqMi1a3m/T3gXY42AbvORP90Jxqgr3hE=",
    )
    to = group(made, f"{node} example/encrypt-input-output.js", "response", "fields", none, "2023-08-10")
    _add_response(to, "the package's SM4-GCM reply", ["Published"], sm4, reply(dummy), paths)

    go = "TencentCloud/faceid-api-crypto-golang 14815a5, tests (values; the document around them: this project)"
    to = group(made, go, "response", "fields", none, "2023")
    blob = b64(stream("envelope/response-fields/go/blob", 128))
    aes = Sealing(AES, b"ibewh93B4pwqkno0VFltYhnVze80gPUr", base64_strict.decode(b"qobvAR0P5F77+Kd3lnEbWg=="), blob)
    _add_response(
        to,
        "the package's AES-256-CBC value",
        ["Published", "AlphanumericKey"],
        aes,
        reply({"Id": "9dfb7607-9ce5-4a60-b581-df434de04411"}),
        ["Response.Text.Id"],
    )
    sm4 = Sealing(SM4, b"r25c6t33qjbmmxgm", base64_strict.decode(b"e3wocj4HxzvPKEBz"), blob)
    _add_response(
        to,
        "the package's two SM4-GCM values",
        ["Published", "AlphanumericKey"],
        sm4,
        reply({"First": "s1", "Second": "s2"}),
        ["Response.Text.First", "Response.Text.Second"],
    )

    for algorithm, keys, name in ((AES, Keys.rsa("envelope-2048"), "rsa-2048"), (SM4, Keys.sm2("envelope"), "sm2")):
        _derived_responses(made, algorithm, keys, name)
    return made.write(root / "envelopes/response_fields_test.json")


def _add_response(
    to: Group, comment: str, flags: list[str], sealing: Sealing, response: dict[str, Any], listed: list[str]
) -> None:
    document, plaintext, fields = response_fields(sealing, response, listed)
    reuse = ["NonceReuse"] if sealing.algorithm == SM4 and len(listed) > 1 else []
    to.add(comment, flags + reuse, **sealing.members(), plaintext=plaintext, fields=fields, document=document)


def _derived_responses(made: Suite, algorithm: str, keys: Keys, name: str) -> None:
    label = f"envelope/response-fields/{name}"
    to = group(made, f"{DERIVED}, seed {label}/<comment>/key|iv|ps|k", "response", "fields", keys)

    def derived(comment: str, flags: list[str], response: dict[str, Any], listed: list[str]) -> None:
        _add_response(to, comment, flags, Sealing.derived(f"{label}/{comment}", algorithm, keys), response, listed)

    people = _people("x")
    flat = {"IdNum": people["IdCard"], "Name": people["Name"], "RequestId": "r-1"}
    detail = {
        "Text": {
            "IdCard": people["IdCard"],
            "LivenessDetail": [{"Idcard": "1", "Seq": "a"}, {"Idcard": "2", "Seq": "b"}],
        },
        "Grid": [["00", "01"], ["10", "11"]],
        "RequestId": "r-2",
    }
    derived("one field at the top", ["Normal"], flat, ["Response.Name"])
    derived("two fields at the top", ["Normal"], flat, ["Response.IdNum", "Response.Name"])
    derived("listed in another order than they stand", ["Normal"], flat, ["Response.Name", "Response.IdNum"])
    derived("an element of a list", ["Normal"], detail, ["Response.Text.LivenessDetail[0].Idcard"])
    derived(
        "several levels",
        ["Normal"],
        detail,
        [
            "Response.Text.LivenessDetail[1].Idcard",
            "Response.Text.IdCard",
            "Response.Text.LivenessDetail[0].Idcard",
        ],
    )
    derived("a list in a list", ["EdgeCase"], detail, ["Response.Grid[1][0]"])
    derived("empty field", ["EmptyField"], {"Text": {"Name": ""}, "RequestId": "r-3"}, ["Response.Text.Name"])
    derived(
        "text with escapes", ["EdgeCase"], {"Text": {"Name": '"\\\n🙂'}, "RequestId": "r-4"}, ["Response.Text.Name"]
    )


def response_bodies(root: Path) -> int:
    """envelopes/response_body_test.json"""
    made = suite(["Replies encrypted as a whole (IsEncryptResponse): Response.EncryptedBody and Response.Encryption."])
    bodies = (
        ("a reply of few members", '{"Result":"Success","Sim":98.5,"Description":"成功"}'),
        ("a nested reply", '{"Text":{"IdCard":"999999190001010009","Name":"测试用户","LivenessDetail":[{"Seq":"a"}]}}'),
        ("an empty object", "{}"),
    )
    for algorithm, keys, name in ((AES, Keys.rsa("envelope-2048"), "rsa-2048"), (SM4, Keys.sm2("envelope"), "sm2")):
        label = f"envelope/response-body/{name}"
        to = group(made, f"{DERIVED}, seed {label}/<comment>/key|iv|ps|k", "response", "body", keys)
        for comment, plaintext in bodies:
            sealing = Sealing.derived(f"{label}/{comment}", algorithm, keys)
            sealed = sealing.body(plaintext)
            for listed, note in ((["EncryptionBody"], ""), ([], ", EncryptList empty")):
                sealed["Encryption"]["EncryptList"] = listed
                document = strict_json.compact(
                    {"Response": {**sealed, "RequestId": "00000000-0000-0000-0000-000000000000"}}
                )
                to.add(comment + note, ["Normal"], **sealing.members(), plaintext=plaintext, document=document)
    return made.write(root / "envelopes/response_body_test.json")


def kms(root: Path) -> int:
    """envelopes/kms_test.json"""
    made = suite(["The KMS flow: CiphertextBlob is KMS's opaque text, Iv is literally 16 characters, AES-256-CBC."])
    source = (
        "FaceID KMS data encryption, Tencent Cloud 1007/95088 (Iv aabbccddeeffgghh: developer article 1782558); "
        "the rest derived: this project, seed envelope/kms"
    )
    blob = "-k-".join(b64(stream(f"envelope/kms/blob/{index}", count)) for index, count in enumerate((96, 16, 70)))
    people = _people("x")
    request = {"IdCard": people["IdCard"], "Name": people["Name"], "Phone": people["Phone"], "VerifyMode": "0"}
    for shape, top_level in (("encryption", False), ("topLevel", True)):
        to = group(made, source, "request", "fields", Keys("kms"), shape=shape, iv_form="text")
        for comment, iv, names in (
            ("one field", "aabbccddeeffgghh", ["IdCard"]),
            ("three fields", "aabbccddeeffgghh", ["IdCard", "Name", "Phone"]),
            ("an IV of digits", "0123456789012345", ["Name"]),
            ("an IV that is base64 of 12 bytes as well", "AAECAwQFBgcICQoL", ["Name"]),
            ("an IV with upper-case letters", "ABCDEFGHabcdefgh", ["Phone", "IdCard"]),
        ):
            key = stream(f"envelope/kms/{shape}/{comment}/key", 32)
            add_fields(
                to, comment, ["LiteralIv"], Sealing(AES, key, iv.encode(), blob, iv_text=iv), request, names, top_level
            )
    to = group(made, source, "request", "body", Keys("kms"), iv_form="text")
    key = stream("envelope/kms/body/key", 32)
    add_body(
        to,
        "a whole body",
        ["LiteralIv"],
        Sealing(AES, key, b"aabbccddeeffgghh", blob, iv_text="aabbccddeeffgghh"),
        EXAMPLE_BODY,
    )
    to = group(made, source, "request", "body", Keys("kms"))
    add_body(to, "a whole body with a base64 Iv", ["Normal"], Sealing(AES, key, bytes(range(16)), blob), EXAMPLE_BODY)
    return made.write(root / "envelopes/kms_test.json")
