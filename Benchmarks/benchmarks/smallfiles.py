"""A snapshot of many small files."""

import random

from benchmarks.download import peer_pull
from harness.hub import COMMIT, REPOSITORY, Hub
from harness.measure import Contender, Cost, empty, median, spread
from harness.report import Report
from harness.workshop import Workshop

QUESTION = """How many small files a second come from a Hub, each proved by its git id? 300 files of 4 KB, and ten times as many to
see past the start of the processes. huggingface_hub checks no hash and asks twice for each file; its rate is of the call alone,
Roost's of the whole process."""


def run(shop: Workshop) -> list[Report]:
    report = Report("smallfiles", QUESTION, ["client", "files", "files/s", "CPU s", "RSS MB"])
    for count in [300] if shop.quick else [300, 3000]:
        with Hub(shop.scratch / "hub", make(shop, count)) as hub:
            costs = shop.launcher.interleave(contenders(shop, hub), shop.rounds)
        for name, runs in costs.items():
            report.rows.append([
                name, f"{count}", spread([count / (run.call or run.wall) for run in runs]),
                f"{median([run.cpu for run in runs]):.2f}", f"{median([run.rss for run in runs]):.0f}"])
        roost = median([count / run.wall for run in costs["roost pull"]])
        peer = median([count / run.call for run in costs["huggingface_hub 2.4.0"]])
        report.goal(f"files/s, {count} files", roost, at_least=1200)
        report.goal(f"× huggingface_hub, {count} files", roost / peer, at_least=4)
    return [report]


def make(shop: Workshop, count: int):
    source = shop.folder("source")
    draw = random.Random(count)
    for number in range(count):
        folder = source / f"shard-{number % 10}"
        folder.mkdir(exist_ok=True)
        (folder / f"part-{number:05}.json").write_bytes(draw.randbytes(4096))
    return source


def contenders(shop: Workshop, hub: Hub) -> list[Contender]:
    cache = shop.scratch / "hf"
    out = shop.scratch / "received"
    env = {
        "HF_ENDPOINT": hub.address, "HF_HOME": str(shop.scratch / "hf-home"), "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    listing = shop.scratch / "urls"
    listing.write_text("".join(
        f'url = "{hub.address}/{REPOSITORY}/resolve/{COMMIT}/{file.path}"\n'
        f'output = "{out}/{file.path}"\n' for file in hub.files))

    def clear(_: Cost) -> None:
        empty(cache)
        empty(out)

    return [
        peer_pull(shop, hub),
        Contender("huggingface_hub 2.4.0", lambda: shop.peer("hf_pull") + [REPOSITORY, str(cache)], env, clear),
        Contender("curl -Z, no check", lambda: ["curl", "-sf", "-Z", "--create-dirs", "-K", str(listing)], after=clear),
    ]
