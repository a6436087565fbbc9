"""How fast models come into the catalogue."""

import hashlib
import json
import sqlite3
import tempfile
import time
from pathlib import Path

from harness.measure import Contender, Cost, empty, median, spread
from harness.report import Report
from harness.workshop import Workshop

QUESTION = """How many models a second are registered? In process (`Benchmarks/Drivers/RegistrationBench`): a model with one version,
two files whose bytes are there, and a card of fifty words, each in a transaction of its own or 128 in one. Beside it the bare rows in
SQLite with a commit for each model, and MLflow's own registry when asked for (`--with-mlflow`). `roost import` is the whole way of a
Hugging Face cache of small models (a config and a card each): files are hashed and linked, every model is vetted and judged by the
policy, and registered, up to 128 in one transaction. In memory, and on the disk of `--disk`."""


def run(shop: Workshop) -> list[Report]:
    count = shop.size(2000, 200)
    report = Report("registration", QUESTION, ["how", "where", "models/s", "CPU ms each", "RSS MB"])
    with tempfile.TemporaryDirectory(prefix="roost-bench-", dir=shop.disk) as disk:
        for where, folder in {"memory": shop.scratch, "disk": Path(disk)}.items():
            cache = folder / "cache"
            make(cache, count)
            importer = contender(shop, cache, folder, count)
            runs = shop.launcher.interleave([importer], shop.rounds)["roost import"]
            row(report, "roost import", where, [count / run.wall for run in runs], runs, count)
            bare = [count / rows_alone(folder / "bare.db", count) for _ in range(shop.rounds)]
            row(report, "bare rows in SQLite", where, bare, [], count)
            driven(shop, report, where, folder)
            empty(cache)
    if shop.with_mlflow:
        mlflow(shop, report)
    return [report]


def driven(shop: Workshop, report: Report, where: str, folder: Path) -> None:
    """The catalogue alone."""
    driver = shop.roost.parent / "RegistrationBench"
    if not driver.exists():
        print(f"  left out: {driver} is not built (scripts/build-release RegistrationBench)")
        return
    rates: dict[str, list[float]] = {}
    for number in range(shop.rounds):
        with tempfile.TemporaryDirectory(prefix="registration-", dir=folder) as home:
            for line in shop.launcher.run([driver, home, str(shop.size(10_000, 500))]).output.splitlines():
                if line.startswith("row "):
                    what, rate = line.removeprefix("row ").split("|")
                    rates.setdefault(what, []).append(float(rate))
    for (what, found), least in zip(rates.items(), [500, 2000]):
        report.rows.append([f"registered {what}", where, spread(found), "", ""])
        report.goal(f"models/s {what}, {where}", median(found), at_least=least)


def mlflow(shop: Workshop, report: Report) -> None:
    """MLflow's store on SQLite, in process: a registered model is one row and one tag there."""
    said = shop.launcher.run(shop.peer("mlflow_search") + [str(shop.folder("mlflow-registration")), "500"]).output
    for line in said.splitlines():
        if line.startswith("row create_registered_model|"):
            report.rows.append(["MLflow, create_registered_model", "memory", f"{1000 / float(line.split('|')[1]):,.0f}", "", ""])


def contender(shop: Workshop, cache: Path, folder: Path, count: int) -> Contender:
    homes: list[Path] = []

    def command() -> list[str]:
        homes.append(folder / shop.home().name)
        return [shop.roost, "import", cache, "--home", homes[-1], "--quiet"]

    return Contender("roost import", command, after=lambda cost: check(homes[-1], count))


def row(report: Report, how: str, where: str, rates: list[float], runs: list[Cost], count: int) -> None:
    cpu = f"{median([run.cpu for run in runs]) / count * 1000:.2f}" if runs else ""
    rss = f"{max(run.rss for run in runs):.0f}" if runs else ""
    report.rows.append([how, where, spread(rates), cpu, rss])


def make(cache: Path, count: int) -> None:
    """As huggingface_hub lays it out: blobs, and links to them in a snapshot."""
    for number in range(count):
        folder = cache / f"models--bench--model{number}"
        commit = hashlib.sha1(str(number).encode()).hexdigest()
        snapshot, blobs = folder / "snapshots" / commit, folder / "blobs"
        for made in [snapshot, blobs, folder / "refs"]:
            made.mkdir(parents=True)
        (folder / "refs" / "main").write_text(commit)
        card = f"---\nlicense: mit\ntags:\n- bench\n---\n# Model {number}\n" + "word " * 50
        for name, text in {"config.json": json.dumps({"model_type": "llama", "n": number}), "README.md": card}.items():
            data = text.encode()
            oid = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
            (blobs / oid).write_bytes(data)
            (snapshot / name).symlink_to(f"../../blobs/{oid}")


def check(home: Path, count: int) -> None:
    base = sqlite3.connect(home / "roost.db")
    kept = base.execute("SELECT count(*) FROM models WHERE current_version IS NOT NULL").fetchone()[0]
    base.close()
    empty(home)
    if kept != count:
        raise RuntimeError(f"{kept} of {count} models were kept")


def rows_alone(path: Path, count: int) -> float:
    """Seconds for the bare rows, one commit for each model."""
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT UNIQUE, tags TEXT, kept_at INTEGER);
        CREATE TABLE versions (id INTEGER PRIMARY KEY, model INTEGER, commit_id TEXT, UNIQUE (model, commit_id));
        CREATE TABLE files (version INTEGER, path TEXT, digest TEXT, PRIMARY KEY (version, path)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE texts USING fts5(name, tags, card);""")
    start = time.monotonic()
    for number in range(count):
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO models VALUES (?,?,'[]',0)", (number, f"bench/model{number}"))
        base.execute("INSERT INTO versions VALUES (?,?,?)", (number, number, "0" * 40))
        for name in ["config.json", "README.md"]:
            base.execute("INSERT INTO files VALUES (?,?,?)", (number, name, "0" * 64))
        base.execute("INSERT INTO texts (rowid, name, tags, card) VALUES (?,?,'',?)", (number, f"model{number}", "word " * 50))
        base.execute("COMMIT")
    taken = time.monotonic() - start
    base.close()
    for left in path.parent.glob(path.name + "*"):
        left.unlink()
    return taken
