"""Tables for people, and the file of results."""

from dataclasses import dataclass, field
from pathlib import Path

from . import machine


@dataclass
class Goal:
    what: str
    wanted: str
    measured: str
    met: bool


@dataclass
class Report:
    name: str
    question: str
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def goal(self, what: str, measured: float, at_least: float | None = None, at_most: float | None = None, unit: str = ""):
        wanted = f"≥ {at_least:,g}{unit}" if at_least is not None else f"≤ {at_most:,g}{unit}"
        met = measured >= at_least if at_least is not None else measured <= at_most
        self.goals.append(Goal(what, wanted, f"{measured:,.3g}{unit}" if measured < 100 else f"{measured:,.0f}{unit}", met))

    def markdown(self, command: str, load_before: str) -> str:
        lines = [f"## {self.name}", "", self.question, ""]
        lines += [f"{machine.description()}; {machine.date()}; load {load_before} before, {machine.load()} after.", ""]
        lines += [f"`{command}`", ""]
        lines += table(self.columns, self.rows) + [""]
        if self.goals:
            goals = [[goal.what, goal.wanted, goal.measured, "met" if goal.met else "**missed**"] for goal in self.goals]
            lines += table(["goal", "wanted", "measured", ""], goals) + [""]
        lines += self.notes + ([""] if self.notes else [])
        return "\n".join(lines)


def table(columns: list[str], rows: list[list[str]]) -> list[str]:
    widths = [max(len(str(row[i])) for row in [columns, *rows]) for i in range(len(columns))]

    def line(cells: list[str]) -> str:
        padded = [
            str(cell).ljust(width) if i == 0 else str(cell).rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths))]
        return "| " + " | ".join(padded) + " |"

    rule = ["-" * width if i == 0 else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    return [line(columns), line(rule), *map(line, rows)]


HEAD = """# Measured

Written by `make bench`: each section holds the last whole run of one benchmark. Roost and its peers take turns in one
run, so the ratios inside one table count more than the figures. A cell such as `812 (790–844)` is the median and the range.
CPU is user and system time; RSS is the peak of the largest process.
"""


def save(path: Path, name: str, section: str) -> None:
    """Puts the section in place of the one before of the same name."""
    text = path.read_text() if path.exists() else HEAD
    head, *sections = text.split("\n## ")
    kept = {part.split("\n", 1)[0]: part.rstrip("\n") for part in sections}
    kept[name] = section.removeprefix("## ").rstrip("\n")
    path.write_text("\n\n## ".join([head.rstrip("\n"), *kept.values()]) + "\n")
