"""Reads `swift package dump-package` and proves that every target uses only targets declared above it."""

import json
import sys

targets = json.load(sys.stdin)["targets"]
seen: set[str] = set()
broken = []
for target in targets:
    names = [next(iter(each.values()))[0] for each in target["dependencies"] if "byName" in each or "target" in each]
    late = [name for name in names if name not in seen]
    if late:
        broken.append(f"{target['name']} uses {', '.join(late)}, declared below it")
    seen.add(target["name"])
print("\n".join(broken) or f"layers ok: {len(targets)} targets")
sys.exit(1 if broken else 0)
