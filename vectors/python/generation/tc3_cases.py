# SPDX-License-Identifier: Apache-2.0
"""tc3/: every case that verifies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcface_reference import strict_json
from tcface_reference.envelope import AES, SM4

from .envelopes import EXAMPLE_BODY, vendor_example
from .folders import empty_folder
from .material import stream
from .tc3_case import DOC_ID, DOC_KEY, DOC_TIME, FORM_TYPE, JSON_TYPE, MASKED_KEY, PAGE, Case

TECO = "teco-project/teco-core tests (values made with Tencent's API Explorer)"
SDK = "derived: this project, equal to the official Python SDK 3.1.195 run with a frozen clock"
FACE_BODY = b'{"FaceInput":"AAAAA","FaceInputType":1}'
DOC_BODY = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
BOUNDARY = "0123456789abcdef0123456789abcdef"


def _cvm(name: str, comment: str, **changes: Any) -> Case:
    cvm = {"service": "cvm", "host": "cvm.tencentcloudapi.com", "action": "DescribeInstances", "version": "2017-03-12"}
    return Case(name, comment, **{**cvm, **changes})


def _get(name: str, comment: str, query: str, **changes: Any) -> Case:
    return _cvm(name, comment, **{"method": "GET", "query": query, "content_type": FORM_TYPE, "region": "ap-guangzhou", **changes})


def published() -> list[Case]:
    """Values that stand in the vendor's pages or in other projects' tests."""
    doc: dict[str, Any] = dict(content_type="application/json; charset=utf-8", region="ap-guangzhou", body=DOC_BODY)
    a1: dict[str, Any] = dict(secret_id=DOC_ID, secret_key=DOC_KEY)
    masked_id = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******"
    stars: dict[str, Any] = dict(secret_id="AKID" + "*" * 32, secret_key="*" * 32)
    names = ("canonical-request", "string-to-sign", "signature", "authorization")
    explorer: dict[str, Any] = dict(secret_id="MY_TC_SECRET_ID", secret_key="MY_TC_SECRET_KEY", timestamp=1000000000, signed="minimal")
    sdk: dict[str, Any] = dict(source=SDK, signed="minimal", **a1)
    multipart = _multipart([("KeyId", None, None, b"k"), ("Plaintext", "Plaintext", None, b"\x00\x01bin")])
    return [
        _cvm("post-doc-minimal-example-key", "the page's worked example that signs content-type;host", source=PAGE + ", the example that signs content-type;host", signed="minimal", published=names, **doc, **a1),
        _cvm(
            "post-doc-minimal-masked-key",
            "the same with the key as the page masks it: the seven asterisks are characters of the key",
            source=PAGE + ", the example that signs content-type;host, with masked key",
            signed="minimal",
            secret_id=masked_id,
            secret_key=MASKED_KEY,
            published=("canonical-request", "string-to-sign", "signature"),
            **doc,
        ),
        _cvm("post-doc-standard-32-asterisks", "the page's worked example now: content-type;host;x-tc-action, key of 32 asterisks", source=PAGE, published=names, **doc, **stars),
        _cvm(
            "post-doc-standard-masked-key",
            "the same with the key in the vendor's signature demos",
            source="TencentCloud/signature-process-demo 0f9a863a inputs; value derived: this project",
            secret_id=masked_id,
            secret_key=MASKED_KEY,
            **doc,
        ),
        _cvm("post-doc-standard-example-key", "the same with the EXAMPLE key", **doc, **a1),
        _get(
            "get-doc-2018",
            "the page's first GET example; it reproduces with this host, not with the one in its printed canonical request",
            "Limit=10&Offset=0",
            source=PAGE + ", edition of 2018",
            timestamp=1539084154,
            signed="minimal",
            published=("signature", "authorization"),
            **a1,
        ),
        _cvm("post-api-explorer-empty-object", "body of an empty object", source=TECO, body=b"{}", published=("signature",), **explorer),
        _get("get-api-explorer-array", "GET with an array", "InstanceIds.0=ins-000000&InstanceIds.1=ins-000001", source=TECO, published=("signature",), **{**explorer, "region": None}),
        Case("post-sdk-faceid", "JSON as Python writes it, with blanks", body=b'{"FaceInput": "AAAAA", "FaceInputType": 1}', **sdk),
        Case(
            "post-sdk-faceid-intl-token",
            "international host, service still faceid; the token is sent and not signed",
            host="faceid.intl.tencentcloudapi.com",
            action="GetLivenessResult",
            token="TOKENEXAMPLE",
            region="ap-singapore",
            body=b'{"SdkToken": "D2B55F0C-FB5D-4FB6-8765-3E931EBBFC79"}',
            **sdk,
        ),
        Case("post-sdk-unsigned-payload", "the digest of the word UNSIGNED-PAYLOAD, not the word", unsigned=True, body=b'{"FaceInput": "AAAAA", "FaceInputType": 1}', **sdk),
        _get(
            "get-sdk-query-with-plus",
            "the SDK writes blanks as plus; signed as sent",
            "Limit=1&Filters.0.Values.0=%E6%9C%AA%E5%91%BD%E5%90%8D&Filters.0.Values.1=a+b%26c%3Dd%2F~&Filters.0.Name=instance-name",
            **sdk,
        ),
        Case(
            "post-sdk-kms-multipart",
            "multipart body with a text and a binary part",
            service="kms",
            host="kms.tencentcloudapi.com",
            action="Encrypt",
            version="2019-01-18",
            region="ap-guangzhou",
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
            body=multipart,
            **sdk,
        ),
    ]


def services() -> list[Case]:
    """The services and actions this project speaks to, with and without region, language and token."""
    intl = "faceid.intl.tencentcloudapi.com"
    documents = {a: strict_json.compact(vendor_example(a).body(EXAMPLE_BODY)).encode() for a in (AES, SM4)}
    kms: dict[str, Any] = dict(service="kms", host="kms.tencentcloudapi.com", version="2019-01-18")
    iai: dict[str, Any] = dict(service="iai", host="iai.tencentcloudapi.com", action="DetectLiveFaceAccurate", version="2020-03-03")
    return [
        Case("post-faceid-standard", "DetectAIFakeFaces, the three standard headers", body=FACE_BODY),
        Case("post-faceid-minimal", "the same with the two minimal headers: the action is not covered", signed="minimal", body=FACE_BODY),
        Case("post-faceid-intl", "international host", host=intl, body=FACE_BODY),
        Case("post-faceid-sealed-aes-256-cbc", "a sealed body, AES-256-CBC", host=intl, body=documents[AES]),
        Case("post-faceid-sealed-sm4-gcm", "a sealed body, SM4-GCM", host=intl, body=documents[SM4]),
        Case("post-faceid-liveness-compare", "LivenessCompare", action="LivenessCompare", body=b'{"LivenessType":"SILENT","ImageBase64":"/9j/","VideoBase64":"AAAA"}'),
        Case(
            "post-faceid-get-liveness-result", "GetLivenessResult, region required", action="GetLivenessResult", host=intl, region="ap-singapore", body=b'{"SdkToken":"12345678-90AB-CDEF-1234-567890ABCDEF"}'
        ),
        Case("post-iai-region", "DetectLiveFaceAccurate, region required", region="ap-guangzhou", body=b'{"Url":"https://example.com/face.jpg"}', **iai),
        Case("post-iai-without-region", "the same without region: the same signature, as the region is not signed", body=b'{"Url":"https://example.com/face.jpg"}', **iai),
        Case("post-iai-intl", "international host", **{**iai, "host": "iai.intl.tencentcloudapi.com"}, region="ap-singapore", body=b'{"Image":"iVBORw0KGgo="}'),
        Case("post-kms-generate-data-key", "GenerateDataKey", action="GenerateDataKey", region="ap-guangzhou", body=b'{"KeyId":"00000000-0000-0000-0000-000000000000","KeySpec":"AES_256"}', **kms),
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
        Case("post-token", "temporary credential: the token is not signed", token="TOKENEXAMPLE0123456789", body=FACE_BODY),
        Case("post-token-long", "a token of 1024 characters", token="t0K_" * 256, body=FACE_BODY),
        Case("post-request-client-and-trace", "headers that the SDKs send and do not sign", extra=[("X-TC-RequestClient", "SDK_EXAMPLE_1.0"), ("X-TC-TraceId", "00000000-0000-4000-8000-000000000000")], body=FACE_BODY),
    ]


def bodies() -> list[Case]:
    """The digest is of the bytes that are sent."""
    octets = "application/octet-stream"
    return [
        Case("body-empty-object", "{}", body=b"{}"),
        Case("body-of-no-bytes", "POST without a body", body=b""),
        Case("body-non-ascii", "UTF-8 in the body", body='{"Name":"未命名 — é 🙂"}'.encode()),
        Case("body-escaped-non-ascii", "the same text escaped: another digest", body=b'{"Name":"\\u672a\\u547d\\u540d \\u2014 \\u00e9 \\ud83d\\ude42"}'),
        Case("body-with-blanks", "the same JSON as post-faceid-standard with blanks", body=b'{ "FaceInput" : "AAAAA", "FaceInputType" : 1 }'),
        Case("body-with-final-newline", "a line feed at the end counts", body=FACE_BODY + b"\n"),
        Case("body-with-line-breaks", "CR LF inside", body=b'{\r\n  "FaceInput": "AAAAA",\r\n  "FaceInputType": 1\r\n}\r\n'),
        Case("body-with-percent-and-backslash", "what a shell's printf would interpret", body=b'{"Name":"100%s \\\\n %d \\" `$HOME`"}'),
        Case("body-with-escaped-slash", "escaped slash, as some encoders write", body=b'{"Image":"\\/9j\\/4AAQ"}'),
        Case("body-looks-like-headers", "an empty line inside the body", body=b'{"a":"\r\n\r\nHost: example.com\r\n\r\n"}'),
        Case("body-binary", "256 byte values", content_type=octets, body=bytes(range(256))),
        Case("body-starts-with-zero-bytes", "zero bytes", content_type=octets, body=bytes(64)),
        Case("body-not-utf-8", "bytes that are no UTF-8", content_type=octets, body=b"\xff\xfe\xc3\x28\x80"),
        Case("body-of-55-bytes", "one SHA-256 block with its padding", content_type=octets, body=stream("tc3/body/55", 55)),
        Case("body-of-56-bytes", "the padding takes a second block", content_type=octets, body=stream("tc3/body/56", 56)),
        Case("body-of-64-bytes", "a whole block", content_type=octets, body=stream("tc3/body/64", 64)),
        Case("body-of-4097-bytes", "more than a page", content_type=octets, body=stream("tc3/body/4097", 4097)),
        Case("unsigned-payload-standard", "UNSIGNED-PAYLOAD with the standard headers", unsigned=True, body=FACE_BODY),
        Case("unsigned-payload-empty-body", "UNSIGNED-PAYLOAD and no body: the same digest", unsigned=True, body=b""),
        Case("unsigned-payload-binary", "UNSIGNED-PAYLOAD and a binary body", unsigned=True, content_type=octets, body=stream("tc3/body/unsigned", 100)),
        Case("unsigned-payload-with-token", "UNSIGNED-PAYLOAD and a token", unsigned=True, token="TOKENEXAMPLE", body=FACE_BODY),
    ]


def queries() -> list[Case]:
    """GET: the query is signed as it is sent."""
    return [
        _get("get-empty-query", "no parameters", ""),
        _get("get-vanilla", "two parameters", "Limit=10&Offset=0"),
        _get("get-minimal", "the minimal headers", "Limit=10&Offset=0", signed="minimal"),
        _get("get-space", "a blank is %20", "Name=a%20b"),
        _get("get-plus", "a plus that stands for itself is %2B", "Name=a%2Bb"),
        _get("get-unreserved", "unreserved characters stay", "Name=AZaz09-_.~"),
        _get("get-reserved", "reserved characters are escaped with upper-case hex", "Name=%21%2A%27%28%29%3B%3A%40%26%3D%2B%24%2C%2F%3F%23%5B%5D%25"),
        _get("get-utf8", "UTF-8, percent-encoded", "Name=%E6%9C%AA%E5%91%BD%E5%90%8D%F0%9F%99%82"),
        _get("get-empty-value", "a parameter without a value", "Name=&Limit=1"),
        _get("get-nested-arrays", "arrays and objects are flattened, counted from 0", "Filters.0.Name=zone&Filters.0.Values.0=ap-guangzhou-1&Filters.0.Values.1=ap-guangzhou-2&Filters.1.Name=instance-name&Filters.1.Values.0=a%20b"),
        _get("get-not-sorted", "the order is the sender's", "b=2&a=1&C=3&B=4"),
        _get("get-repeated-key", "a key twice", "a=1&a=0"),
        _get("get-lower-case-hex", "lower-case hex, signed as sent", "Name=a%2fb"),
        _get("get-face-url", "a URL as a value", "Url=https%3A%2F%2Fexample.com%2Fface.jpg%3Fsize%3D1%26x%3D2", service="iai", host="iai.tencentcloudapi.com", action="DetectLiveFaceAccurate", version="2020-03-03"),
        _get("get-with-token-and-language", "GET with a token and a language", "Limit=1", token="TOKENEXAMPLE", language="en-US"),
    ]


def _multipart(parts: list[tuple[str, str | None, str | None, bytes]], boundary: str = BOUNDARY) -> bytes:
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


def multiparts() -> list[Case]:
    """multipart/form-data."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    image = b"\xff\xd8\xff\xe0" + stream("tc3/multipart/image", 300) + b"\r\n--" + b"\xff\xd9"
    upper = "ABCDEF0123456789"
    return [
        Case("multipart-text", "two text parts", content_type=kind, body=_multipart([("KeyId", None, None, b"k"), ("Name", None, None, b"v")])),
        Case("multipart-image", "a binary part with line breaks and dashes in it", content_type=kind, body=_multipart([("appid", None, None, b"1000001"), ("image", "image", None, image)])),
        Case("multipart-json-part", "a part with a content type", content_type=kind, body=_multipart([("Filters", None, JSON_TYPE, b'[{"Name": "zone"}]'), ("Data", "Data", None, b"\x00")])),
        Case("multipart-empty-values", "parts without a value", content_type=kind, body=_multipart([("a", None, None, b""), ("b", "b", None, b"")])),
        Case("multipart-no-parts", "only the end", content_type=kind, body=_multipart([])),
        Case("multipart-non-ascii-value", "UTF-8 in a text part", content_type=kind, body=_multipart([("Name", None, None, "未命名".encode())])),
        Case("multipart-minimal", "minimal headers", content_type=kind, signed="minimal", body=_multipart([("KeyId", None, None, b"k")])),
        Case(
            "multipart-upper-case-boundary",
            "the canonical request lower-cases the boundary; the body keeps it",
            content_type=f"multipart/form-data; boundary={upper}",
            body=_multipart([("KeyId", None, None, b"k")], upper),
        ),
        Case(
            "multipart-upper-case-boundary-as-sent",
            "the same as the vendor's SDKs would sign it",
            content_type=f"multipart/form-data; boundary={upper}",
            signed="minimal",
            values_as_sent=True,
            body=_multipart([("KeyId", None, None, b"k")], upper),
        ),
    ]


