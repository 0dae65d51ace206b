# SPDX-License-Identifier: Apache-2.0
"""One TC3 case: its inputs, and from them every file of its folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tcface_reference import http_message, tc3

from .folders import DERIVED, without_none, write_case

PAGE = "Tencent Cloud API 213/30654 (signature method v3)"
DOC_ID, DOC_KEY = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
MASKED_KEY = "Gu5t9xGARNpq86cd98joQYCN3*******"
OUR_ID, OUR_KEY = "AKIDtcfaceEXAMPLE", "tcfaceSecretKeyEXAMPLE0123456789"
DOC_TIME = 1551113065

FACE_BODY = b'{"FaceInput":"AAAAA","FaceInputType":1}'
BOUNDARY = "0123456789abcdef0123456789abcdef"

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass
class Case:
    """Inputs of one signature.

    `wire` replaces the spelling of headers in the raw request: by canonical name, the name and the value with blanks.
    """

    name: str
    comment: str
    source: str = DERIVED
    secret_id: str = OUR_ID
    secret_key: str = OUR_KEY
    token: str | None = None
    timestamp: int = DOC_TIME
    service: str = "faceid"
    host: str = "faceid.tencentcloudapi.com"
    method: str = "POST"
    query: str = ""
    action: str = "DetectAIFakeFaces"
    version: str = "2018-03-01"
    region: str | None = None
    language: str | None = None
    content_type: str = JSON_TYPE
    signed: str = "standard"
    extra_signed: list[tuple[str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    values_as_sent: bool = False
    unsigned: bool = False
    body: bytes = b""
    wire: dict[str, tuple[str, str]] = field(default_factory=dict)
    published: tuple[str, ...] = ()

    def signed_headers(self) -> list[tuple[str, str]]:
        """What goes into the canonical request."""
        headers = [("content-type", self.content_type), ("host", self.host)]
        if self.signed == "standard":
            headers.append(("x-tc-action", self.action))
        return headers + self.extra_signed

    def headers(self) -> list[tuple[str, str]]:
        """All headers but Authorization, in the order of the README."""
        headers = [
            ("Host", self.host),
            ("Content-Type", self.content_type),
            ("X-TC-Action", self.action),
            ("X-TC-Version", self.version),
            ("X-TC-Timestamp", str(self.timestamp)),
        ]
        optional = (("X-TC-Region", self.region), ("X-TC-Language", self.language), ("X-TC-Token", self.token))
        headers += [(name, value) for name, value in optional if value is not None]
        if self.unsigned:
            headers.append(("X-TC-Content-SHA256", tc3.UNSIGNED))
        named = {name.lower() for name, _ in headers}
        headers += [header for header in self.extra_signed if header[0].lower() not in named] + self.extra
        if self.method == "POST":
            headers.append(("Content-Length", str(len(self.body))))
        return headers

    def steps(self) -> tc3.Steps:
        """The whole computation."""
        signed = self.signed_headers()
        hashed = tc3.payload_hash(b"" if self.method == "GET" else self.body, self.unsigned)
        request = tc3.canonical_request(self.method, self.query, signed, hashed, self.values_as_sent)
        names = tc3.canonical_headers(signed)[1]
        return tc3.sign(self.secret_id, self.secret_key, self.service, self.timestamp, request, names)

    def raw(self, authorization: str | None = None) -> bytes:
        """The request on the wire."""
        headers = self.headers()
        if authorization is not None:
            headers.append(("Authorization", authorization))
        target = "/?" + self.query if self.query else "/"
        lines = [f"{self.method} {target} HTTP/1.1"]
        for name, value in headers:
            spelled = self.wire.get(name.lower())
            lines.append(f"{spelled[0]}:{spelled[1]}" if spelled else f"{name}: {value}")
        return "\r\n".join([*lines, "", ""]).encode("ascii") + self.body

    def context(self) -> dict[str, Any]:
        """context.json"""
        return without_none(
            source=self.source,
            comment=self.comment,
            algorithm=tc3.ALGORITHM,
            credentials=without_none(secretId=self.secret_id, secretKey=self.secret_key, token=self.token),
            timestamp=self.timestamp,
            date=tc3.utc_date(self.timestamp),
            service=self.service,
            host=self.host,
            method=self.method,
            query=self.query,
            action=self.action,
            version=self.version,
            region=self.region,
            language=self.language,
            contentType=self.content_type,
            signedHeaders=self.signed,
            valueCase="as-sent" if self.values_as_sent else "lower",
            extraSignedHeaders=[{"name": n, "value": v} for n, v in self.extra_signed] or None,
            extraHeaders=[{"name": n, "value": v} for n, v in self.extra] or None,
            payload="unsigned" if self.unsigned else "signed",
            wire="quirks" if self.wire else "plain",
            body={"length": len(self.body), "sha256": tc3.sha256_hex(self.body)},
            published=list(self.published),
            result="valid",
        )

    def write(self, root: Path) -> None:
        """The folder."""
        steps = self.steps()
        http_message.parse(self.raw())
        write_case(
            root / self.name,
            self.context(),
            {
                "request.http": self.raw(),
                "canonical-request.txt": steps.canonical_request,
                "string-to-sign.txt": steps.string_to_sign,
                "signature.txt": steps.signature,
                "authorization.txt": steps.authorization,
                "signed-request.http": self.raw(steps.authorization),
            },
        )


def cvm(name: str, comment: str, **changes: Any) -> Case:
    """A case of the service of the vendor's examples."""
    cvm = {"service": "cvm", "host": "cvm.tencentcloudapi.com", "action": "DescribeInstances", "version": "2017-03-12"}
    return Case(name, comment, **{**cvm, **changes})


def get(name: str, comment: str, query: str, **changes: Any) -> Case:
    """The same with GET."""
    return cvm(
        name,
        comment,
        **{"method": "GET", "query": query, "content_type": FORM_TYPE, "region": "ap-guangzhou", **changes},
    )


def multipart(parts: list[tuple[str, str | None, str | None, bytes]], boundary: str = BOUNDARY) -> bytes:
    """The bytes the vendor's Python SDK writes: name, file name, content type, value of each part."""
    out = b""
    for name, filename, content_type, value in parts:
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if filename is not None:
            out += f'; filename="{filename}"'.encode()
        out += b"\r\n"
        if content_type is not None:
            out += f"Content-Type: {content_type}\r\n".encode()
        out += b"\r\n" + value + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()
