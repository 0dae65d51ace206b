# SPDX-License-Identifier: Apache-2.0
"""tc3/: services, bodies and queries; and all cases that verify."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcface_reference import strict_json
from tcface_reference.envelope import AES, SM4

from .envelopes import EXAMPLE_BODY, vendor_example
from .folders import empty_folder
from .material import stream
from .tc3_case import BOUNDARY, FACE_BODY, JSON_TYPE, Case, get, multipart
from .tc3_forms import dates, header_forms, keys
from .tc3_published import published


def services() -> list[Case]:
    """The services and actions this project speaks to, with and without region, language and token."""
    intl = "faceid.intl.tencentcloudapi.com"
    documents = {a: strict_json.compact(vendor_example(a).body(EXAMPLE_BODY)).encode() for a in (AES, SM4)}
    kms: dict[str, Any] = dict(service="kms", host="kms.tencentcloudapi.com", version="2019-01-18")
    iai: dict[str, Any] = dict(
        service="iai", host="iai.tencentcloudapi.com", action="DetectLiveFaceAccurate", version="2020-03-03"
    )
    return [
        Case("post-faceid-standard", "DetectAIFakeFaces, the three standard headers", body=FACE_BODY),
        Case(
            "post-faceid-minimal",
            "the same with the two minimal headers: the action is not covered",
            signed="minimal",
            body=FACE_BODY,
        ),
        Case("post-faceid-intl", "international host", host=intl, body=FACE_BODY),
        Case("post-faceid-sealed-aes-256-cbc", "a sealed body, AES-256-CBC", host=intl, body=documents[AES]),
        Case("post-faceid-sealed-sm4-gcm", "a sealed body, SM4-GCM", host=intl, body=documents[SM4]),
        Case(
            "post-faceid-liveness-compare",
            "LivenessCompare",
            action="LivenessCompare",
            body=b'{"LivenessType":"SILENT","ImageBase64":"/9j/","VideoBase64":"AAAA"}',
        ),
        Case(
            "post-faceid-get-liveness-result",
            "GetLivenessResult, region required",
            action="GetLivenessResult",
            host=intl,
            region="ap-singapore",
            body=b'{"SdkToken":"12345678-90AB-CDEF-1234-567890ABCDEF"}',
        ),
        Case(
            "post-iai-region",
            "DetectLiveFaceAccurate, region required",
            region="ap-guangzhou",
            body=b'{"Url":"https://example.com/face.jpg"}',
            **iai,
        ),
        Case(
            "post-iai-without-region",
            "the same without region: the same signature, as the region is not signed",
            body=b'{"Url":"https://example.com/face.jpg"}',
            **iai,
        ),
        Case(
            "post-iai-intl",
            "international host",
            **{**iai, "host": "iai.intl.tencentcloudapi.com"},
            region="ap-singapore",
            body=b'{"Image":"iVBORw0KGgo="}',
        ),
        Case(
            "post-kms-generate-data-key",
            "GenerateDataKey",
            action="GenerateDataKey",
            region="ap-guangzhou",
            body=b'{"KeyId":"00000000-0000-0000-0000-000000000000","KeySpec":"AES_256"}',
            **kms,
        ),
        Case(
            "post-kms-decrypt-intl",
            "Decrypt on the international host",
            action="Decrypt",
            region="ap-singapore",
            body=b'{"CiphertextBlob":"g2F8-k-fKVP-k-h/nU"}',
            **{**kms, "host": "kms.intl.tencentcloudapi.com"},
        ),
        Case(
            "post-cvm-regional-host",
            "a regional host: the service is the first label",
            service="cvm",
            host="cvm.ap-guangzhou.tencentcloudapi.com",
            action="DescribeInstances",
            version="2017-03-12",
            region="ap-guangzhou",
            body=b"{}",
        ),
        Case("post-language-zh-cn", "X-TC-Language zh-CN", language="zh-CN", body=FACE_BODY),
        Case("post-language-en-us", "X-TC-Language en-US", language="en-US", host=intl, body=FACE_BODY),
        Case(
            "post-token",
            "temporary credential: the token is not signed",
            token="TOKENEXAMPLE0123456789",
            body=FACE_BODY,
        ),
        Case("post-token-long", "a token of 1024 characters", token="t0K_" * 256, body=FACE_BODY),
        Case(
            "post-request-client-and-trace",
            "headers that the SDKs send and do not sign",
            extra=[("X-TC-RequestClient", "SDK_EXAMPLE_1.0"), ("X-TC-TraceId", "00000000-0000-4000-8000-000000000000")],
            body=FACE_BODY,
        ),
    ]


def bodies() -> list[Case]:
    """The digest is of the bytes that are sent."""
    octets = "application/octet-stream"
    return [
        Case("body-empty-object", "{}", body=b"{}"),
        Case("body-of-no-bytes", "POST without a body", body=b""),
        Case("body-non-ascii", "UTF-8 in the body", body='{"Name":"未命名 — é 🙂"}'.encode()),
        Case(
            "body-escaped-non-ascii",
            "the same text escaped: another digest",
            body=b'{"Name":"\\u672a\\u547d\\u540d \\u2014 \\u00e9 \\ud83d\\ude42"}',
        ),
        Case(
            "body-with-blanks",
            "the same JSON as post-faceid-standard with blanks",
            body=b'{ "FaceInput" : "AAAAA", "FaceInputType" : 1 }',
        ),
        Case("body-with-final-newline", "a line feed at the end counts", body=FACE_BODY + b"\n"),
        Case(
            "body-with-line-breaks",
            "CR LF inside",
            body=b'{\r\n  "FaceInput": "AAAAA",\r\n  "FaceInputType": 1\r\n}\r\n',
        ),
        Case(
            "body-with-percent-and-backslash",
            "what a shell's printf would interpret",
            body=b'{"Name":"100%s \\\\n %d \\" `$HOME`"}',
        ),
        Case("body-with-escaped-slash", "escaped slash, as some encoders write", body=b'{"Image":"\\/9j\\/4AAQ"}'),
        Case(
            "body-looks-like-headers",
            "an empty line inside the body",
            body=b'{"a":"\r\n\r\nHost: example.com\r\n\r\n"}',
        ),
        Case("body-binary", "256 byte values", content_type=octets, body=bytes(range(256))),
        Case("body-starts-with-zero-bytes", "zero bytes", content_type=octets, body=bytes(64)),
        Case("body-not-utf-8", "bytes that are no UTF-8", content_type=octets, body=b"\xff\xfe\xc3\x28\x80"),
        Case(
            "body-of-55-bytes",
            "one SHA-256 block with its padding",
            content_type=octets,
            body=stream("tc3/body/55", 55),
        ),
        Case(
            "body-of-56-bytes", "the padding takes a second block", content_type=octets, body=stream("tc3/body/56", 56)
        ),
        Case("body-of-64-bytes", "a whole block", content_type=octets, body=stream("tc3/body/64", 64)),
        Case("body-of-4097-bytes", "more than a page", content_type=octets, body=stream("tc3/body/4097", 4097)),
        Case("unsigned-payload-standard", "UNSIGNED-PAYLOAD with the standard headers", unsigned=True, body=FACE_BODY),
        Case("unsigned-payload-empty-body", "UNSIGNED-PAYLOAD and no body: the same digest", unsigned=True, body=b""),
        Case(
            "unsigned-payload-binary",
            "UNSIGNED-PAYLOAD and a binary body",
            unsigned=True,
            content_type=octets,
            body=stream("tc3/body/unsigned", 100),
        ),
        Case(
            "unsigned-payload-with-token",
            "UNSIGNED-PAYLOAD and a token",
            unsigned=True,
            token="TOKENEXAMPLE",
            body=FACE_BODY,
        ),
    ]


def queries() -> list[Case]:
    """GET: the query is signed as it is sent."""
    return [
        get("get-empty-query", "no parameters", ""),
        get("get-vanilla", "two parameters", "Limit=10&Offset=0"),
        get("get-minimal", "the minimal headers", "Limit=10&Offset=0", signed="minimal"),
        get("get-space", "a blank is %20", "Name=a%20b"),
        get("get-plus", "a plus that stands for itself is %2B", "Name=a%2Bb"),
        get("get-unreserved", "unreserved characters stay", "Name=AZaz09-_.~"),
        get(
            "get-reserved",
            "reserved characters are escaped with upper-case hex",
            "Name=%21%2A%27%28%29%3B%3A%40%26%3D%2B%24%2C%2F%3F%23%5B%5D%25",
        ),
        get("get-utf8", "UTF-8, percent-encoded", "Name=%E6%9C%AA%E5%91%BD%E5%90%8D%F0%9F%99%82"),
        get("get-empty-value", "a parameter without a value", "Name=&Limit=1"),
        get(
            "get-nested-arrays",
            "arrays and objects are flattened, counted from 0",
            "Filters.0.Name=zone&Filters.0.Values.0=ap-guangzhou-1&Filters.0.Values.1=ap-guangzhou-2&Filters.1.Name=instance-name&Filters.1.Values.0=a%20b",
        ),
        get("get-not-sorted", "the order is the sender's", "b=2&a=1&C=3&B=4"),
        get("get-repeated-key", "a key twice", "a=1&a=0"),
        get("get-lower-case-hex", "lower-case hex, signed as sent", "Name=a%2fb"),
        get(
            "get-face-url",
            "a URL as a value",
            "Url=https%3A%2F%2Fexample.com%2Fface.jpg%3Fsize%3D1%26x%3D2",
            service="iai",
            host="iai.tencentcloudapi.com",
            action="DetectLiveFaceAccurate",
            version="2020-03-03",
        ),
        get(
            "get-with-token-and-language",
            "GET with a token and a language",
            "Limit=1",
            token="TOKENEXAMPLE",
            language="en-US",
        ),
    ]


def multiparts() -> list[Case]:
    """multipart/form-data."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    image = b"\xff\xd8\xff\xe0" + stream("tc3/multipart/image", 300) + b"\r\n--" + b"\xff\xd9"
    upper = "ABCDEF0123456789"
    return [
        Case(
            "multipart-text",
            "two text parts",
            content_type=kind,
            body=multipart([("KeyId", None, None, b"k"), ("Name", None, None, b"v")]),
        ),
        Case(
            "multipart-image",
            "a binary part with line breaks and dashes in it",
            content_type=kind,
            body=multipart([("appid", None, None, b"1000001"), ("image", "image", None, image)]),
        ),
        Case(
            "multipart-json-part",
            "a part with a content type",
            content_type=kind,
            body=multipart([("Filters", None, JSON_TYPE, b'[{"Name": "zone"}]'), ("Data", "Data", None, b"\x00")]),
        ),
        Case(
            "multipart-empty-values",
            "parts without a value",
            content_type=kind,
            body=multipart([("a", None, None, b""), ("b", "b", None, b"")]),
        ),
        Case("multipart-no-parts", "only the end", content_type=kind, body=multipart([])),
        Case(
            "multipart-non-ascii-value",
            "UTF-8 in a text part",
            content_type=kind,
            body=multipart([("Name", None, None, "未命名".encode())]),
        ),
        Case(
            "multipart-minimal",
            "minimal headers",
            content_type=kind,
            signed="minimal",
            body=multipart([("KeyId", None, None, b"k")]),
        ),
        Case(
            "multipart-upper-case-boundary",
            "the canonical request lower-cases the boundary; the body keeps it",
            content_type=f"multipart/form-data; boundary={upper}",
            body=multipart([("KeyId", None, None, b"k")], upper),
        ),
        Case(
            "multipart-upper-case-boundary-as-sent",
            "the same as the vendor's SDKs would sign it",
            content_type=f"multipart/form-data; boundary={upper}",
            signed="minimal",
            values_as_sent=True,
            body=multipart([("KeyId", None, None, b"k")], upper),
        ),
    ]


def write(root: Path) -> int:
    """tc3/"""
    folder = empty_folder(root, "tc3")
    cases = published() + services() + bodies() + queries() + multiparts() + header_forms() + dates() + keys()
    for case in cases:
        case.write(folder)
    return len(cases)
