# SPDX-License-Identifier: Apache-2.0
"""v1/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tcface_reference import http_message, v1

from .folders import DERIVED, empty_folder, write_case
from .tc3_case import DOC_ID, DOC_KEY, FORM_TYPE, MASKED_KEY, OUR_ID, OUR_KEY

PAGE = "Tencent Cloud API 213/30653 (signature method v1)"
TECO = "teco-project/teco-core tests"


@dataclass
class Case:
    """One query signature."""

    name: str
    comment: str
    parameters: dict[str, str]
    source: str = DERIVED
    secret_key: str = OUR_KEY
    method: str = "GET"
    host: str = "cvm.tencentcloudapi.com"
    path: str = "/"
    published: bool = False

    def write(self, root: Path) -> None:
        """The folder."""
        parameters = dict(sorted(self.parameters.items()))
        algorithm = parameters.get("SignatureMethod", "HmacSHA1")
        text = v1.source_string(self.method, self.host, self.path, parameters)
        signature = v1.sign(self.secret_key, algorithm, text)
        plain, signed = v1.query(parameters), v1.query(parameters) + "&Signature=" + v1.percent_encode(signature)
        context = {
            "source": self.source,
            "comment": self.comment,
            "algorithm": algorithm,
            "credentials": {"secretId": parameters["SecretId"], "secretKey": self.secret_key},
            "method": self.method,
            "host": self.host,
            "path": self.path,
            "parameters": parameters,
            "published": ["signature"] if self.published else [],
            "result": "valid",
        }
        files: dict[str, str | bytes] = {
            "source-string.txt": text,
            "signature.txt": signature,
            "signed-query.txt": signed,
        }
        files |= {"request.http": self._raw(plain), "signed-request.http": self._raw(signed)}
        write_case(root / self.name, context, files)

    def _raw(self, query: str) -> bytes:
        if self.method == "GET":
            return http_message.serialize("GET", f"{self.path}?{query}", [("Host", self.host)], b"")
        headers = [("Host", self.host), ("Content-Type", FORM_TYPE), ("Content-Length", str(len(query)))]
        return http_message.serialize("POST", self.path, headers, query.encode())


def _doc(secret_id: str, **more: str) -> dict[str, str]:
    return {
        "Action": "DescribeInstances",
        "InstanceIds.0": "ins-09dx96dg",
        "Limit": "20",
        "Nonce": "11886",
        "Offset": "0",
        "Region": "ap-guangzhou",
        "SecretId": secret_id,
        "Timestamp": "1465185768",
        "Version": "2017-03-12",
        **more,
    }


def cases() -> list[Case]:
    """All cases."""
    sha256 = {"SignatureMethod": "HmacSHA256"}
    masked_id, stars_id, stars = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******", "AKID" + "*" * 32, "*" * 32
    made = [
        Case("doc-example-key-sha1", "the page's worked example", _doc(DOC_ID), PAGE, DOC_KEY, published=True),
        Case("doc-example-key-sha256", "the same with HmacSHA256", _doc(DOC_ID, **sha256), DERIVED, DOC_KEY),
        Case(
            "doc-masked-key-sha1",
            "the page's example with masked credentials: the asterisks are characters",
            _doc(masked_id),
            PAGE + ", masked credentials",
            MASKED_KEY,
            published=True,
        ),
        Case("doc-masked-key-sha256", "the same with HmacSHA256", _doc(masked_id, **sha256), DERIVED, MASKED_KEY),
        Case(
            "doc-32-asterisks-sha1",
            "the page's example with credentials of 32 asterisks",
            _doc(stars_id),
            PAGE + ", masked credentials",
            stars,
            published=True,
        ),
        Case("doc-32-asterisks-sha256", "the same with HmacSHA256", _doc(stars_id, **sha256), DERIVED, stars),
    ]
    sdk = {**_doc(DOC_ID), "Timestamp": "1551113065", "RequestClient": "SDK_PYTHON_3.1.192", "Language": "zh-CN"}
    frozen = "derived: this project, equal to the official Python SDK 3.1.192 run with frozen clock and nonce"
    made.append(
        Case("sdk-get-sha1", "GET as the SDK sends it", {**sdk, "SignatureMethod": "HmacSHA1"}, frozen, DOC_KEY)
    )
    made.append(Case("sdk-post-sha256", "POST as the SDK sends it", {**sdk, **sha256}, frozen, DOC_KEY, method="POST"))
    teco = {
        "Action": "DescribeInstances",
        "InstanceIds.0": "ins-000000",
        "InstanceIds.1": "ins-000001",
        "Language": "zh-CN",
        "Nonce": "8938",
        "Region": "ap-shanghai",
        "SecretId": "MY_TC_SECRET_ID",
        "Timestamp": "1000000000",
        "Version": "2017-03-12",
    }
    tag = {
        "Action": "GetTagValues",
        "Nonce": "4906",
        "SecretId": "MY_TC_SECRET_ID",
        "TagKeys.0": "平台",
        "Timestamp": "1000000000",
        "Version": "2018-08-13",
    }
    made.append(Case("explorer-get", "GET with an array", teco, TECO, "MY_TC_SECRET_KEY", published=True))
    made.append(
        Case(
            "explorer-post-non-ascii",
            "raw UTF-8 in the source string",
            tag,
            TECO,
            "MY_TC_SECRET_KEY",
            method="POST",
            host="tag.tencentcloudapi.com",
            published=True,
        )
    )

    ours = {
        "Action": "DetectAIFakeFaces",
        "Nonce": "1",
        "SecretId": OUR_ID,
        "Timestamp": "1551113065",
        "Version": "2018-03-01",
    }
    faceid = "faceid.tencentcloudapi.com"

    def add(name: str, comment: str, more: dict[str, str] | None = None, **changes: Any) -> None:
        made.append(Case(name, comment, {**ours, **(more or {})}, **{"host": faceid, **changes}))

    add("vanilla", "only the required parameters")
    add("post", "the same as a form: another source string", method="POST")
    add("sha256", "HmacSHA256", sha256)
    add("sha1-named", "HmacSHA1 by name: part of the string", {"SignatureMethod": "HmacSHA1"})
    add("token", "a token is a parameter like others", {"Token": "TOKENEXAMPLE/+="})
    add("raw-value-with-blank", "raw in the source string, %20 in the query", {"Name": "values 0.1"})
    add(
        "raw-value-with-reserved",
        "reserved characters stay raw in the source string",
        {"Url": "https://example.com/a.jpg?x=1&y=2#z", "Plus": "a+b=c"},
    )
    add("value-utf8", "UTF-8", {"Name": "未命名🙂"})
    add("value-empty", "an empty value keeps its equals sign", {"Name": ""})
    add("value-tilde", "unreserved characters are not escaped", {"Name": "-_.~"})
    add(
        "keys-sorted-by-bytes",
        "capitals before small letters, 10 before 2",
        {"a": "1", "B": "2", "Ids.10": "x", "Ids.2": "y", "Ids.1": "z"},
    )
    add("base64-value", "an image as base64, POST", {"Image": "/9j/4AAQ+A=="}, method="POST")
    add("intl-host", "international host", host="faceid.intl.tencentcloudapi.com")
    add("v2-path", "the path of the second API generation", path="/v2/index.php", host="cvm.api.qcloud.com")
    add("key-longer-than-block", "a key of 100 characters", secret_key="0123456789" * 10)
    add("signature-with-plus-and-slash", "the signature itself has to be escaped", {"Nonce": _nonce_with_symbols(ours)})
    return made


def _nonce_with_symbols(parameters: dict[str, str]) -> str:
    """The smallest nonce whose signature has both + and /."""
    nonce = 1
    while True:
        text = v1.source_string("GET", "faceid.tencentcloudapi.com", "/", {**parameters, "Nonce": str(nonce)})
        if {"+", "/"} <= set(v1.sign(OUR_KEY, "HmacSHA1", text)):
            return str(nonce)
        nonce += 1


def write(root: Path) -> int:
    """v1/"""
    folder = empty_folder(root, "v1")
    for case in cases():
        case.write(folder)
    return len(cases())
