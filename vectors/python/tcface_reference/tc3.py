# SPDX-License-Identifier: Apache-2.0
"""TC3-HMAC-SHA256, Tencent Cloud's signature v3 (cloud.tencent.com/document/api/213/30654)."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass

from .http_message import Request

ALGORITHM = "TC3-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"


@dataclass(frozen=True)
class Steps:
    """Every intermediate text of one signature."""

    canonical_request: str
    string_to_sign: str
    signature: str
    authorization: str


def sha256_hex(data: bytes) -> str:
    """Lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def utc_date(timestamp: int) -> str:
    """The calendar date of a Unix time in UTC, yyyy-MM-dd."""
    return time.strftime("%Y-%m-%d", time.gmtime(timestamp))


def signing_key(secret_key: str, date: str, service: str) -> bytes:
    """The key derived for one day and service."""
    key = ("TC3" + secret_key).encode()
    for part in (date, service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def payload_hash(body: bytes, unsigned: bool = False) -> str:
    """Of the body, or of the word that stands for an unsigned one."""
    return sha256_hex(UNSIGNED.encode() if unsigned else body)


def canonical_headers(headers: list[tuple[str, str]], values_as_sent: bool = False) -> tuple[str, str]:
    """The block of `name:value` lines, and the list of names. The page lower-cases values, the vendor's SDKs do not."""
    lowered = sorted((name.lower(), value.strip(" \t")) for name, value in headers)
    if not values_as_sent:
        lowered = [(name, value.lower()) for name, value in lowered]
    return "".join(f"{name}:{value}\n" for name, value in lowered), ";".join(name for name, _ in lowered)


def canonical_request(
    method: str, query: str, headers: list[tuple[str, str]], hashed_payload: str, values_as_sent: bool = False
) -> str:
    """Step 1 from the headers that are signed; the path of API 3.0 is always /."""
    block, names = canonical_headers(headers, values_as_sent)
    return "\n".join((method, "/", query, block, names, hashed_payload))


def string_to_sign(timestamp: int, date: str, service: str, request: str) -> str:
    """Step 2."""
    return "\n".join((ALGORITHM, str(timestamp), f"{date}/{service}/tc3_request", sha256_hex(request.encode())))


def sign(
    secret_id: str,
    secret_key: str,
    service: str,
    timestamp: int,
    request: str,
    names: str,
    date: str | None = None,
) -> Steps:
    """Steps 2 to 4 for a canonical request; `date` only to make a wrong one."""
    date = date or utc_date(timestamp)
    text = string_to_sign(timestamp, date, service, request)
    signature = hmac.new(signing_key(secret_key, date, service), text.encode(), "sha256").hexdigest()
    scope = f"{date}/{service}/tc3_request"
    authorization = f"{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    return Steps(request, text, signature, authorization)


@dataclass(frozen=True)
class Authorization:
    """The parts of an `Authorization` header."""

    secret_id: str
    date: str
    service: str
    names: tuple[str, ...]
    signature: str

    @staticmethod
    def parse(value: str) -> "Authorization":
        """Strictly: three parts, comma and one blank between them."""
        algorithm, _, rest = value.partition(" ")
        credential, names, signature = rest.split(", ")
        if algorithm != ALGORITHM:
            raise ValueError("another algorithm")
        for part, name in ((credential, "Credential="), (names, "SignedHeaders="), (signature, "Signature=")):
            if not part.startswith(name):
                raise ValueError(f"no {name}")
        secret_id, date, service, end = credential.removeprefix("Credential=").split("/")
        if end != "tc3_request":
            raise ValueError("not a TC3 scope")
        signed = tuple(names.removeprefix("SignedHeaders=").split(";"))
        return Authorization(secret_id, date, service, signed, signature.removeprefix("Signature="))


def recompute(request: Request, secret_key: str, values_as_sent: bool = False) -> tuple[Steps, Authorization]:
    """The receiver's side: every step from the bytes that arrived, the scope's date from the timestamp."""
    given = Authorization.parse(request.header("Authorization") or "")
    headers = []
    for name in given.names:
        value = request.header(name)
        if value is None:
            raise ValueError(f"signed header {name} is missing")
        headers.append((name, value))
    unsigned = request.header("X-TC-Content-SHA256") == UNSIGNED
    hashed = payload_hash(request.body, unsigned)
    canonical = canonical_request(request.method, request.query, headers, hashed, values_as_sent)
    timestamp = int(request.header("X-TC-Timestamp") or "")
    return sign(given.secret_id, secret_key, given.service, timestamp, canonical, ";".join(given.names)), given
