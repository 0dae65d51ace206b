#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes all vectors anew. Running it twice gives the same bytes.

python3 vectors/python/generate.py [FOLDER]        default: the folder above this one
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generation import (  # noqa: E402
    base64_cases,
    ciphers,
    envelope_failures,
    envelope_field_failures,
    envelopes,
    key_wrapping_rsa,
    key_wrapping_sm2,
    legacy_cases,
    tc3_cases,
    tc3_negative,
    v1_cases,
)

WRITERS = (
    ciphers.aes_256_cbc,
    ciphers.sm4_gcm,
    ciphers.sm3_digest,
    key_wrapping_sm2.sm2_wrap,
    key_wrapping_rsa.wrap,
    key_wrapping_rsa.decrypt,
    base64_cases.base64_strictness,
    envelopes.request_bodies,
    envelopes.request_fields,
    envelopes.responses,
    envelopes.response_bodies,
    envelopes.kms,
    envelope_failures.bodies,
    envelope_field_failures.fields,
    tc3_cases.write,
    tc3_negative.write,
    v1_cases.write,
    legacy_cases.write,
)


def main() -> int:
    """Runs every writer and prints what it wrote."""
    if len(sys.argv) > 2 or any(argument.startswith("-") for argument in sys.argv[1:]):
        print(__doc__, file=sys.stderr)
        return 64
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent
    for writer in WRITERS:
        count = writer(root)
        print(f"{count:5}  {(writer.__doc__ or '').strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
