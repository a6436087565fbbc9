"""How long the metrics take."""

from pathlib import Path

from harness.measure import median, spread
from harness.report import Report
from harness.workshop import HERE, Workshop

QUESTION = """How long do all metrics take on metadata that is here (`Benchmarks/Drivers/VetBench`), asked one after the other and a
thousand times at once, beside reading the card alone? Nothing is fetched and no file is scanned: that is `scanning`. The
models are those of the sample Hub. Milliseconds; at once, the time of all divided by their number."""

HUB = HERE.parent / "Samples" / "hub"
MODELS = ["roost-samples/tiny-classifier", "roost-samples/tiny-writer", "sketchy/no-licence"]
ALL = "all metrics, one after the other"
CARD = "reading the card"


def run(shop: Workshop) -> list[Report]:
    driver = shop.roost.parent / "VetBench"
    if not driver.exists():
        print(f"  left out: {driver} is not built (scripts/build-release VetBench)")
        return []
    count = shop.size(1_000, 50)
    report = Report("vetting", QUESTION, ["model", "what", "ms at the median", "ms at 99 %"])
    alone, together = [], []
    for model in MODELS:
        found = measure(shop, driver, HUB / model, count)
        for what, (half, tail) in found.items():
            if what.startswith((CARD, "all metrics, ")):
                report.rows.append([model, what, spread(half, 3), spread(tail, 3)])
        alone.append(median(found[ALL][0]))
        together.append(next(median(half) for what, (half, _) in found.items() if "at once" in what))
        if "different digests" in found:
            raise SystemExit(f"{model}: the same facts, different answers")
    report.goal("ms at the median, all metrics, the slowest model", max(alone), at_most=50)
    report.goal(f"ms each, {count} at once, the slowest model", max(together), at_most=50)
    return [report]


def measure(shop: Workshop, driver: Path, folder: Path, count: int) -> dict[str, tuple[list[float], list[float]]]:
    """What the driver says of each thing it measures: milliseconds at the median and at 99 %, a number a round."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for _ in range(shop.rounds):
        cost = shop.launcher.run([driver, folder, str(count)])
        for line in cost.output.splitlines():
            if line.startswith("row "):
                what, half, tail = line.removeprefix("row ").split("|")
                halves, tails = found.setdefault(what, ([], []))
                halves.append(float(half))
                tails.append(float(tail))
    print(f"  {folder.name}: {median(found[ALL][0]):.3f} ms", flush=True)
    return found
