# SPDX-License-Identifier: Apache-2.0
"""tc3/: forms of headers, dates and keys."""

from __future__ import annotations

from .tc3_case import DOC_TIME, FACE_BODY, Case


def header_forms() -> list[Case]:
    """Letter case, blanks and order of headers."""
    return [
        Case(
            "content-type-charset",
            "content type with a parameter",
            content_type="application/json; charset=utf-8",
            body=FACE_BODY,
        ),
        Case(
            "content-type-charset-upper-case",
            "lower-cased in the canonical request",
            content_type="application/json; charset=UTF-8",
            body=FACE_BODY,
        ),
        Case(
            "content-type-charset-as-sent",
            "the vendor's SDKs sign the value in the letter case it is sent in",
            content_type="application/json; charset=UTF-8",
            signed="minimal",
            values_as_sent=True,
            body=FACE_BODY,
        ),
        Case(
            "content-type-capitals-as-sent",
            "capitals in the type, signed as sent",
            content_type="Application/JSON",
            signed="minimal",
            values_as_sent=True,
            body=FACE_BODY,
        ),
        Case(
            "content-type-no-blank",
            "parameter without a blank",
            content_type="application/json;charset=utf-8",
            body=FACE_BODY,
        ),
        Case(
            "content-type-inner-blanks",
            "blanks inside stay",
            content_type="application/json;  charset=utf-8",
            body=FACE_BODY,
        ),
        Case(
            "content-type-quoted",
            "a quoted parameter",
            content_type='application/json; charset="utf-8"',
            body=FACE_BODY,
        ),
        Case(
            "header-value-trim",
            "blanks around a value do not count",
            wire={
                "content-type": ("Content-Type", "   application/json  "),
                "host": ("Host", "faceid.tencentcloudapi.com"),
            },
            body=FACE_BODY,
        ),
        Case(
            "header-value-tabs",
            "tabs around a value do not count",
            wire={"content-type": ("Content-Type", "\tapplication/json\t")},
            body=FACE_BODY,
        ),
        Case(
            "header-name-case",
            "names in any letter case",
            wire={
                "content-type": ("CONTENT-TYPE", " application/json"),
                "host": ("hOsT", " faceid.tencentcloudapi.com"),
                "x-tc-action": ("x-tc-action", " DetectAIFakeFaces"),
            },
            body=FACE_BODY,
        ),
        Case(
            "host-upper-case",
            "host in capitals",
            wire={"host": ("Host", " FaceID.TencentCloudAPI.com")},
            body=FACE_BODY,
        ),
        Case(
            "content-type-upper-case",
            "content type in capitals",
            wire={"content-type": ("Content-Type", " Application/JSON")},
            body=FACE_BODY,
        ),
        Case(
            "extra-signed-header-last",
            "a header that sorts last",
            extra_signed=[("X-TC-TraceId", "Trace-0001")],
            body=FACE_BODY,
        ),
        Case(
            "extra-signed-header-first",
            "a header that sorts first",
            extra_signed=[("Accept", "application/json")],
            body=FACE_BODY,
        ),
        Case(
            "extra-signed-headers-between",
            "several, given out of order",
            extra_signed=[("X-Custom-B", "b"), ("Date-Of-Request", "1"), ("X-Custom-A", "a")],
            body=FACE_BODY,
        ),
        Case(
            "extra-signed-header-value-case",
            "the value is lower-cased",
            extra_signed=[("X-Custom", "MiXeD Value")],
            body=FACE_BODY,
        ),
        Case(
            "extra-signed-with-minimal",
            "an extra header besides the minimal ones",
            signed="minimal",
            extra_signed=[("X-TC-TraceId", "trace")],
            body=FACE_BODY,
        ),
        Case(
            "signed-version-and-timestamp",
            "headers that are sent anyway, signed too",
            extra_signed=[("X-TC-Version", "2018-03-01"), ("X-TC-Timestamp", str(DOC_TIME))],
            body=FACE_BODY,
        ),
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
        Case(
            "key-of-61-characters",
            "with TC3 in front a whole HMAC block",
            secret_key="0123456789" * 6 + "0",
            body=FACE_BODY,
        ),
        Case(
            "key-of-62-characters",
            "with TC3 in front longer than an HMAC block",
            secret_key="0123456789" * 6 + "01",
            body=FACE_BODY,
        ),
        Case("key-of-200-characters", "much longer than a block", secret_key="0123456789" * 20, body=FACE_BODY),
    ]
