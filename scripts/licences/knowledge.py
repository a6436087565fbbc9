"""What is known of licences: ScanCode's records and rules, and this program's own tables."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .normalise import words

HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CLASSES = [
    "public_domain", "permissive", "weak_copyleft", "copyleft",
    "use_restricted", "non_commercial", "proprietary", "unknown",
]
CATEGORIES = {
    "Public Domain": "public_domain", "Permissive": "permissive", "Copyleft Limited": "weak_copyleft",
    "Copyleft": "copyleft", "Proprietary Free": "use_restricted", "Free Restricted": "use_restricted",
    "Source-available": "non_commercial", "Commercial": "proprietary", "Unstated License": "unknown",
    "CLA": "unknown", "Patent License": "unknown",
}
NON_COMMERCIAL = re.compile(
    r"\b(nc|nd|non-?commercial|noncommercial|research|academic|evaluation|educational?|no-?deriv\w*|trial)\b")
KINDS = {"text": 0, "notice": 1, "reference": 2, "tag": 3, "false_positive": 4, "title": 5}
FLAGS = {"family": 1, "exception": 2, "generic": 4}
# Rules that only say that something is said of a licence somewhere.
SKIPPED = re.compile(r"\b(unknown-license-reference|unknown|unknown-spdx|free-unknown)\b")


@dataclass
class Licence:
    key: str
    spdx: str
    name: str
    hub: str
    kind: str
    flags: int
    aliases: list[str] = field(default_factory=list)


@dataclass
class Document:
    """A text that speaks of a licence."""

    expression: str
    kind: int
    relevance: int
    words: list[bytes]
    phrases: list[list[bytes]]
    is_licence: bool
    is_strict: bool = False


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def split(path: Path) -> tuple[dict, str]:
    parts = re.split(r"^-{3,}[ \t]*$", path.read_text(encoding="utf-8", errors="replace"), maxsplit=2, flags=re.M)
    return (yaml.load(parts[1], LOADER) or {}, parts[2]) if len(parts) == 3 else ({}, "")


def load(data: Path) -> tuple[dict[str, Licence], list[Document]]:
    licences: dict[str, Licence] = {}
    documents: list[Document] = []
    _licences(data / "licenses", licences, documents)
    _own(licences, documents)
    for path in sorted((data / "rules").glob("*.RULE")):
        if document := _rule(path, licences):
            documents.append(document)
    return licences, documents


def _licences(folder: Path, licences: dict[str, Licence], documents: list[Document]) -> None:
    overrides = {key: kind for key, kind, _ in rows("classes.tsv")}
    for path in sorted(folder.glob("*.LICENSE")):
        facts, text = split(path)
        if not facts or facts.get("is_deprecated"):
            continue
        key, name = str(facts["key"]), str(facts.get("name") or facts["key"])
        kind = CATEGORIES.get(facts.get("category", ""), "unknown")
        if kind in ("use_restricted", "non_commercial"):
            restricted = NON_COMMERCIAL.search(key) or NON_COMMERCIAL.search(name.lower())
            kind = "non_commercial" if restricted else kind
        kind = overrides.get(key, kind)
        flags = (FLAGS["exception"] if facts.get("is_exception") else 0) | (
            FLAGS["generic"] if facts.get("is_generic") else 0)
        spdx = str(facts.get("spdx_license_key") or "")
        other = [str(item) for item in facts.get("other_spdx_license_keys") or []]
        licences[key] = Licence(
            key, spdx, name, "", kind, flags, [key, spdx, name, str(facts.get("short_name") or ""), *other])
        if text.strip() and not facts.get("is_generic"):
            document = _document(key, KINDS["text"], 100, text, True)
            # A version of another licence that only counts when all of it is there.
            document.is_strict = facts.get("minimum_coverage", 0) >= 90
            if document.is_strict and len(document.words) < 400:
                document.kind = KINDS["notice"]
            documents.append(document)


def _own(licences: dict[str, Licence], documents: list[Document]) -> None:
    by_hub: dict[str, str] = {}
    for hub, key, kind, family, name in rows("hub.tsv"):
        if key == "-":
            key = hub if hub not in licences else "hub-" + hub
            licences[key] = Licence(key, "", name, hub, kind, FLAGS["family"] if family == "family" else 0, [hub, name])
        licences[key].hub = hub
        licences[key].aliases.insert(0, hub)
        if kind != "-":
            licences[key].kind = kind
        by_hub.setdefault(hub, key)
    for key, kind, name in rows("extra.tsv"):
        licences[key] = Licence(key, "", name, "", kind, 0, [key, name])
    for name, phrase in rows("titles.tsv"):
        documents.append(_document(by_hub.get(name, name), KINDS["title"], 100, phrase, False))


def _rule(path: Path, licences: dict[str, Licence]) -> Document | None:
    facts, text = split(path)
    if facts.get("is_deprecated") or facts.get("is_license_intro") or facts.get("is_license_clue"):
        return None
    if facts.get("is_false_positive"):
        return _document("", KINDS["false_positive"], 100, text, False)
    expression = str(facts.get("license_expression", "")).lower()
    keys = set(re.findall(r"[^\s()]+", expression)) - {"and", "or", "with"}
    if not keys or SKIPPED.search(expression) or not keys <= licences.keys():
        return None
    kind = next((k for k in ("text", "notice", "reference", "tag") if facts.get(f"is_license_{k}")), "reference")
    document = _document(expression, KINDS[kind], int(facts.get("relevance") or 100), text, False)
    kept = len(document.words) * 2 >= len(re.findall(r"\w+", text))
    return document if document.words and kept else None


def _document(expression: str, kind: int, relevance: int, text: str, is_licence: bool) -> Document:
    found = words(re.sub(r"\{\{|\}\}", " ", text).encode()[:400_000])[:60_000]
    phrases = [words(phrase.encode()) for phrase in re.findall(r"\{\{(.+?)\}\}", text, re.S)]
    line = b" ".join(found)
    present = [p for p in phrases if p and len(p) < 64 and b" ".join(p) in line]
    return Document(expression, kind, relevance, found, present, is_licence)
