# SPDX-License-Identifier: Apache-2.0
"""RFC 8259 over the standard library's parser, with everything it lets through refused."""

from __future__ import annotations

import json
from typing import Any, NoReturn


class JSONRefused(ValueError):
    """Text that is not strict JSON."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise JSONRefused("duplicate member name")
    for name in result:
        _check_text(name)
    return result


def _constant(name: str) -> NoReturn:
    raise JSONRefused(f"{name} is not JSON")


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise JSONRefused("lone surrogate") from None


def _check(value: Any, depth: int) -> None:
    if depth < 0:
        raise JSONRefused("nested too deeply")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for member in value.values():
            _check(member, depth - 1)
    elif isinstance(value, list):
        for element in value:
            _check(element, depth - 1)


def parse(text: bytes | str, maximum_depth: int = 64) -> Any:
    """The value of a JSON text; objects keep their order."""
    try:
        source = text.decode("utf-8") if isinstance(text, bytes) else text
        if source.startswith("\ufeff"):
            raise JSONRefused("byte order mark")
        value = json.loads(source, object_pairs_hook=_object, parse_constant=_constant)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise JSONRefused(str(error)) from None
    _check(value, maximum_depth)
    return value


def compact(value: Any) -> str:
    """JSON without white space, members in the order given, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
