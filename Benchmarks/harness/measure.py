"""Runs commands one after the other and says what each cost."""

import os
import shutil
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable


@dataclass(frozen=True)
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, user and system, children included
    rss: float  # MB at the peak, of the largest process
    call: float | None = None  # seconds the peer itself says its call took, start of the interpreter left out
    output: str = ""


@dataclass
class Contender:
    """One of those compared: `command` is asked for anew each time, `after` clears away (and may check) what was made."""

    name: str
    command: Callable[[], list[str]]
    env: dict[str, str] = field(default_factory=dict)
    after: Callable[[Cost], None] = lambda cost: None


class Launcher:
    """Starts commands through `reference/measured.c`, so that the harness itself is in no figure."""

    def __init__(self, program: Path, scratch: Path):
        self.program = program
        self.report = scratch / "cost"

    def run(self, command: list[str], env: dict[str, str] | None = None) -> Cost:
        done = subprocess.run(
            [str(self.program), str(self.report), *map(str, command)],
            env=clean_environment() | (env or {}), capture_output=True, text=True)
        wall, user, system, peak, status = self.report.read_text().split()
        if done.returncode or int(status):
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {status}:\n{done.stderr[-2000:]}")
        return Cost(float(wall), float(user) + float(system), int(peak) / 1024, said_time(done.stdout), done.stdout)

    def interleave(self, contenders: list[Contender], rounds: int) -> dict[str, list[Cost]]:
        """Every contender once per round, so that a noisy minute hits all of them."""
        costs: dict[str, list[Cost]] = {contender.name: [] for contender in contenders}
        for number in range(rounds):
            for contender in contenders:
                cost = self.run(contender.command(), contender.env)
                contender.after(cost)
                costs[contender.name].append(cost)
                print(f"  {number + 1}/{rounds} {contender.name}: {cost.wall:.2f} s, {cost.rss:.0f} MB", flush=True)
        return costs


def said_time(output: str) -> float | None:
    """Peers written in Python print `call SECONDS` about the call alone."""
    for line in output.splitlines():
        if line.startswith("call "):
            return float(line.split()[1])
    return None


#: Measures and says, and refuses nothing but dangerous files: made-up models have no licence and no card.
POLICY = Path(__file__).resolve().parents[2] / "Tests" / "Journeys" / "open-policy.yaml"


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would turn a measured program away from the local servers."""
    drop = ("HF_", "ROOST_", "HUGGING")
    return {
        name: value for name, value in os.environ.items()
        if not name.startswith(drop) and not name.lower().endswith("_proxy")} | {"ROOST_POLICY": str(POLICY)}


def empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def median(values: list[float]) -> float:
    return statistics.median(values)


def spread(values: list[float], digits: int = 0) -> str:
    """`median (min–max)`."""
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
