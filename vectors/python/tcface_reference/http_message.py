# SPDX-License-Identifier: Apache-2.0
"""A raw HTTP/1.1 request as bytes, taken apart without changing any of it."""

from __future__ import annotations

from dataclasses import dataclass


class HTTPError(ValueError):
    """Bytes that are not one complete request."""


@dataclass(frozen=True)
class Request:
    """Method, target and headers as they stand on the wire; header values without the blanks around them."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header that may stand at most once."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        if len(values) > 1:
            raise HTTPError(f"several {name} headers")
        return values[0] if values else None


def parse(raw: bytes) -> Request:
    """One request with LF nowhere but in CRLF, and exactly `Content-Length` bytes of body."""
    head, separator, body = raw.partition(b"\r\n\r\n")
    if not separator:
        raise HTTPError("no empty line")
    lines = head.decode("ascii").split("\r\n")
    if any("\n" in line or "\r" in line or "\0" in line for line in lines):
        raise HTTPError("a control character in the head")
    method, target, version = lines[0].split(" ")
    if version != "HTTP/1.1":
        raise HTTPError("not HTTP/1.1")
    path, _, query = target.partition("?")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise HTTPError("not a header line")
        headers.append((name, value.strip(" \t")))
    request = Request(method, path, query, tuple(headers), body)
    if int(request.header("Content-Length") or 0) != len(body):
        raise HTTPError("Content-Length and body differ")
    return request


def serialize(method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
    """Request line, headers as `Name: value`, empty line, body."""
    head = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(head).encode("ascii") + body
