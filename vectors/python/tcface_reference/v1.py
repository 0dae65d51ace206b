# SPDX-License-Identifier: Apache-2.0
"""HmacSHA1 and HmacSHA256, Tencent Cloud's older query signature (cloud.tencent.com/document/api/213/30653)."""

from __future__ import annotations

import base64
import hmac
from urllib.parse import quote


def source_string(method: str, host: str, path: str, parameters: dict[str, str]) -> str:
    """Method, host, path and the sorted parameters with raw values; `Signature` itself is left out."""
    pairs = (f"{name}={value}" for name, value in sorted(parameters.items()) if name != "Signature")
    return f"{method}{host}{path}?{'&'.join(pairs)}"


def sign(secret_key: str, algorithm: str, text: str) -> str:
    """Base64 of the HMAC."""
    digest = {"HmacSHA1": "sha1", "HmacSHA256": "sha256"}[algorithm]
    return base64.b64encode(hmac.digest(secret_key.encode(), text.encode(), digest)).decode()


def percent_encode(text: str) -> str:
    """RFC 3986: UTF-8, upper-case hex, unreserved characters kept."""
    return quote(text, safe="-_.~")


def query(parameters: dict[str, str]) -> str:
    """The parameters as they are sent, sorted by name."""
    return "&".join(f"{percent_encode(name)}={percent_encode(value)}" for name, value in sorted(parameters.items()))
