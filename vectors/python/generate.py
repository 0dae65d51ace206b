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

from generation import base64_cases, ciphers, key_wrapping_rsa, key_wrapping_sm2  # noqa: E402

WRITERS = (
    ciphers.aes_256_cbc,
    ciphers.sm4_gcm,
    ciphers.sm3_digest,
    key_wrapping_sm2.sm2_wrap,
    key_wrapping_rsa.wrap,
    key_wrapping_rsa.decrypt,
    base64_cases.base64_strictness,
)


def main() -> int:
    """Runs every writer and prints what it wrote."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent
    for writer in WRITERS:
        count = writer(root)
        print(f"{count:5}  {(writer.__doc__ or '').strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
