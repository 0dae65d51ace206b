# SPDX-License-Identifier: Apache-2.0
"""Counts what was checked, and keeps what did not match."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """The outcome of a run."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    checks: int = 0
    failures: list[str] = field(default_factory=list)

    def case(self, place: str, kind: str) -> None:
        """Counts one case of a file or folder by its result."""
        self.counts.setdefault(place, Counter())[kind] += 1

    def expect(self, holds: bool, where: str, what: str) -> bool:
        """One comparison."""
        self.checks += 1
        if not holds:
            self.failures.append(f"{where}: {what}")
        return holds

    def equal(self, where: str, what: str, actual: object, expected: object) -> bool:
        """One comparison of two values, which are shown cut when they differ."""
        shown = f"{what}: got {_short(actual)}, expected {_short(expected)}"
        return self.expect(actual == expected, where, shown)

    def print(self) -> None:
        """The table, then the mismatches."""
        width = max(len(place) for place in self.counts)
        print(f"{'':{width}}  {'valid':>6} {'invalid':>7} {'accept.':>7} {'all':>6}")
        total: Counter[str] = Counter()
        for place, counter in self.counts.items():
            total += counter
            print(f"{place:{width}}  {_row(counter)}")
        print(f"{'all':{width}}  {_row(total)}")
        for failure in self.failures[:100]:
            print(f"MISMATCH {failure}")
        if len(self.failures) > 100:
            print(f"... and {len(self.failures) - 100} more")
        print(f"{self.checks} comparisons, {len(self.failures)} mismatches")


def _row(counter: Counter[str]) -> str:
    kinds = [counter[kind] for kind in ("valid", "invalid", "acceptable")]
    return f"{kinds[0]:6} {kinds[1]:7} {kinds[2]:7} {sum(kinds):6}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 100 else text[:97] + "..."
