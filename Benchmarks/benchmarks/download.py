"""A verified pull of one large file."""

from pathlib import Path

from harness.hub import REPOSITORY, Hub
from harness.measure import Contender, Cost, empty, median, spread
from harness.report import Report
from harness.workshop import Workshop, weights

QUESTION = """How fast does a large file come from a Hub into the store, proved by its SHA-256? The Hub is nginx with `sendfile`:
info and tree as JSON, the file by a 302 to a second port. All write to the same memory file system; time is that of the whole
process, start included, and for Python peers also of the call alone, which is what the goals compare with."""

MEBIBYTE = 1 << 20
LOOP = "loop: receive, hash, write (C)"
PULL = "roost pull"


def run(shop: Workshop) -> list[Report]:
    size = shop.size(2048, 256) * MEBIBYTE
    report = Report("download", QUESTION, ["client", "MB/s", "MB/s, call", "CPU s", "RSS MB", "vs loop"])
    shop.needs(2 * size // MEBIBYTE + 1024)
    source = shop.folder("source")
    weights(source / "model.safetensors", size)
    with Hub(shop.scratch / "hub", source) as hub:
        costs = shop.launcher.interleave(contenders(shop, hub), shop.rounds)
    empty(source)
    tabulate(report, costs, size / 1e6)
    judge(report, costs, size / 1e6)
    report.rows += memory_rows(shop, report)
    return [report]


def contenders(shop: Workshop, hub: Hub) -> list[Contender]:
    wanted = hub.files[0]
    url = f"http://127.0.0.1:{hub.content_port}/{wanted.path}"
    target = shop.scratch / "received"
    cache = shop.scratch / "hf"
    hf_env = {
        "HF_ENDPOINT": hub.address, "HF_HOME": str(shop.scratch / "hf-home"), "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}

    def hashed(cost: Cost) -> None:
        if wanted.sha256 not in cost.output:
            raise RuntimeError("a peer received other bytes")
        empty(cache)
        target.unlink(missing_ok=True)

    def clear(_: Cost) -> None:
        empty(cache)
        target.unlink(missing_ok=True)

    pull = peer_pull(shop, hub)
    curl = f"curl -sf -o {target} {url}"
    return [
        Contender(LOOP, lambda: [shop.receive, "127.0.0.1", hub.content_port, f"/{wanted.path}", target], after=hashed),
        Contender("loop: receive only (C)", lambda: [shop.receive, "127.0.0.1", hub.content_port, f"/{wanted.path}", "-"]),
        pull,
        Contender("curl, no check", lambda: ["sh", "-c", curl], after=clear),
        Contender("curl, then openssl dgst", lambda: ["sh", "-c", f"{curl} && openssl dgst -sha256 {target}"], after=hashed),
        Contender("huggingface_hub 2.4.0, no check", lambda: shop.peer("hf_pull") + [REPOSITORY, str(cache)], hf_env, clear),
        Contender(
            "huggingface_hub 2.4.0 + hashlib", lambda: shop.peer("hf_pull") + [REPOSITORY, str(cache), "verify"], hf_env, hashed),
    ]


def peer_pull(shop: Workshop, hub: Hub) -> Contender:
    homes: list[Path] = []

    def command() -> list[str]:
        homes.append(shop.home())
        return [shop.roost, "pull", REPOSITORY, "--hub", hub.address, "--home", homes[-1], "--all", "--quiet"]

    def check(_: Cost) -> None:
        sizes = {path.stat().st_size for path in homes[-1].rglob("*") if path.is_file()}
        for file in hub.files:
            if file.size not in sizes:
                raise RuntimeError(f"{file.path} is not in the store after the pull")
        empty(homes[-1])

    return Contender(PULL, command, after=check)


def tabulate(report: Report, costs: dict[str, list[Cost]], megabytes: float) -> None:
    loop = rate(costs[LOOP], megabytes)
    for name, runs in costs.items():
        calls = [megabytes / run.call for run in runs if run.call]
        report.rows.append([
            name, spread([megabytes / run.wall for run in runs]), spread(calls) if calls else "",
            f"{median([run.cpu for run in runs]):.1f}", f"{median([run.rss for run in runs]):.0f}",
            f"{rate(runs, megabytes) / loop:.2f}"])


def rate(runs: list[Cost], megabytes: float) -> float:
    return median([megabytes / (run.call or run.wall) for run in runs])


def judge(report: Report, costs: dict[str, list[Cost]], megabytes: float) -> None:
    roost = rate(costs[PULL], megabytes)
    verified = rate(costs["huggingface_hub 2.4.0 + hashlib"], megabytes)
    unverified = rate(costs["huggingface_hub 2.4.0, no check"], megabytes)
    report.goal("× huggingface_hub verified", roost / verified, at_least=3)
    report.goal("× huggingface_hub unverified", roost / unverified, at_least=2.5)
    report.goal("× the C loop", roost / rate(costs[LOOP], megabytes), at_least=0.75)
    report.goal("RSS of the pull", max(run.rss for run in costs[PULL]), at_most=40, unit=" MB")


def memory_rows(shop: Workshop, report: Report) -> list[list[str]]:
    """One pull of each size: memory must not follow it. The loop beside it, for where memory was never touched before the first
    write to it can cost a virtual machine more than all else."""
    sizes = [64, 128] if shop.quick else [256, 4096]
    rows = []
    for megabytes in sizes:
        shop.needs(2 * megabytes + 1024)
        source = shop.folder("source")
        size = weights(source / "model.safetensors", megabytes * MEBIBYTE).stat().st_size
        with Hub(shop.scratch / "hub", source) as hub:
            chosen = [one for one in contenders(shop, hub) if one.name in (LOOP, PULL)]
            costs = shop.launcher.interleave(chosen, 1)
        empty(source)
        for name, runs in costs.items():
            rows.append([
                f"{name}, {megabytes} MiB", spread([size / 1e6 / run.wall for run in runs]), "", f"{runs[0].cpu:.1f}",
                f"{runs[0].rss:.0f}", ""])
        report.goal(f"RSS at {megabytes} MiB", costs[PULL][0].rss, at_most=40, unit=" MB")
    return rows