def header_forms() -> list[Case]:
    """Letter case, blanks and order of headers."""
    return [
        Case("content-type-charset", "content type with a parameter", content_type="application/json; charset=utf-8", body=FACE_BODY),
        Case("content-type-charset-upper-case", "lower-cased in the canonical request", content_type="application/json; charset=UTF-8", body=FACE_BODY),
        Case("content-type-charset-as-sent", "the vendor's SDKs sign the value in the letter case it is sent in", content_type="application/json; charset=UTF-8", signed="minimal", values_as_sent=True, body=FACE_BODY),
        Case("content-type-capitals-as-sent", "capitals in the type, signed as sent", content_type="Application/JSON", signed="minimal", values_as_sent=True, body=FACE_BODY),
        Case("content-type-no-blank", "parameter without a blank", content_type="application/json;charset=utf-8", body=FACE_BODY),
        Case("content-type-inner-blanks", "blanks inside stay", content_type="application/json;  charset=utf-8", body=FACE_BODY),
        Case("content-type-quoted", "a quoted parameter", content_type='application/json; charset="utf-8"', body=FACE_BODY),
        Case("header-value-trim", "blanks around a value do not count", wire={"content-type": ("Content-Type", "   application/json  "), "host": ("Host", "faceid.tencentcloudapi.com")}, body=FACE_BODY),
        Case("header-value-tabs", "tabs around a value do not count", wire={"content-type": ("Content-Type", "\tapplication/json\t")}, body=FACE_BODY),
        Case("header-name-case", "names in any letter case", wire={"content-type": ("CONTENT-TYPE", " application/json"), "host": ("hOsT", " faceid.tencentcloudapi.com"), "x-tc-action": ("x-tc-action", " DetectAIFakeFaces")}, body=FACE_BODY),
        Case("host-upper-case", "host in capitals", wire={"host": ("Host", " FaceID.TencentCloudAPI.com")}, body=FACE_BODY),
        Case("content-type-upper-case", "content type in capitals", wire={"content-type": ("Content-Type", " Application/JSON")}, body=FACE_BODY),
        Case("extra-signed-header-last", "a header that sorts last", extra_signed=[("X-TC-TraceId", "Trace-0001")], body=FACE_BODY),
        Case("extra-signed-header-first", "a header that sorts first", extra_signed=[("Accept", "application/json")], body=FACE_BODY),
        Case("extra-signed-headers-between", "several, given out of order", extra_signed=[("X-Custom-B", "b"), ("Date-Of-Request", "1"), ("X-Custom-A", "a")], body=FACE_BODY),
        Case("extra-signed-header-value-case", "the value is lower-cased", extra_signed=[("X-Custom", "MiXeD Value")], body=FACE_BODY),
        Case("extra-signed-with-minimal", "an extra header besides the minimal ones", signed="minimal", extra_signed=[("X-TC-TraceId", "trace")], body=FACE_BODY),
        Case("signed-version-and-timestamp", "headers that are sent anyway, signed too", extra_signed=[("X-TC-Version", "2018-03-01"), ("X-TC-Timestamp", str(DOC_TIME))], body=FACE_BODY),
    ]


