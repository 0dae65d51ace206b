# SPDX-License-Identifier: Apache-2.0
"""Builds a file in Wycheproof's shape and writes it always in the same bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DERIVED_VERSION = "1"


@dataclass
class Group:
    """One `testGroups` element under construction."""

    members: dict[str, Any]
    tests: list[dict[str, Any]] = field(default_factory=list)

    def add(self, comment: str, flags: list[str], result: str = "valid", **members: Any) -> None:
        """Adds a test; `tcId` is given when the file is written. Members that are None are left out."""
        present = {name: value for name, value in members.items() if value is not None}
        self.tests.append({"comment": comment, "flags": flags, **present, "result": result})


@dataclass
class Suite:
    """One file under construction."""

    algorithm: str
    schema: str
    header: list[str]
    notes: dict[str, dict[str, Any]]
    groups: list[Group] = field(default_factory=list)

    def group(self, kind: str, source: str, version: str = DERIVED_VERSION, **members: Any) -> Group:
        """Adds a group of the given `type` and `source`."""
        present = {name: value for name, value in members.items() if value is not None}
        made = Group({"type": kind, "source": {"name": source, "version": version}, **present})
        self.groups.append(made)
        return made

    def write(self, path: Path) -> int:
        """Writes the file and returns the number of tests."""
        used = {flag for group in self.groups for test in group.tests for flag in test["flags"]}
        if missing := used - set(self.notes):
            raise ValueError(f"{path.name}: flags without a note: {sorted(missing)}")
        number, groups = 0, []
        for group in self.groups:
            tests = []
            for test in group.tests:
                number += 1
                tests.append({"tcId": number, **test})
            groups.append({**group.members, "tests": tests})
        document = {
            "algorithm": self.algorithm,
            "schema": self.schema,
            "numberOfTests": number,
            "header": self.header,
            "notes": {flag: self.notes[flag] for flag in sorted(used)},
            "testGroups": groups,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(document, indent=2, ensure_ascii=False)
        path.write_bytes(text.encode() + b"\n")
        return number


def note(bug_type: str, description: str, effect: str | None = None) -> dict[str, Any]:
    """One entry of `notes`."""
    return {"bugType": bug_type, "description": description, **({"effect": effect} if effect else {})}
