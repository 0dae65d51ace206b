# SPDX-License-Identifier: Apache-2.0
"""The signature of image.myqcloud.com, multi-use and single-use (cloud.tencent.com/document/product/867/17719)."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from urllib.parse import quote

LONGEST_VALIDITY = 90 * 86400
"""Three months, counted as 90 days so that no reading of the page is exceeded."""


class LegacyError(ValueError):
    """Inputs that break a rule of the page; `rule` is the `expect` of vectors/README.md."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Inputs:
    """What is signed. Single-use when `expires` is 0."""

    app_id: str
    bucket: str
    secret_id: str
    single_use: bool
    expires: int
    timestamp: int
    random: str
    file_id: str = ""
    user_id_field: bool = False

    def check(self) -> None:
        """The rules for e, t, r and f."""
        if len(self.random) > 10 or not self.random.isdigit():
            raise LegacyError("random-too-long")
        if self.single_use:
            if self.expires != 0:
                raise LegacyError("expiry-in-single-use")
            if not self.file_id:
                raise LegacyError("file-id-required")
        elif self.expires <= self.timestamp:
            raise LegacyError("expiry-not-after-timestamp")
        elif self.expires - self.timestamp > LONGEST_VALIDITY:
            raise LegacyError("expiry-too-far")

    def original(self, order: str = "abketruf") -> str:
        """The text that is signed; `order` names the fields, and u is there only in the older form."""
        values = {
            "a": self.app_id,
            "b": self.bucket,
            "k": self.secret_id,
            "e": str(self.expires),
            "t": str(self.timestamp),
            "r": self.random,
            "u": "0",
            "f": self.file_id,
        }
        return "&".join(f"{name}={values[name]}" for name in order if name != "u" or self.user_id_field)


def sign(secret_key: str, original: str) -> tuple[bytes, str]:
    """The 20 bytes of the HMAC-SHA1, and base64 of these and the text together."""
    digest = hmac.digest(secret_key.encode(), original.encode(), "sha1")
    return digest, base64.b64encode(digest + original.encode()).decode()


def encode_path(path: str) -> str:
    """Each segment percent-encoded, the slashes kept."""
    return "/".join(quote(segment, safe="-_.~") for segment in path.split("/"))
