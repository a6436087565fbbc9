"""A model as one package."""

import json
from pathlib import Path

from harness.measure import Contender, Cost, empty, median, spread
from harness.report import Report
from harness.server import Roost
from harness.workshop import Workshop, weights

QUESTION = """How fast does a kept model leave as one uncompressed zip: written by `roost export`, streamed by `roost serve` and
taken by curl? Beside it `zip -0`, Python's zipfile and, as the floor, `cp -r`. A safetensors file and 200 small JSON files, in memory.
CPU of a streamed package is that of the server alone, and so is its RSS."""

NAME = "bench/model"
MEBIBYTE = 1 << 20


def run(shop: Workshop) -> list[Report]:
    report = Report("package", QUESTION, ["how", "MB", "MB/s", "CPU s", "RSS MB", "× zip -0"])
    sizes = [128] if shop.quick else [512, 2048]
    for megabytes in sizes:
        shop.needs(3 * megabytes + 1024)
        measure(shop, report, megabytes, is_last=megabytes == sizes[-1])
    return [report]


def measure(shop: Workshop, report: Report, megabytes: int, is_last: bool) -> None:
    model, home, out = make(shop, megabytes), shop.home(), shop.scratch / "out"
    shop.launcher.run([shop.roost, "import", model, "--name", NAME, "--mode", "hardlink", "--home", home, "--quiet"])
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) / 1e6
    costs: dict[str, list[Cost]] = {}
    for _ in range(shop.rounds):
        with Roost(shop.roost, home, shop.scratch / "roost.log") as server:
            costs.setdefault("roost serve → curl, dropped", []).append(stream(shop, server, "/dev/null"))
            costs.setdefault("roost serve → curl, written", []).append(stream(shop, server, f"{out}.zip"))
        for name, runs in shop.launcher.interleave(contenders(shop, model, home, out), 1).items():
            costs.setdefault(name, []).extend(runs)
    empty(home)
    empty(model)
    rates = {name: [size / (run.call or run.wall) for run in runs] for name, runs in costs.items()}
    for name, runs in costs.items():
        report.rows.append([
            name, f"{size:.0f}", spread(rates[name]), f"{median([run.cpu for run in runs]):.2f}",
            f"{median([run.rss for run in runs]):.0f}", f"{median(rates[name]) / median(rates['zip -0']):.1f}"])
    if is_last:
        streamed, exported = median(rates["roost serve → curl, dropped"]), median(rates["roost export"])
        report.goal("MB/s streamed", streamed, at_least=1200)
        report.goal("MB/s exported", exported, at_least=1200)
        report.goal("export × zip -0", exported / median(rates["zip -0"]), at_least=2.7)
        report.goal("export × zipfile", exported / median(rates["Python zipfile, stored"]), at_least=1.5)
        report.goal("RSS of the export", max(run.rss for run in costs["roost export"]), at_most=20, unit=" MB")
        report.goal(
            "RSS of the server", max(run.rss for run in costs["roost serve → curl, dropped"]), at_most=60, unit=" MB")


def make(shop: Workshop, megabytes: int) -> Path:
    model = shop.folder("model")
    weights(model / "model.safetensors", megabytes * MEBIBYTE)
    for number in range(200):
        (model / f"part-{number:03}.json").write_text(json.dumps({"number": number, "text": "x" * 2000}))
    return model


def stream(shop: Workshop, server: Roost, target: str) -> Cost:
    server.forget_peak()
    before = server.cpu()
    cost = shop.launcher.run(["curl", "-sf", "-o", target, f"{server.address}/api/v1/models/{NAME}/package"])
    used = Cost(cost.wall, server.cpu() - before, server.rss())
    if target != "/dev/null":
        must_open(shop, target)
    print(f"  streamed to {target}: {cost.wall:.2f} s, server {used.rss:.0f} MB", flush=True)
    return used


def contenders(shop: Workshop, model: Path, home: Path, out: Path) -> list[Contender]:
    zipped = f"{out}.zip"

    def opened(_: Cost) -> None:
        must_open(shop, zipped)

    def copied(_: Cost) -> None:
        empty(out)

    return [
        Contender("roost export", lambda: [shop.roost, "export", NAME, "-o", zipped, "--home", home, "--quiet"], after=opened),
        Contender("zip -0", lambda: ["sh", "-c", f"cd {model} && exec zip -0 -q -r {zipped} ."], after=opened),
        Contender("Python zipfile, stored", lambda: shop.peer("zipfile_store") + [str(model), zipped], after=opened),
        Contender("cp -r", lambda: ["cp", "-r", str(model), str(out)], after=copied),
    ]


def must_open(shop: Workshop, zipped: str) -> None:
    """Every checksum is looked at, by a program that is not ours."""
    shop.launcher.run(["unzip", "-tqq", zipped])
    Path(zipped).unlink()
