"""What runs when it is loaded."""

import json
from collections import Counter
from pathlib import Path

from harness.measure import median, spread
from harness.report import Report
from harness.workshop import HERE, Workshop

QUESTION = """How many harmful files does `roost scan` find, how many harmless ones does it leave alone, and how fast, beside picklescan,
modelscan and fickling? The files are made by `Benchmarks/peers/scan_files.py`: harmful ones instruction by instruction,
harmless ones by scikit-learn, joblib, numpy, pandas, xgboost, lightgbm and by hand. A column counts flagged / not scanned / called
clean. Nobody's development set proves much about the next file: this one shows kinds, not a rate. The throughput is over the
harmless files, and for the large pickle over one file of instructions; the interpreter's start is left out for the peers and is in Roost's."""

PEERS = ["picklescan", "picklescan --strict", "modelscan", "fickling"]


def run(shop: Workshop) -> list[Report]:
    report = Report(
        "scanning", QUESTION, ["scanner", "harmful", "harmless", "harmless: unsafe", "MB/s, harmless", "MB/s, large", "RSS MB"])
    python = peers_python()
    files = shop.scratch / "scan"
    shop.launcher.run([python, HERE / "peers" / "scan_files.py", files])
    large = shop.folder("scan-large")
    words(large / "words.pkl", shop.size(40_000, 4_000))
    rates: dict[str, tuple[float, float]] = {}
    for name in ["roost", *PEERS]:
        rates[name] = measure(shop, report, python, name, files, large)
    for column, what in enumerate(["harmless files", "a large pickle"]):
        fastest = max(rates[peer][column] for peer in PEERS)
        report.goal(f"× the fastest peer, {what}", rates["roost"][column] / fastest, at_least=20)
    verdicts = {kind: Counter(each["verdict"] for each in scan(shop, files / kind)[0]) for kind in ("malicious", "benign")}
    count = sum(verdicts["malicious"].values())
    report.goal("harmful files flagged", (verdicts["malicious"]["unsafe"] + verdicts["malicious"]["suspicious"]) / count * 100, at_least=97, unit=" %")
    report.goal("harmless files called unsafe", verdicts["benign"]["unsafe"], at_most=0)
    return [report]


def measure(shop: Workshop, report: Report, python: Path, name: str, files: Path, large: Path) -> tuple[float, float]:
    cells, speeds, peak = [], {}, 0.0
    for folder in (files / "malicious", files / "benign", large):
        runs = []
        for _ in range(shop.rounds if folder != files / "malicious" else 1):
            counts, seconds, rss, unsafe = one(shop, python, name, folder)
            runs.append(size(folder) / seconds)
            peak = max(peak, rss)
        speeds[folder.name] = runs
        cells.append(f"{counts['flagged']} / {counts['error']} / {counts['clean']}")
        if folder.name == "benign":
            cells.append(str(unsafe) if name == "roost" else "")
        print(f"  {name} {folder.name}: {cells[-1]}, {median(runs):.1f} MB/s", flush=True)
    report.rows.append([
        name, cells[0], cells[1], cells[2], spread(speeds["benign"], 1), spread(speeds["scan-large"], 1), f"{peak:.0f}"])
    return median(speeds["benign"]), median(speeds["scan-large"])


def one(shop: Workshop, python: Path, name: str, folder: Path) -> tuple[Counter, float, float, int]:
    """Counts, seconds, peak of memory, and how many Roost calls unsafe."""
    if name == "roost":
        found, cost = scan(shop, folder)
        kinds = {"safe": "clean", "unscanned": "error"}
        unsafe = sum(each["verdict"] == "unsafe" for each in found)
        return Counter(kinds.get(each["verdict"], "flagged") for each in found), cost.wall, cost.rss, unsafe
    cost = shop.launcher.run([python, HERE / "peers" / "scan_with.py", name, folder])
    counts = Counter(line.split()[0] for line in cost.output.splitlines() if not line.startswith("call "))
    return counts, cost.call or cost.wall, cost.rss, 0


def scan(shop: Workshop, folder: Path):
    # The exit code says what was found; here that is no failure.
    cost = shop.launcher.run(["sh", "-c", f"{shop.roost} scan {folder} --json || true"])
    return json.loads(cost.output), cost


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def words(path: Path, count: int) -> None:
    """A pickle of many small things, as vocabularies and configurations are."""
    import pickle
    path.write_bytes(pickle.dumps([{f"token-{number}": (number, number / 3, [str(number)] * 4)} for number in range(count)], 4))


def peers_python() -> Path:
    """The interpreter of an environment of the scanners' own: what they need would be too much for the others."""
    import shutil
    import subprocess
    import sys
    folder, wanted = HERE / ".venv-scan", HERE / "requirements-scanning.txt"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    stamp = folder / wanted.name
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
        shutil.copy(wanted, stamp)
    return python
