# SPDX-License-Identifier: Apache-2.0
"""Writes step folders, and the raw requests in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

DERIVED = "derived: this project"


def write_case(folder: Path, context: dict[str, Any], files: dict[str, str | bytes]) -> None:
    """One case: `context.json` and the given files, exactly these bytes."""
    folder.mkdir(parents=True)
    text = json.dumps(context, indent=2, ensure_ascii=False) + "\n"
    for name, value in {"context.json": text, **files}.items():
        (folder / name).write_bytes(value if isinstance(value, bytes) else value.encode())


def empty_folder(root: Path, name: str) -> Path:
    """The folder without the cases of an earlier run."""
    folder = root / name
    if folder.exists():
        shutil.rmtree(folder)
    return folder


def without_none(**members: Any) -> dict[str, Any]:
    """The members that are there."""
    return {name: value for name, value in members.items() if value is not None}
