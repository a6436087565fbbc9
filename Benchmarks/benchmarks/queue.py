"""How fast jobs go through the queue."""

import sqlite3
import tempfile
import time
from pathlib import Path

from harness.measure import median, spread
from harness.report import Report
from harness.workshop import Workshop

QUESTION = """How many jobs a second go through the queue, asked in process (`Benchmarks/Drivers/QueueBench`)? Each change is one
transaction with its event. Beside it a bare claim and completion in SQLite: two updates, two commits, no event. On the disk of `--disk`."""


def run(shop: Workshop) -> list[Report]:
    driver = shop.roost.parent / "QueueBench"
    if not driver.exists():
        print(f"  left out: {driver} is not built (scripts/build-release QueueBench)")
        return []
    count = shop.size(20_000, 2_000)
    report = Report("queue", QUESTION, ["what", "jobs/s"])
    rates: dict[str, list[float]] = {}
    for number in range(shop.rounds):
        with tempfile.TemporaryDirectory(prefix="roost-bench-", dir=shop.disk) as disk:
            cost = shop.launcher.run([driver, f"{disk}/queue.db", str(count)])
            for line in cost.output.splitlines():
                what, rate, _ = line.removeprefix("row ").split("|")
                rates.setdefault(what, []).append(float(rate))
            rates.setdefault("bare SQLite, claim + complete", []).append(count / bare(Path(disk) / "bare.db", count))
    report.rows = [[what, spread(found)] for what, found in rates.items()]
    report.goal("claim + complete/s, 16 tasks", median(rates["claim + complete, 16 tasks"]), at_least=8000)
    return [report]


def bare(path: Path, count: int) -> float:
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        CREATE TABLE jobs (id INTEGER PRIMARY KEY, state INTEGER, payload TEXT);
        CREATE INDEX queued ON jobs (id) WHERE state = 0;""")
    base.execute("BEGIN")
    base.executemany("INSERT INTO jobs VALUES (?, 0, '{}')", ((number,) for number in range(count)))
    base.execute("COMMIT")
    start = time.monotonic()
    for _ in range(count):
        (number,) = base.execute(
            "UPDATE jobs SET state = 1 WHERE id = (SELECT id FROM jobs WHERE state = 0 ORDER BY id LIMIT 1) RETURNING id").fetchall()[0]
        base.execute("UPDATE jobs SET state = 2 WHERE id = ?", (number,))
    taken = time.monotonic() - start
    base.close()
    return taken
