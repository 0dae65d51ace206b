# SPDX-License-Identifier: Apache-2.0
"""A TC3 signature that does not fit, and where receiver and sender first differ."""

from __future__ import annotations

import dataclasses
import hmac
from pathlib import Path
from typing import Any, Callable

from tcface_reference import http_message, tc3

from .folders import DERIVED, without_none, write_case
from .tc3_case import DOC_TIME, FACE_BODY, Case

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


def signed(case: Case, canonical: str, **changes: Any) -> tc3.Steps:
    """Steps 2 to 4 over a canonical request the sender got wrong."""
    names = tc3.canonical_headers(case.signed_headers())[1]
    return tc3.sign(
        case.secret_id,
        changes.get("secret_key", case.secret_key),
        changes.get("service", case.service),
        case.timestamp,
        canonical,
        names,
        changes.get("date"),
    )


def resigned(steps: tc3.Steps, text: str, key: bytes) -> tc3.Steps:
    """Another string to sign, or another key."""
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    return tc3.Steps(steps.canonical_request, text, signature, steps.authorization.replace(steps.signature, signature))


def chain(first: str, *parts: str) -> bytes:
    """HMAC-SHA256 of each part under the key before it."""
    key = first.encode()
    for part in parts:
        key = hmac.digest(key, part.encode(), "sha256")
    return key


class Refusals:
    """The cases under construction, around one good request."""

    def __init__(self) -> None:
        self.good = Case("", "", body=FACE_BODY)
        self.steps = self.good.steps()
        self.key = tc3.signing_key(self.good.secret_key, "2019-02-25", "faceid")
        self.cases: list[Refusal] = []

    def add(self, name: str, comment: str, sent: tc3.Steps, case: Case | None = None, **more: Any) -> None:
        """What the sender computed, sent with the request of `case`."""
        case = case or self.good
        self.cases.append(Refusal(name, comment, sent, case.raw(sent.authorization), service=case.service, **more))

    def canonical(self, name: str, comment: str, change: Callable[[str], str], case: Case | None = None) -> None:
        """The sender got the canonical request wrong."""
        case = case or self.good
        self.add(name, comment, signed(case, change(case.steps().canonical_request)), case)

    def arrives(self, name: str, comment: str, sender: Case, **changes: Any) -> None:
        """The request was changed after it was signed."""
        self.add(name, comment, sender.steps(), dataclasses.replace(sender, **changes))

    def faulty(self, name: str, comment: str, raw: bytes, expected: str, received: str) -> None:
        """The request itself is at fault."""
        self.cases.append(Refusal(name, comment, self.steps, raw, request_fault=(expected, received)))
