#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes all vectors anew. Running it twice gives the same bytes.

python3 vectors/python/generate.py                 into the folder above this one
python3 vectors/python/generate.py --check         into a temporary folder; exit 1 when any byte differs
"""

from __future__ import annotations

import sys
import tempfile
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


def write_all(root: Path) -> None:
    """Runs every writer and prints what it wrote."""
    for writer in WRITERS:
        count = writer(root)
        print(f"{count:5}  {(writer.__doc__ or '').strip()}")


def data_files(root: Path) -> dict[str, bytes]:
    """Every file that this program writes, by its path."""
    names = {path.name for path in root.iterdir() if path.is_dir()} - {"python", "schemas"}
    files = (path for name in names for path in (root / name).rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def main() -> int:
    """Writes, or compares."""
    if not sys.argv[1:]:
        write_all(HERE.parent)
        return 0
    if sys.argv[1:] != ["--check"]:
        print(__doc__, file=sys.stderr)
        return 64
    with tempfile.TemporaryDirectory() as folder:
        write_all(Path(folder))
        fresh, kept = data_files(Path(folder)), data_files(HERE.parent)
    different = sorted(name for name in fresh.keys() | kept.keys() if fresh.get(name) != kept.get(name))
    for name in different:
        print(f"DIFFERENT {name}")
    print(f"{len(fresh)} files, {len(different)} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
