"""What runs when it is loaded."""

import json
import shutil
from collections import Counter
from pathlib import Path

from harness.measure import Cost, median, spread
from harness.report import Report
from harness.workshop import HERE, Workshop

QUESTION = """How many harmful files does `roost scan` find, how many harmless ones does it leave alone, and how fast, beside picklescan,
modelscan and fickling? The files are made by `Benchmarks/peers/scan_files.py`: harmful ones instruction by instruction,
harmless ones by scikit-learn, joblib, numpy, pandas, xgboost, lightgbm and by hand. Nobody's development set proves much about the next file:
this one shows kinds, not a rate. Everybody gets the same files in one process: the harmless ones ten times over (small files), and one large
pickle of small things. `start` is a process with a single file of a few bytes; it is left out of the peers' MB/s and is in Roost's. CPU is of
the small files without that start, so threads do not count: Roost uses all processors, the peers one."""

PEERS = ["picklescan", "picklescan --strict", "modelscan", "fickling"]
COLUMNS = [
    "scanner", "harmful: caught", "missed", "not scanned", "harmless: let be", "false alarms", "not scanned", "start s", "MB/s, small files",
    "CPU µs a file", "MB/s, large pickle", "RSS MB"]
#: How often the harmless files are there for the throughput.
COPIES = 10


def run(shop: Workshop) -> list[Report]:
    report = Report("scanning", QUESTION, COLUMNS)
    python = peers_python()
    files = shop.scratch / "scan"
    shop.launcher.run([python, HERE / "peers" / "scan_files.py", files])
    one_file, large, many = (shop.folder(f"scan-{name}") for name in ("one", "large", "many"))
    (one_file / "one.pkl").write_bytes(b"\x80\x04]\x94K\x01a.")
    words(large / "words.pkl", shop.size(200_000, 4_000))
    for number in range(shop.size(COPIES, 1)):
        for path in (files / "benign").iterdir():
            shutil.copy(path, many / f"{number}-{path.name}")
    speeds = {name: measure(shop, report, python, name, files, one_file, many, large) for name in ["roost", *PEERS]}
    for column, what in enumerate(["small files", "a large pickle"]):
        fastest = max(speeds[peer][column] for peer in PEERS)
        report.goal(f"× the fastest peer, {what}", speeds["roost"][column] / fastest, at_least=20)
    verdicts = {kind: Counter(each["verdict"] for each in scan(shop, files / kind)[0]) for kind in ("malicious", "benign")}
    count = sum(verdicts["malicious"].values())
    report.goal("harmful files flagged", (verdicts["malicious"]["unsafe"] + verdicts["malicious"]["suspicious"]) / count * 100, at_least=97, unit=" %")
    report.goal("harmless files called unsafe", verdicts["benign"]["unsafe"], at_most=0)
    return [report]


def measure(
    shop: Workshop, report: Report, python: Path, name: str, files: Path, one_file: Path, many: Path, large: Path
) -> tuple[float, float]:
    """MB/s of the small files and of the large one."""
    harmful, harmless = (one(shop, python, name, files / kind)[0] for kind in ("malicious", "benign"))
    starts = [one(shop, python, name, one_file)[1] for _ in range(shop.rounds)]
    costs = {folder: [one(shop, python, name, folder)[1] for _ in range(shop.rounds)] for folder in (many, large)}
    rates = {folder: [size(folder) / (cost.call or cost.wall) for cost in each] for folder, each in costs.items()}
    cpu = median([cost.cpu for cost in costs[many]]) - median([cost.cpu for cost in starts])
    report.rows.append([
        name, harmful["flagged"], harmful["clean"], harmful["error"], harmless["clean"], harmless["flagged"], harmless["error"],
        f"{median([cost.wall for cost in starts]):.2f}", spread(rates[many], 1), f"{cpu / len(list(many.iterdir())) * 1e6:,.0f}",
        spread(rates[large], 1), f"{max(cost.rss for each in costs.values() for cost in each):.0f}"])
    report.rows[-1] = [str(cell) for cell in report.rows[-1]]
    print(f"  {' | '.join(report.rows[-1])}", flush=True)
    return median(rates[many]), median(rates[large])


def one(shop: Workshop, python: Path, name: str, folder: Path) -> tuple[Counter, Cost]:
    """How many files were flagged, called clean, and not scanned; and what that cost."""
    if name == "roost":
        found, cost = scan(shop, folder)
        kinds = {"safe": "clean", "unscanned": "error"}
        return Counter(kinds.get(each["verdict"], "flagged") for each in found), cost
    cost = shop.launcher.run([python, HERE / "peers" / "scan_with.py", name, folder])
    return Counter(line.split()[0] for line in cost.output.splitlines() if not line.startswith("call ")), cost


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
