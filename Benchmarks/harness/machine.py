"""Where and when it was measured."""

import datetime
import os
import platform
from pathlib import Path


def model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def memory() -> str:
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    return f"{kilobytes / 1e6:.0f} GB"


def load() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def description() -> str:
    niceness = os.nice(0)
    return (
        f"{os.cpu_count()} × {model()}, {memory()}, Linux {platform.release()}, Python {platform.python_version()}"
        + (f", nice {niceness}" if niceness else ""))


def date() -> str:
    return datetime.date.today().isoformat()
