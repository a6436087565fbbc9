"""Scans files with a peer: `scan_with.py PEER FOLDER` prints `FILE VERDICT` lines and `call SECONDS`.

A verdict is `flagged`, `clean`, or `error` for what the peer skipped or could not read. Every peer is asked in one process, so
that its start is in no figure.
"""

import contextlib
import io
import logging
import sys
import time
import warnings
from pathlib import Path


def picklescan(strict: bool):
    from picklescan.scanner import scan_file_path

    def scan(path: Path) -> str:
        found = scan_file_path(str(path), strict=strict)
        if found.issues_count or strict and found.suspicious_count:
            return "flagged"
        return "error" if found.scan_err or not found.scanned_files else "clean"
    return scan


def modelscan():
    from modelscan.modelscan import ModelScan

    def scan(path: Path) -> str:
        scanner = ModelScan()
        found = scanner.scan(str(path))
        if found["summary"]["total_issues"]:
            return "flagged"
        return "error" if found["errors"] or not found["summary"]["scanned"]["total_scanned"] else "clean"
    return scan


def fickling():
    from fickling.analysis import Severity, check_safety
    from fickling.fickle import StackedPickle

    def scan(path: Path) -> str:
        with path.open("rb") as file:
            stacked = StackedPickle.load(file, fail_on_decode_error=False)
        if not len(stacked):
            return "error"
        safe = all(check_safety(each).severity == Severity.LIKELY_SAFE for each in stacked)
        return "clean" if safe else "flagged"
    return scan


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    peers = {
        "picklescan": lambda: picklescan(False), "picklescan --strict": lambda: picklescan(True), "modelscan": modelscan, "fickling": fickling}
    with contextlib.redirect_stdout(io.StringIO()):
        scan = peers[sys.argv[1]]()
    verdicts, start = {}, time.monotonic()
    for path in sorted(Path(sys.argv[2]).iterdir()):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                verdicts[path.name] = scan(path)
            except Exception:  # noqa: BLE001 — whatever stops it, the file was not scanned
                verdicts[path.name] = "error"
    took = time.monotonic() - start
    for name, verdict in verdicts.items():
        print(verdict, name)
    print(f"call {took}")


if __name__ == "__main__":
    main()
