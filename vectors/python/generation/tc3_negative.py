# SPDX-License-Identifier: Apache-2.0
"""tc3-negative/: signatures that do not fit, and where receiver and sender first differ."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from pathlib import Path
from typing import Any, Callable

from tcface_reference import http_message, tc3

from .folders import DERIVED, empty_folder, without_none, write_case
from .tc3_case import DOC_TIME, FORM_TYPE, Case
from .tc3_cases import FACE_BODY

STEPS = ("canonical-request", "string-to-sign", "signature")


@dataclasses.dataclass
class Refusal:
    """What the sender computed, and the request as it arrived."""

    name: str
    comment: str
    sent: tc3.Steps
    arrived: bytes
    service: str = "faceid"
    secret_id: str = Case("", "").secret_id
    secret_key: str = Case("", "").secret_key
    received_at: int = DOC_TIME + 1
    request_fault: tuple[str, str] | None = None

    def write(self, root: Path) -> None:
        """The folder."""
        sender = dict(zip(STEPS, (self.sent.canonical_request, self.sent.string_to_sign, self.sent.signature)))
        files: dict[str, str | bytes] = {"signed-request.http": self.arrived}
        files |= {f"{step}.txt": text for step, text in sender.items()}
        if self.request_fault:
            difference: tuple[str, int, str | None, str | None] = ("request", 0, *self.request_fault)
        else:
            receiver = _receiver(self.arrived, self.secret_key, self.service)
            files |= {f"expected-{step}.txt": text for step, text in receiver.items()}
            difference = first_difference(receiver, sender)
        step, line, expected, received = difference
        shown = [f"step: {step}", f"line: {line}", f"expected: {_show(expected)}", f"received: {_show(received)}"]
        files["expected-difference.txt"] = "\n".join(shown)
        context = without_none(
            source=DERIVED,
            comment=self.comment,
            algorithm=tc3.ALGORITHM,
            credentials={"secretId": self.secret_id, "secretKey": self.secret_key},
            service=self.service,
            receivedAt=self.received_at,
            expected={"step": step, "line": line, "expected": expected, "received": received},
            result="invalid",
        )
        write_case(root / self.name, context, files)


def _show(line: str | None) -> str:
    return "(no such line)" if line is None else line


def _receiver(arrived: bytes, secret_key: str, service: str) -> dict[str, str]:
    """The three steps as the receiver computes them from the bytes that arrived."""
    request = http_message.parse(arrived)
    given = tc3.Authorization.parse(request.header("Authorization") or "")
    headers = [(name, request.header(name) or "") for name in given.names]
    unsigned = request.header("X-TC-Content-SHA256") == tc3.UNSIGNED
    canonical = tc3.canonical_request(request.method, request.query, headers, tc3.payload_hash(request.body, unsigned))
    timestamp = int(request.header("X-TC-Timestamp") or "")
    steps = tc3.sign(given.secret_id, secret_key, service, timestamp, canonical, ";".join(given.names))
    return dict(zip(STEPS, (steps.canonical_request, steps.string_to_sign, steps.signature)))


def first_difference(receiver: dict[str, str], sender: dict[str, str]) -> tuple[str, int, str | None, str | None]:
    """Step, line from 1, the receiver's line, the sender's line."""
    for step in STEPS:
        ours, theirs = receiver[step].split("\n"), sender[step].split("\n")
        for index in range(max(len(ours), len(theirs))):
            expected = ours[index] if index < len(ours) else None
            received = theirs[index] if index < len(theirs) else None
            if expected != received:
                return step, index + 1, expected, received
    raise ValueError("no difference")


def _signed(case: Case, canonical: str, **changes: Any) -> tc3.Steps:
    """Steps 2 to 4 over a canonical request the sender got wrong."""
    names = tc3.canonical_headers(case.signed_headers())[1]
    return tc3.sign(case.secret_id, changes.get("secret_key", case.secret_key), changes.get("service", case.service), case.timestamp, canonical, names, changes.get("date"))


def _resigned(steps: tc3.Steps, text: str, key: bytes) -> tc3.Steps:
    """Another string to sign, or another key."""
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    return tc3.Steps(steps.canonical_request, text, signature, steps.authorization.replace(steps.signature, signature))


def _chain(first: str, *parts: str) -> bytes:
    key = first.encode()
    for part in parts:
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def refusals() -> list[Refusal]:
    """All cases."""
    good = Case("", "", body=FACE_BODY)
    steps = good.steps()
    key = tc3.signing_key(good.secret_key, "2019-02-25", "faceid")
    cases: list[Refusal] = []

    def add(name: str, comment: str, sent: tc3.Steps, case: Case, **more: Any) -> None:
        arrived = case.raw(more.pop("authorization", sent.authorization))
        cases.append(Refusal(name, comment, sent, arrived, service=more.pop("service", case.service), **more))

    def canonical(name: str, comment: str, change: Callable[[str], str], case: Case = good) -> None:
        wrong = change(case.steps().canonical_request)
        add(name, comment, _signed(case, wrong), case)

    def arrives(name: str, comment: str, sender: Case, **changes: Any) -> None:
        add(name, comment, sender.steps(), dataclasses.replace(sender, **changes))

    # Step 1: the canonical request.
    get = dataclasses.replace(good, method="GET", query="Limit=10&Offset=0", content_type=FORM_TYPE, body=b"")
    arrives("method-changed", "signed as GET, sent as POST", get, method="POST")
    canonical("path-signed", "the sender signed another path than /", lambda text: text.replace("\n/\n", "\n/v2/index.php\n", 1))
    canonical("path-empty", "the sender left the path empty", lambda text: text.replace("\n/\n", "\n\n", 1))
    arrives("query-sorted-after-signing", "an HTTP library sorted the query", dataclasses.replace(get, query="b=2&a=1"), query="a=1&b=2")
    arrives("query-encoded-after-signing", "signed with %20, sent with a plus", dataclasses.replace(get, query="Name=a%20b"), query="Name=a+b")
    arrives("query-hex-case", "signed with lower-case hex, sent with upper-case", dataclasses.replace(get, query="Name=a%2fb"), query="Name=a%2Fb")
    arrives("query-added", "a parameter was added on the way", get, query="Limit=10&Offset=0&Extra=1")
    arrives("content-type-charset-appended", "an HTTP library appended the charset", good, content_type="application/json; charset=utf-8")
    arrives("content-type-charset-removed", "the charset was signed and not sent", dataclasses.replace(good, content_type="application/json; charset=utf-8"), content_type="application/json")
    canonical("content-type-not-lower-cased", "the sender signed the value in its own letter case", lambda text: text.replace("charset=utf-8", "charset=UTF-8"), dataclasses.replace(good, content_type="application/json; charset=UTF-8"))
    canonical("value-not-trimmed", "the sender signed the blank after the colon", lambda text: text.replace("content-type:", "content-type: "))
    canonical("name-not-lower-cased", "the sender signed the name as it is sent", lambda text: text.replace("content-type:", "Content-Type:"))
    host = dataclasses.replace(good, host="faceid.tencentcloudapi.com:443")
    arrives("host-with-port-signed", "the sender signed the port and did not send it", host, host="faceid.tencentcloudapi.com")
    arrives("host-with-port-sent", "the HTTP library added the port", good, host="faceid.tencentcloudapi.com:443")
    arrives("host-changed", "signed for the domestic host, sent to the international one", good, host="faceid.intl.tencentcloudapi.com")
    canonical("action-not-lower-cased", "the sender signed the action as it is sent", lambda text: text.replace("detectaifakefaces", "DetectAIFakeFaces"))
    arrives("action-changed", "another action than the signed one", good, action="LivenessCompare")
    canonical("headers-not-sorted", "the sender put host first", lambda text: text.replace("content-type:application/json\nhost:faceid.tencentcloudapi.com", "host:faceid.tencentcloudapi.com\ncontent-type:application/json"))
    canonical("blank-line-missing", "no empty line after the headers", lambda text: text.replace("fakefaces\n\n", "fakefaces\n"))
    canonical("signed-header-names-not-lower-cased", "the list of names in mixed case", lambda text: text.replace("content-type;host", "Content-Type;Host"))
    canonical("signed-header-names-by-comma", "the list of names joined by commas", lambda text: text.replace("content-type;host;x-tc-action", "content-type,host,x-tc-action"))
    arrives("body-changed", "one character of the body changed", good, body=FACE_BODY.replace(b"1}", b"2}"))
    arrives("body-serialised-again", "the HTTP library wrote the JSON anew, with blanks", good, body=b'{"FaceInput": "AAAAA", "FaceInputType": 1}')
    arrives("body-newline-appended", "a line feed was appended", good, body=FACE_BODY + b"\n")
    arrives("body-removed", "the body got lost", good, body=b"")
    unsigned = dataclasses.replace(good, unsigned=True)
    canonical("unsigned-payload-literal", "the word UNSIGNED-PAYLOAD itself in place of its digest", lambda text: text[:-64] + tc3.UNSIGNED, unsigned)
    canonical("unsigned-payload-header-and-signed-body", "the header says unsigned, the digest is the body's", lambda text: text[:-64] + tc3.sha256_hex(FACE_BODY), unsigned)
    arrives("unsigned-payload-without-header", "signed as unsigned, the header is missing", unsigned, unsigned=False)
    canonical("payload-hash-upper-case", "upper-case hex", lambda text: text[:-64] + text[-64:].upper())
    canonical("payload-hash-missing", "the last line is empty", lambda text: text[:-64])
    canonical("payload-itself", "the body in place of its digest", lambda text: text[:-64] + FACE_BODY.decode())
    canonical("final-newline-in-canonical-request", "a line feed after the digest", lambda text: text + "\n")
    canonical("carriage-returns-in-canonical-request", "CR LF between the lines", lambda text: text.replace("\n", "\r\n"))

    # Step 2: the string to sign.
    add("date-in-local-time", "the scope has the date in China", _signed(good, steps.canonical_request, date="2019-02-26"), good)
    add("date-form", "the date without dashes", _signed(good, steps.canonical_request, date="20190225"), good)
    add("service-of-another-product", "the scope names iai, the host faceid", _signed(good, steps.canonical_request, service="iai"), good)
    add("service-in-capitals", "the scope names FaceID", _signed(good, steps.canonical_request, service="FaceID"), good)
    arrives("timestamp-changed", "the header has another second than was signed", good, timestamp=DOC_TIME + 1)
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
        add(name, comment, _resigned(steps, wrong, key), good)

    # Steps 3 and 4: key and signature.
    other = "another" + good.secret_key
    add("wrong-key", "another secret key", _signed(good, steps.canonical_request, secret_key=other), good)
    add("key-with-newline", "the key was read from a file with its line feed", _signed(good, steps.canonical_request, secret_key=good.secret_key + "\n"), good)
    add("key-with-blank", "a blank in front of the key", _signed(good, steps.canonical_request, secret_key=" " + good.secret_key), good)
    add("key-without-prefix", "derived without TC3 in front of the key", _resigned(steps, text, _chain(good.secret_key, "2019-02-25", "faceid", "tc3_request")), good)
    add("key-derivation-order", "service before date", _resigned(steps, text, _chain("TC3" + good.secret_key, "faceid", "2019-02-25", "tc3_request")), good)
    add("key-derivation-stops-early", "signed with the service's key", _resigned(steps, text, _chain("TC3" + good.secret_key, "2019-02-25", "faceid")), good)
    add("key-used-directly", "signed with the secret key itself", _resigned(steps, text, good.secret_key.encode()), good)
    hexkey = key.hex().encode()
    add("key-in-hex", "signed with the hex text of the derived key", _resigned(steps, text, hexkey), good)
    sha1 = hmac.new(key, text.encode(), hashlib.sha1).hexdigest()
    add("signature-with-sha1", "HMAC-SHA1", dataclasses.replace(steps, signature=sha1, authorization=steps.authorization.replace(steps.signature, sha1)), good)
    upper = steps.signature.upper()
    add("signature-upper-case", "upper-case hex", dataclasses.replace(steps, signature=upper, authorization=steps.authorization.replace(steps.signature, upper)), good)
    cut = steps.signature[:-2]
    add("signature-truncated", "the last byte missing", dataclasses.replace(steps, signature=cut, authorization=steps.authorization.replace(steps.signature, cut)), good)
    flipped = steps.signature[:-1] + ("0" if steps.signature[-1] != "0" else "1")
    add("signature-last-digit", "the last digit differs", dataclasses.replace(steps, signature=flipped, authorization=steps.authorization.replace(steps.signature, flipped)), good)

    # The request contradicts itself or the clock.
    window = "a timestamp within 300 s of the clock"
    for name, comment, shift in (("expired", "301 s old", 301), ("expired-by-a-day", "a day old", 86400), ("from-the-future", "301 s ahead", -301)):
        add(name, comment, steps, good, received_at=DOC_TIME + shift, request_fault=(window, f"{DOC_TIME} at {DOC_TIME + shift}"))
    bare = good.raw()
    cases.append(Refusal("authorization-missing", "not signed at all", steps, bare, request_fault=("an Authorization header", "none")))
    without_action = dataclasses.replace(good).raw(steps.authorization).replace(b"X-TC-Action: DetectAIFakeFaces\r\n", b"")
    cases.append(Refusal("signed-header-missing", "SignedHeaders names x-tc-action, which did not arrive", steps, without_action, request_fault=("the signed header x-tc-action", "none")))
    without_time = good.raw(steps.authorization).replace(b"X-TC-Timestamp: %d\r\n" % DOC_TIME, b"")
    cases.append(Refusal("timestamp-missing", "no X-TC-Timestamp", steps, without_time, request_fault=("an X-TC-Timestamp header", "none")))
    for name, comment, listed in (
        ("content-type-not-signed", "content-type is not among the signed headers", [("host", good.host)]),
        ("host-not-signed", "host is not among the signed headers", [("content-type", good.content_type)]),
    ):
        request = tc3.canonical_request("POST", "", listed, tc3.payload_hash(FACE_BODY))
        sent = tc3.sign(good.secret_id, good.secret_key, "faceid", DOC_TIME, request, tc3.canonical_headers(listed)[1])
        missing = "content-type" if name.startswith("content") else "host"
        cases.append(Refusal(name, comment, sent, good.raw(sent.authorization), request_fault=(f"{missing} among the signed headers", tc3.canonical_headers(listed)[1])))
    for name, comment, change in (
        ("authorization-of-another-algorithm", "the scheme of another signature", lambda a: a.replace("TC3-HMAC-SHA256", "AWS4-HMAC-SHA256")),
        ("authorization-without-signature", "the last part is missing", lambda a: a.rsplit(", ", 1)[0]),
        ("authorization-scope-cut", "the scope lacks tc3_request", lambda a: a.replace("/tc3_request", "")),
        ("authorization-skip", "the word SKIP", lambda a: "SKIP"),
    ):
        raw = good.raw(change(steps.authorization))
        cases.append(Refusal(name, comment, steps, raw, request_fault=("an Authorization header of three parts", change(steps.authorization))))
    twice = good.raw(steps.authorization).replace(b"Host: faceid.tencentcloudapi.com\r\n", b"Host: faceid.tencentcloudapi.com\r\nHost: example.com\r\n")
    cases.append(Refusal("host-twice", "two Host headers: which was signed?", steps, twice, request_fault=("one host header", "two")))
    return cases


def write(root: Path) -> int:
    """tc3-negative/"""
    folder = empty_folder(root, "tc3-negative")
    cases = refusals()
    for case in cases:
        case.write(folder)
    return len(cases)
