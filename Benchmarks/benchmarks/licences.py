"""How many licence texts are recognised, as published and changed."""

import html
import json
import re
import runpy
import subprocess
import tempfile
import time
from pathlib import Path

from harness.report import Report
from harness.workshop import HERE, Workshop

QUESTION = """How many licence texts are recognised? The development set: ScanCode's texts of the Hub's licences, each as published, as
one line a paragraph, behind comment signs, and as HTML with a copyright line. Roost's index was made from the same source, so that this
shows what changes to a text cost, and what peers do not know at all; model licences are counted apart."""

MODEL = re.compile(r"llama|gemma|rail|openmdw|stable|qwen|falcon|deepseek|nvidia-open|stability|flux|exaone|hunyuan|tongyi")
#: What tools say when they know none.
NOTHING = {"", "unknown", "other", "none", "no-license"}
VARIANTS = {
    "as published": lambda text: text,
    "reflowed": lambda text: "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text)),
    "commented": lambda text: "\n".join(f" * {line}" for line in text.splitlines()),
    "HTML": lambda text: "<p>Copyright 2021 Jane Doe</p>\n<p>" + html.escape(text).replace("\n\n", "</p>\n<p>") + "</p>",
}


def run(shop: Workshop) -> list[Report]:
    maker = runpy.run_path(str(HERE.parent / "scripts" / "make-licences"), run_name="maker")
    kinds = [f"{kind} licences{what}" for kind in ("software", "model") for what in ("", ", another named")]
    report = Report("licences", QUESTION, ["tool", *kinds, "s for all"])
    ask_askalono = lambda path: said([*shop.peer("askalono_of"), path]).strip()
    with tempfile.TemporaryDirectory(prefix="roost-bench-") as folder:
        root = Path(folder)
        licences, documents = maker["knowledge"].load(maker["download"](root) / "licensedcode" / "data")
        cases = write(licences, root / "data" / "licensedcode" / "data" / "licenses", root / "texts", shop.quick)
        peers = (("licensecheck", licensecheck), ("licensee", licensee), ("askalono", ask_askalono))
        for name, ask in (("roost", lambda path: roost(shop.roost, path)), *peers):
            start = time.monotonic()
            right, wrong = {True: 0, False: 0}, {True: 0, False: 0}
            for path, wanted, is_model in cases:
                answer = ask(path)
                right[is_model] += answer in wanted
                wrong[is_model] += answer not in wanted and answer not in NOTHING
            total = {kind: sum(case[2] == kind for case in cases) for kind in (True, False)}
            taken = time.monotonic() - start
            counts = [text for kind in (False, True) for text in (f"{right[kind]} of {total[kind]}", str(wrong[kind]))]
            report.rows.append([name, *counts, f"{taken:.1f}"])
            if name == "roost":
                report.goal("software licences recognised", 100 * right[False] / total[False], at_least=95, unit=" %")
                report.goal("model licences recognised", 100 * right[True] / total[True], at_least=95, unit=" %")
    return [report]


def write(licences: dict, source: Path, folder: Path, quick: bool) -> list[tuple[Path, set[str], bool]]:
    """The texts on disk, with every name under which they are right."""
    folder.mkdir()
    cases = []
    for key, licence in sorted(licences.items()):
        text = source / f"{key}.LICENSE"
        if not text.exists() or not (licence.hub or MODEL.search(key)):
            continue
        body = re.split(r"^-{3,}[ \t]*$", text.read_text(), maxsplit=2, flags=re.M)[2]
        spdx = licence.spdx.lower()
        wanted = {name for name in (key, licence.hub, spdx, spdx.removesuffix("-only")) if name}
        for number, (variant, change) in enumerate(VARIANTS.items()):
            if quick and number:
                continue
            path = folder / f"{key}-{number}" / "LICENSE"
            path.parent.mkdir()
            path.write_text(change(body))
            cases.append((path, wanted, MODEL.search(key) is not None))
    return cases


def roost(program: Path, path: Path) -> str:
    done = subprocess.run([program, "licence", path, "--json"], capture_output=True, text=True)
    found = json.loads(done.stdout or "[]")
    return found[0]["id"] if found else ""


def said(command: list) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout


def licensecheck(path: Path) -> str:
    name = said(["licensecheck", "--machine", "--shortname-scheme=spdx", path]).strip().rpartition("\t")[2].lower()
    # What it spells in a way of its own: `AGPLv3`, `GPL-2`, `WTFPL-2`.
    return re.sub(r"^([al]?gpl|wtfpl)-?v?(\d)$", r"\1-\2.0", name)


def licensee(path: Path) -> str:
    done = subprocess.run(["licensee", "detect", "--json", path.parent], capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)["licenses"]
    except (ValueError, KeyError):
        return ""
    return found[0]["key"] if found else ""
