"""Reads facts and licence texts from a Debian machine into the question data set.

Run by hand (`python collect.py`) and only to renew the data: what it found is kept in the data set, so that everything
after it can be repeated on any machine.
"""

import json
import re
import subprocess
from pathlib import Path

from settings import DEFAULT_HUB, QUESTIONS

DOCS = Path("/usr/share/doc")
TEXTS = Path("/usr/share/common-licenses")
FACTS, OTHERS = 120, 160

COPYLEFT, WEAK, PERMISSIVE = "copyleft", "weak copyleft", "permissive"
KINDS = {
    **dict.fromkeys(["GPL-2", "GPL-2+", "GPL-3", "GPL-3+"], COPYLEFT),
    **dict.fromkeys(["LGPL-2+", "LGPL-2.1", "LGPL-2.1+", "LGPL-3+", "MPL-2.0"], WEAK),
    **dict.fromkeys(
        ["Expat", "MIT", "Apache-2.0", "BSD-2-clause", "BSD-3-clause", "ISC", "curl", "PostgreSQL", "BSL-1.0", "libpng"],
        PERMISSIVE,
    ),
}
SPELLINGS = {"BSD-2-Clause": "BSD-2-clause", "BSD-3-Clause": "BSD-3-clause", "GPL-2.0+": "GPL-2+"}


def installed() -> dict[str, tuple[str, str]]:
    """Package name -> (source package, version), for packages that Debian's own people maintain."""
    fields = "${Package}\t${source:Package}\t${Version}\t${Maintainer}\n"
    listing = subprocess.run(["dpkg-query", "-W", "-f", fields], check=True, capture_output=True, text=True).stdout
    rows = (line.split("\t") for line in listing.splitlines())
    return {package: (source, version) for package, source, version, maintainer in rows if "debian.org" in maintainer}


def declared_licence(copyright_file: Path) -> str | None:
    """The licence of the `Files: *` paragraph of a machine-readable copyright file."""
    text = copyright_file.read_text(encoding="utf-8", errors="replace")
    if "copyright-format" not in text[:600]:
        return None
    for paragraph in re.split(r"\n\s*\n", text):
        if re.search(r"^Files:[ \t]*\n?[ \t]*\*[ \t]*$", paragraph, re.MULTILINE):
            found = re.search(r"^License:[ \t]*(\S+)[ \t]*$", paragraph, re.MULTILINE)
            return SPELLINGS.get(found[1], found[1]) if found else None
    return None


def rows() -> list[dict]:
    """One row per source package: first those with a licence we can classify, then names whose licence we leave out."""
    by_source: dict[str, list[tuple[str, str]]] = {}
    for package, (source, version) in installed().items():
        if (DOCS / package / "copyright").is_file():
            by_source.setdefault(source, []).append((package, version))
    known, others = [], []
    for source, packages in sorted(by_source.items()):
        package, version = min(packages, key=lambda found: (found[0] != source, len(found[0]), found[0]))
        licence = declared_licence(DOCS / package / "copyright")
        row = {"package": package, "source": source, "version": version, "licence": None, "kind": None}
        if licence in KINDS:
            known.append(row | {"licence": licence, "kind": KINDS[licence]})
        else:
            others.append(row)
    shortest = sorted(known, key=lambda row: (len(row["package"]), row["package"]))[:FACTS]
    return sorted(shortest, key=lambda row: row["package"]) + others[:OTHERS]


def main() -> None:
    folder = DEFAULT_HUB / QUESTIONS
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows()]
    (folder / "facts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for text in sorted(TEXTS.iterdir()):
        if not text.is_symlink():
            (folder / "texts" / f"{text.name}.txt").write_bytes(text.read_bytes())
    print(f"{len(lines)} packages, {len(list((folder / 'texts').iterdir()))} texts")


if __name__ == "__main__":
    main()
