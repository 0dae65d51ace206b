#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies all vectors with the Python reference; exit 1 when anything does not match.

    python3 vectors/python/check.py [FOLDER]           default: the folder above this one
    python3 vectors/python/check.py --generated FOLDER  one that `tcface vectors generate` wrote

A generated folder has neither published values nor schemas of its own, and not every kind of case.

Where it can it goes the opposite way from the generator: it decrypts, unwraps and verifies from received bytes, lets
OpenSSL (through `cryptography`) judge what our own code made and our own code what OpenSSL made, and compares with
published values that are typed in a second time in checking/published.py.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, Callable

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from checking import ciphers, envelopes, folders, published, wrapping  # noqa: E402
from checking.report import Report  # noqa: E402
from checking.schema import violations  # noqa: E402
from tcface_reference import strict_json  # noqa: E402

GroupCheck = Callable[[Report, str, dict[str, Any]], None]
TestCheck = Callable[[Report, str, dict[str, Any], dict[str, Any]], None]

SUITES: dict[str, tuple[GroupCheck | None, TestCheck]] = {
    "IndCpaTest": (None, ciphers.aes_256_cbc),
    "AeadTest": (None, ciphers.sm4_gcm),
    "DigestTest": (None, ciphers.sm3_digest),
    "Base64Test": (None, ciphers.base64_text),
    "Sm2WrapTest": (wrapping.sm2_group, wrapping.sm2_wrap),
    "RsaesPkcs1Wrap": (wrapping.rsa_wrap_group, wrapping.rsa_wrap),
    "RsaesPkcs1Decrypt": (wrapping.rsa_decrypt_group, wrapping.rsa_decrypt),
    "EnvelopeTest": (None, envelopes.check),
}
JSON_FOLDERS = ("ciphers", "digests", "key-wrapping", "base64", "envelopes")
CASE_FOLDERS = {
    "tc3": (folders.check_tc3, "tc3_context_schema_v1.json"),
    "tc3-negative": (folders.check_tc3_negative, "tc3_negative_context_schema_v1.json"),
    "v1": (folders.check_v1, "v1_context_schema_v1.json"),
    "legacy": (folders.check_legacy, "legacy_context_schema_v1.json"),
}
OTHERS = {"README.md", ".gitattributes", "schemas", "python"}


def _load_schema(root: Path, name: str) -> dict[str, Any]:
    folder = root / "schemas" if (root / "schemas").is_dir() else HERE.parent / "schemas"
    schema: dict[str, Any] = strict_json.parse((folder / name).read_bytes())
    return schema


def check_suite(report: Report, root: Path, path: Path) -> None:
    """One file in Wycheproof's shape."""
    place = str(path.relative_to(root))
    document = strict_json.parse(path.read_bytes())
    for violation in violations(document, _load_schema(root, document["schema"])):
        report.expect(False, place, f"schema: {violation}")
    number, used = 0, set()
    for index, group in enumerate(document["testGroups"]):
        check_group, check_test = SUITES[group["type"]]
        if check_group:
            check_group(report, f"{place} group {index}", group)
        for test in group["tests"]:
            number += 1
            where = f"{place} tcId {test['tcId']} ({test['comment']})"
            report.equal(where, "tcId", test["tcId"], number)
            report.case(place, test["result"])
            used |= set(test["flags"])
            check_test(report, where, group, test)
            if group["type"] == "EnvelopeTest":
                envelopes.check_published(report, path.name, where, test)
    report.equal(place, "numberOfTests", document["numberOfTests"], number)
    report.equal(place, "notes", set(document["notes"]), used)


def check_case(report: Report, root: Path, folder: Path) -> None:
    """One step folder."""
    check, schema = CASE_FOLDERS[folder.parent.name]
    where = str(folder.relative_to(root))
    context = strict_json.parse((folder / "context.json").read_bytes())
    for violation in violations(context, _load_schema(root, schema)):
        report.expect(False, where, f"schema: {violation}")
    report.case(folder.parent.name + "/", context["result"])
    check(report, where, folder, context)


def check_all(root: Path, generated: bool = False) -> Report:
    """Every file below the folder; one that has no place is a mismatch."""
    report = Report()
    known = OTHERS | set(JSON_FOLDERS) | set(CASE_FOLDERS)
    report.equal(str(root), "what is here", {path.name for path in root.iterdir()} - known, set())
    for name in JSON_FOLDERS:
        for path in sorted((root / name).iterdir()):
            check_suite(report, root, path)
    for name in CASE_FOLDERS:
        if generated and name == "tc3-negative":
            continue
        for folder in sorted((root / name).iterdir()):
            check_case(report, root, folder)
    if generated:
        return report
    for name, values in (("tc3", published.TC3), ("v1", published.V1), ("legacy", published.LEGACY)):
        absent = [case for case in values if not (root / name / case).is_dir()]
        report.equal(name, "published values without a case", absent, [])
    return report


def main() -> int:
    """Prints counts per file and result, and the time it took."""
    started = time.monotonic()
    arguments = sys.argv[1:]
    generated = "--generated" in arguments
    folders_given = [Path(argument).resolve() for argument in arguments if argument != "--generated"]
    report = check_all(folders_given[0] if folders_given else HERE.parent, generated)
    report.print()
    print(f"{time.monotonic() - started:.1f} s")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