def dates() -> list[Case]:
    """The scope's date is the UTC date of the timestamp."""
    moments = (
        ("epoch", 0, "the first second"),
        ("first-day-ends", 86399, "1970-01-01T23:59:59Z"),
        ("second-day-begins", 86400, "1970-01-02T00:00:00Z"),
        ("leap-day-2000", 951782400, "2000-02-29T00:00:00Z: divisible by 400"),
        ("before-billion", 999999999, "nine digits"),
        ("no-leap-day-2023", 1677628800, "2023-03-01T00:00:00Z"),
        ("day-before-leap-day-2024", 1709164799, "2024-02-28T23:59:59Z"),
        ("leap-day-2024-begins", 1709164800, "2024-02-29T00:00:00Z"),
        ("leap-day-2024-ends", 1709251199, "2024-02-29T23:59:59Z"),
        ("day-after-leap-day-2024", 1709251200, "2024-03-01T00:00:00Z"),
        ("year-ends", 1735689599, "2024-12-31T23:59:59Z"),
        ("year-begins", 1735689600, "2025-01-01T00:00:00Z"),
        ("china-midnight-begins", 1735660800, "2024-12-31T16:00:00Z: already the next year in China"),
        ("32-bit-ends", 2147483647, "2038-01-19T03:14:07Z"),
        ("32-bit-passed", 2147483648, "2038-01-19T03:14:08Z"),
        ("no-leap-day-2100-before", 4107542399, "2100-02-28T23:59:59Z"),
        ("no-leap-day-2100-after", 4107542400, "2100-03-01T00:00:00Z: not divisible by 400"),
        ("unsigned-32-bit-passed", 4294967296, "2106-02-07T06:28:16Z"),
        ("last-year-of-four-digits", 253402300799, "9999-12-31T23:59:59Z"),
    )
    return [Case(f"date-{name}", comment, timestamp=timestamp, body=FACE_BODY) for name, timestamp, comment in moments]


def keys() -> list[Case]:
    """Secret keys of unusual form."""
    return [
        Case("key-with-asterisks", "asterisks are characters like others", secret_key="*" * 32, body=FACE_BODY),
        Case("key-with-symbols", "characters of base64 and more", secret_key="aB3/+=._-~!@#$%^&()[]{}", body=FACE_BODY),
        Case("key-of-one-character", "the shortest", secret_key="k", body=FACE_BODY),
        Case("key-of-61-characters", "with TC3 in front a whole HMAC block", secret_key="0123456789" * 6 + "0", body=FACE_BODY),
        Case("key-of-62-characters", "with TC3 in front longer than an HMAC block", secret_key="0123456789" * 6 + "01", body=FACE_BODY),
        Case("key-of-200-characters", "much longer than a block", secret_key="0123456789" * 20, body=FACE_BODY),
    ]


def write(root: Path) -> int:
    """tc3/"""
    folder = empty_folder(root, "tc3")
    cases = published() + services() + bodies() + queries() + multiparts() + header_forms() + dates() + keys()
    for case in cases:
        case.write(folder)
    return len(cases)
