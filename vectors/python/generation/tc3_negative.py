# SPDX-License-Identifier: Apache-2.0
"""tc3-negative/: every case that must not verify."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from pathlib import Path

from tcface_reference import tc3

from .folders import empty_folder
from .tc3_case import DOC_TIME, FACE_BODY, FORM_TYPE
from .tc3_refusal import Refusal, Refusals, chain, resigned, signed


def _canonical_request(to: Refusals) -> None:
    """Step 1: the canonical request."""
    good = to.good
    get = dataclasses.replace(good, method="GET", query="Limit=10&Offset=0", content_type=FORM_TYPE, body=b"")
    to.arrives("method-changed", "signed as GET, sent as POST", get, method="POST")
    to.canonical(
        "path-signed",
        "the sender signed another path than /",
        lambda text: text.replace("\n/\n", "\n/v2/index.php\n", 1),
    )
    to.canonical("path-empty", "the sender left the path empty", lambda text: text.replace("\n/\n", "\n\n", 1))
    to.arrives(
        "query-sorted-after-signing",
        "an HTTP library sorted the query",
        dataclasses.replace(get, query="b=2&a=1"),
        query="a=1&b=2",
    )
    to.arrives(
        "query-encoded-after-signing",
        "signed with %20, sent with a plus",
        dataclasses.replace(get, query="Name=a%20b"),
        query="Name=a+b",
    )
    to.arrives(
        "query-hex-case",
        "signed with lower-case hex, sent with upper-case",
        dataclasses.replace(get, query="Name=a%2fb"),
        query="Name=a%2Fb",
    )
    to.arrives("query-added", "a parameter was added on the way", get, query="Limit=10&Offset=0&Extra=1")
    to.arrives(
        "content-type-charset-appended",
        "an HTTP library appended the charset",
        good,
        content_type="application/json; charset=utf-8",
    )
    to.arrives(
        "content-type-charset-removed",
        "the charset was signed and not sent",
        dataclasses.replace(good, content_type="application/json; charset=utf-8"),
        content_type="application/json",
    )
    to.canonical(
        "content-type-not-lower-cased",
        "the sender signed the value in its own letter case",
        lambda text: text.replace("charset=utf-8", "charset=UTF-8"),
        dataclasses.replace(good, content_type="application/json; charset=UTF-8"),
    )
    to.canonical(
        "value-not-trimmed",
        "the sender signed the blank after the colon",
        lambda text: text.replace("content-type:", "content-type: "),
    )
    to.canonical(
        "name-not-lower-cased",
        "the sender signed the name as it is sent",
        lambda text: text.replace("content-type:", "Content-Type:"),
    )
    host = dataclasses.replace(good, host="faceid.tencentcloudapi.com:443")
    to.arrives(
        "host-with-port-signed",
        "the sender signed the port and did not send it",
        host,
        host="faceid.tencentcloudapi.com",
    )
    to.arrives("host-with-port-sent", "the HTTP library added the port", good, host="faceid.tencentcloudapi.com:443")
    to.arrives(
        "host-changed",
        "signed for the domestic host, sent to the international one",
        good,
        host="faceid.intl.tencentcloudapi.com",
    )
    to.canonical(
        "action-not-lower-cased",
        "the sender signed the action as it is sent",
        lambda text: text.replace("detectaifakefaces", "DetectAIFakeFaces"),
    )
    to.arrives("action-changed", "another action than the signed one", good, action="LivenessCompare")
    to.canonical(
        "headers-not-sorted",
        "the sender put host first",
        lambda text: text.replace(
            "content-type:application/json\nhost:faceid.tencentcloudapi.com",
            "host:faceid.tencentcloudapi.com\ncontent-type:application/json",
        ),
    )
    to.canonical(
        "blank-line-missing",
        "no empty line after the headers",
        lambda text: text.replace("fakefaces\n\n", "fakefaces\n"),
    )
    to.canonical(
        "signed-header-names-not-lower-cased",
        "the list of names in mixed case",
        lambda text: text.replace("content-type;host", "Content-Type;Host"),
    )
    to.canonical(
        "signed-header-names-by-comma",
        "the list of names joined by commas",
        lambda text: text.replace("content-type;host;x-tc-action", "content-type,host,x-tc-action"),
    )
    to.arrives("body-changed", "one character of the body changed", good, body=FACE_BODY.replace(b"1}", b"2}"))
    to.arrives(
        "body-serialised-again",
        "the HTTP library wrote the JSON anew, with blanks",
        good,
        body=b'{"FaceInput": "AAAAA", "FaceInputType": 1}',
    )
    to.arrives("body-newline-appended", "a line feed was appended", good, body=FACE_BODY + b"\n")
    to.arrives("body-removed", "the body got lost", good, body=b"")
    unsigned = dataclasses.replace(good, unsigned=True)
    to.canonical(
        "unsigned-payload-literal",
        "the word UNSIGNED-PAYLOAD itself in place of its digest",
        lambda text: text[:-64] + tc3.UNSIGNED,
        unsigned,
    )
    to.canonical(
        "unsigned-payload-header-and-signed-body",
        "the header says unsigned, the digest is the body's",
        lambda text: text[:-64] + tc3.sha256_hex(FACE_BODY),
        unsigned,
    )
    to.arrives("unsigned-payload-without-header", "signed as unsigned, the header is missing", unsigned, unsigned=False)
    to.canonical("payload-hash-upper-case", "upper-case hex", lambda text: text[:-64] + text[-64:].upper())
    to.canonical("payload-hash-missing", "the last line is empty", lambda text: text[:-64])
    to.canonical("payload-itself", "the body in place of its digest", lambda text: text[:-64] + FACE_BODY.decode())
    to.canonical("final-newline-in-canonical-request", "a line feed after the digest", lambda text: text + "\n")
    to.canonical(
        "carriage-returns-in-canonical-request", "CR LF between the lines", lambda text: text.replace("\n", "\r\n")
    )


def _string_to_sign(to: Refusals) -> None:
    """Step 2: the string to sign."""
    good, steps, key = to.good, to.steps, to.key
    to.add(
        "date-in-local-time",
        "the scope has the date in China",
        signed(good, steps.canonical_request, date="2019-02-26"),
        good,
    )
    to.add("date-form", "the date without dashes", signed(good, steps.canonical_request, date="20190225"), good)
    to.add(
        "service-of-another-product",
        "the scope names iai, the host faceid",
        signed(good, steps.canonical_request, service="iai"),
        good,
    )
    to.add(
        "service-in-capitals", "the scope names FaceID", signed(good, steps.canonical_request, service="FaceID"), good
    )
    to.arrives("timestamp-changed", "the header has another second than was signed", good, timestamp=DOC_TIME + 1)
    text = steps.string_to_sign
    hashed = text.rsplit("\n", 1)[1]
    for name, comment, wrong in (
        ("final-newline-in-string-to-sign", "a line feed at the end", text + "\n"),
        ("canonical-request-hash-upper-case", "upper-case hex", text.replace(hashed, hashed.upper())),
        ("canonical-request-not-hashed", "the canonical request itself", text.replace(hashed, steps.canonical_request)),
        ("algorithm-line", "another name in the first line", text.replace("TC3-HMAC-SHA256", "TC3-HMAC-SHA1")),
        ("timestamp-in-milliseconds", "milliseconds in the second line", text.replace(str(DOC_TIME), f"{DOC_TIME}000")),
        ("scope-without-end", "the scope lacks tc3_request", text.replace("/tc3_request", "")),
    ):
        to.add(name, comment, resigned(steps, wrong, key), good)


def _key_and_signature(to: Refusals) -> None:
    """Steps 3 and 4: key and signature."""
    good, steps, key = to.good, to.steps, to.key
    text = steps.string_to_sign
    other = "another" + good.secret_key
    to.add("wrong-key", "another secret key", signed(good, steps.canonical_request, secret_key=other), good)
    to.add(
        "key-with-newline",
        "the key was read from a file with its line feed",
        signed(good, steps.canonical_request, secret_key=good.secret_key + "\n"),
        good,
    )
    to.add(
        "key-with-blank",
        "a blank in front of the key",
        signed(good, steps.canonical_request, secret_key=" " + good.secret_key),
        good,
    )
    to.add(
        "key-without-prefix",
        "derived without TC3 in front of the key",
        resigned(steps, text, chain(good.secret_key, "2019-02-25", "faceid", "tc3_request")),
        good,
    )
    to.add(
        "key-derivation-order",
        "service before date",
        resigned(steps, text, chain("TC3" + good.secret_key, "faceid", "2019-02-25", "tc3_request")),
        good,
    )
    to.add(
        "key-derivation-stops-early",
        "signed with the service's key",
        resigned(steps, text, chain("TC3" + good.secret_key, "2019-02-25", "faceid")),
        good,
    )
    to.add(
        "key-used-directly", "signed with the secret key itself", resigned(steps, text, good.secret_key.encode()), good
    )
    hexkey = key.hex().encode()
    to.add("key-in-hex", "signed with the hex text of the derived key", resigned(steps, text, hexkey), good)
    sha1 = hmac.new(key, text.encode(), hashlib.sha1).hexdigest()
    to.add(
        "signature-with-sha1",
        "HMAC-SHA1",
        dataclasses.replace(steps, signature=sha1, authorization=steps.authorization.replace(steps.signature, sha1)),
        good,
    )
    upper = steps.signature.upper()
    to.add(
        "signature-upper-case",
        "upper-case hex",
        dataclasses.replace(steps, signature=upper, authorization=steps.authorization.replace(steps.signature, upper)),
        good,
    )
    cut = steps.signature[:-2]
    to.add(
        "signature-truncated",
        "the last byte missing",
        dataclasses.replace(steps, signature=cut, authorization=steps.authorization.replace(steps.signature, cut)),
        good,
    )
    flipped = steps.signature[:-1] + ("0" if steps.signature[-1] != "0" else "1")
    to.add(
        "signature-last-digit",
        "the last digit differs",
        dataclasses.replace(
            steps, signature=flipped, authorization=steps.authorization.replace(steps.signature, flipped)
        ),
        good,
    )


def _request(to: Refusals) -> None:
    """The request contradicts itself or the clock."""
    good, steps = to.good, to.steps
    window = "a timestamp within 300 s of the clock"
    for name, comment, shift in (
        ("expired", "301 s old", 301),
        ("expired-by-a-day", "a day old", 86400),
        ("from-the-future", "301 s ahead", -301),
    ):
        to.add(
            name,
            comment,
            steps,
            good,
            received_at=DOC_TIME + shift,
            request_fault=(window, f"{DOC_TIME} at {DOC_TIME + shift}"),
        )
    bare = good.raw()
    to.cases.append(
        Refusal(
            "authorization-missing", "not signed at all", steps, bare, request_fault=("an Authorization header", "none")
        )
    )
    without_action = (
        dataclasses.replace(good).raw(steps.authorization).replace(b"X-TC-Action: DetectAIFakeFaces\r\n", b"")
    )
    to.cases.append(
        Refusal(
            "signed-header-missing",
            "SignedHeaders names x-tc-action, which did not arrive",
            steps,
            without_action,
            request_fault=("the signed header x-tc-action", "none"),
        )
    )
    without_time = good.raw(steps.authorization).replace(b"X-TC-Timestamp: %d\r\n" % DOC_TIME, b"")
    to.cases.append(
        Refusal(
            "timestamp-missing",
            "no X-TC-Timestamp",
            steps,
            without_time,
            request_fault=("an X-TC-Timestamp header", "none"),
        )
    )
    for name, comment, listed in (
        ("content-type-not-signed", "content-type is not among the signed headers", [("host", good.host)]),
        ("host-not-signed", "host is not among the signed headers", [("content-type", good.content_type)]),
    ):
        request = tc3.canonical_request("POST", "", listed, tc3.payload_hash(FACE_BODY))
        sent = tc3.sign(good.secret_id, good.secret_key, "faceid", DOC_TIME, request, tc3.canonical_headers(listed)[1])
        missing = "content-type" if name.startswith("content") else "host"
        to.cases.append(
            Refusal(
                name,
                comment,
                sent,
                good.raw(sent.authorization),
                request_fault=(f"{missing} among the signed headers", tc3.canonical_headers(listed)[1]),
            )
        )
    for name, comment, change in (
        (
            "authorization-of-another-algorithm",
            "the scheme of another signature",
            lambda a: a.replace("TC3-HMAC-SHA256", "AWS4-HMAC-SHA256"),
        ),
        ("authorization-without-signature", "the last part is missing", lambda a: a.rsplit(", ", 1)[0]),
        ("authorization-scope-cut", "the scope lacks tc3_request", lambda a: a.replace("/tc3_request", "")),
        ("authorization-skip", "the word SKIP", lambda a: "SKIP"),
    ):
        raw = good.raw(change(steps.authorization))
        to.cases.append(
            Refusal(
                name,
                comment,
                steps,
                raw,
                request_fault=("an Authorization header of three parts", change(steps.authorization)),
            )
        )
    twice = good.raw(steps.authorization).replace(
        b"Host: faceid.tencentcloudapi.com\r\n", b"Host: faceid.tencentcloudapi.com\r\nHost: example.com\r\n"
    )
    to.cases.append(
        Refusal(
            "host-twice", "two Host headers: which was signed?", steps, twice, request_fault=("one host header", "two")
        )
    )


def write(root: Path) -> int:
    """tc3-negative/"""
    folder = empty_folder(root, "tc3-negative")
    refusals = Refusals()
    for section in (_canonical_request, _string_to_sign, _key_and_signature, _request):
        section(refusals)
    for case in refusals.cases:
        case.write(folder)
    return len(refusals.cases)
