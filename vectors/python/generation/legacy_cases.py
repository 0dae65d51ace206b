# SPDX-License-Identifier: Apache-2.0
"""legacy/."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tcface_reference import http_message, legacy

from .folders import DERIVED, empty_folder, without_none, write_case

HOST = "recognition.image.myqcloud.com"
PAGES = "Tencent Cloud 864/17712, 865/17723, 867/17719, 641/12409 (authentication signature)"
V1_SOURCE = PAGES + ", example of appid 1252821871"
V2_SOURCE = PAGES + ", example of appid 200001"


@dataclass
class Case:
    """One signature, or inputs that have to be refused."""

    name: str
    comment: str
    inputs: legacy.Inputs
    secret_key: str
    source: str = DERIVED
    order: str | None = None
    file_path: str | None = None
    published: bool = False
    expect: str | None = None

    def write(self, root: Path) -> None:
        """The folder."""
        given = self.inputs
        context: dict[str, Any] = without_none(
            source=self.source,
            comment=self.comment,
            algorithm="legacy-HMAC-SHA1",
            credentials={"appId": given.app_id, "secretId": given.secret_id, "secretKey": self.secret_key},
            bucket=given.bucket,
            use="single" if given.single_use else "multi",
            userIDField=given.user_id_field,
            expires=given.expires,
            timestamp=given.timestamp,
            random=given.random,
            fileID=given.file_id,
            filePath=self.file_path,
            order=list(self.order) if self.order else None,
            published=["signature"] if self.published else [],
            result="invalid" if self.expect else "valid",
            expect=self.expect,
        )
        if self.expect:
            write_case(root / self.name, context, {})
            return
        original = given.original(self.order) if self.order else given.original()
        digest, signature = legacy.sign(self.secret_key, original)
        files: dict[str, str | bytes] = {"original.txt": original, "hmac.txt": digest.hex(), "signature.txt": signature}
        files |= {"request.http": self._raw(None), "signed-request.http": self._raw(signature)}
        write_case(root / self.name, context, files)

    def _raw(self, signature: str | None) -> bytes:
        body = f'{{"appid":"{self.inputs.app_id}","url":"https://example.com/face.jpg"}}'.encode()
        headers = [("Host", HOST), ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        if signature is not None:
            headers.append(("Authorization", signature))
        return http_message.serialize("POST", "/face/livedetectpicture", headers, body)


def cases() -> list[Case]:
    """All cases."""
    key1, key2 = "nwOKDouy5JctNOlnere4gkVoOUz5EYAb", "bLcPnl88WU30VY57ipRhSePfPdOfSruK"
    one = legacy.Inputs(
        "1252821871",
        "tencentyun",
        "AKIDgaoOYh2kOmJfWVdH4lpfxScG2zPLPGoK",
        False,
        1438669115,
        1436077115,
        "11162",
        user_id_field=True,
    )
    two = legacy.Inputs(
        "200001", "newbucket", "AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv", False, 1470737000, 1470736940, "490258943"
    )
    made = [
        Case("doc-multi-use", "u=0, empty file id", one, key1, V1_SOURCE, published=True),
        Case(
            "doc-multi-use-file-id",
            "u=0, with a file id",
            replace(one, file_id="tencentyunSignTest"),
            key1,
            V1_SOURCE,
            published=True,
        ),
        Case(
            "doc-single-use",
            "u=0, e=0",
            replace(one, single_use=True, expires=0, file_id="tencentyunSignTest"),
            key1,
            V1_SOURCE,
            published=True,
        ),
        Case(
            "doc-multi-use-current-form",
            "the same without u, the form of the current page",
            replace(one, user_id_field=False),
            key1,
        ),
        Case("sdk-multi-use", "no u, empty file id", two, key2, V2_SOURCE, published=True),
        Case(
            "sdk-single-use",
            "no u, e=0, a path",
            replace(two, single_use=True, expires=0, file_id="/200001/newbucket/tencent_test.jpg"),
            key2,
            V2_SOURCE,
            published=True,
        ),
        Case(
            "sdk-multi-use-2015",
            "no u, empty file id",
            replace(two, expires=1437995704, timestamp=1437995644, random="2081660421"),
            key2,
            V2_SOURCE,
            published=True,
        ),
    ]
    key = "tcfaceLegacyKeyEXAMPLE0123456789"
    t = 1551113065
    ours = legacy.Inputs("1000001", "tencentyun", "AKIDtcfaceLegacyEXAMPLE", False, t + 2592000, t, "1234567890")

    def add(
        name: str,
        comment: str,
        order: str | None = None,
        file_path: str | None = None,
        secret_key: str = key,
        **changes: Any,
    ) -> None:
        made.append(Case(name, comment, replace(ours, **changes), secret_key, order=order, file_path=file_path))

    def single(name: str, comment: str, path: str) -> None:
        add(name, comment, file_path=path, single_use=True, expires=0, file_id=legacy.encode_path(path))

    add("multi-use", "the form a client of livedetectpicture sends")
    add("multi-use-user-id", "the same with u=0", user_id_field=True)
    add("bucket-empty", "the bucket may be left empty", bucket="")
    add("random-one-digit", "the shortest random", random="0")
    add("random-ten-digits", "the longest random", random="9999999999")
    add("expires-one-second", "valid for one second", expires=t + 1)
    add("expires-thirty-seconds", "as the vendor's Python and PHP packages do", expires=t + 30)
    add("expires-ninety-days", "the longest validity that every reading of three months allows", expires=t + 90 * 86400)
    add("timestamp-past-2038", "more than 31 bits", timestamp=2147483648, expires=2147483648 + 300)
    add("multi-use-file-id", "multi-use with a file id", file_id="tencentyunSignTest")
    add("key-longer-than-block", "a key of 100 characters", secret_key="0123456789" * 10)
    add("key-of-one-character", "the shortest key", secret_key="k")
    single("single-use-path", "a plain path", "/1000001/tencentyun/face.jpg")
    single("single-use-path-non-ascii", "segments percent-encoded", "/1000001/tencentyun/人脸/照片 1.jpg")
    single("single-use-path-reserved", "reserved characters in a segment", "/1000001/tencentyun/a&b=c?d#e%f+g.jpg")
    single("single-use-path-unreserved", "unreserved characters stay", "/1000001/tencentyun/A-Z_a.z~0")
    single("single-use-path-empty-segment", "two slashes stay two", "/1000001/tencentyun//face.jpg")
    add("order-of-java-package", "the vendor's Java package: a, b, k, t, e, and neither r nor f", order="abkte")
    add("order-of-cos-page", "the order of the COS V4 page: a, k, e, t, r, f, b", order="aketrfb")

    def refuse(name: str, comment: str, expect: str, **changes: Any) -> None:
        made.append(Case(name, comment, replace(ours, **changes), key, expect=expect))

    refuse("invalid-expires-equals-timestamp", "e = t", "expiry-not-after-timestamp", expires=t)
    refuse("invalid-expires-before-timestamp", "e < t", "expiry-not-after-timestamp", expires=t - 1)
    refuse("invalid-multi-use-without-expiry", "e = 0 is for single use", "expiry-not-after-timestamp", expires=0)
    refuse("invalid-expires-after-100-days", "more than three months", "expiry-too-far", expires=t + 100 * 86400)
    refuse("invalid-random-eleven-digits", "r has 11 digits", "random-too-long", random="10000000000")
    refuse("invalid-single-use-without-file-id", "f is mandatory", "file-id-required", single_use=True, expires=0)
    refuse(
        "invalid-single-use-with-expiry",
        "e has to be 0",
        "expiry-in-single-use",
        single_use=True,
        file_id="/1000001/tencentyun/face.jpg",
    )
    return made


def write(root: Path) -> int:
    """legacy/"""
    folder = empty_folder(root, "legacy")
    for case in cases():
        case.write(folder)
    return len(cases())
