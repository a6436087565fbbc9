"""Measures Roost beside its peers: `python3 Benchmarks/bench.py [NAME…] --roost PATH [--quick]`.

Needs nginx, curl, zip, wrk, a C compiler and libssl-dev; makes `.venv-bench` for the Python peers on its first run.
"""

import argparse
import importlib
import sys
import time
from pathlib import Path

from harness import machine, report
from harness.workshop import HERE, Workshop

NAMES = [
    "download", "smallfiles", "package", "serving", "search", "registration", "queue", "licences", "scanning",
    "vetting", "dashboard", "gateway", "swap"]


def main() -> int:
    options = arguments()
    shop = Workshop.open(options)
    missed = 0
    try:
        for name in options.names or NAMES:
            print(f"{name}:", flush=True)
            before, start = machine.load(), time.monotonic()
            for result in importlib.import_module(f"benchmarks.{name}").run(shop):
                command = f"python3 Benchmarks/bench.py {name}" + (" --quick" if shop.quick else "")
                section = result.markdown(f"{command} --roost {options.roost.name}", before)
                print(f"\n{section}\n({time.monotonic() - start:.0f} s)\n", flush=True)
                missed += sum(not goal.met for goal in result.goals)
                if not shop.quick:
                    report.save(options.results, result.name, section)
    finally:
        shop.close()
    print(f"{missed} goals missed" if missed else "every goal met")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ({', '.join(NAMES)}); all by default")
    parser.add_argument("--roost", type=Path, required=True, help="a release build of the program")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round; nothing is written to the results")
    parser.add_argument("--rounds", type=int, help="how often each contender runs (default 3)")
    parser.add_argument("--scratch", type=Path, default=Path("/dev/shm"), help="a memory file system (default /dev/shm)")
    parser.add_argument("--disk", type=Path, default=Path("/var/tmp"), help="a folder on a real disk (default /var/tmp)")
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md", help="the file the tables go to")
    parser.add_argument("--with-mlflow", action="store_true", help="install MLflow and measure it too (heavy)")
    parser.add_argument("--with-litellm", action="store_true", help="install LiteLLM and measure it too (700 MB)")
    parser.add_argument("--with-sglang", action="store_true", help="install SGLang's router and measure it too (150 MB)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
