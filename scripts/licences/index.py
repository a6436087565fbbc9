"""The compact index: hashes of runs of words, identifiers and classes; no text can be read from it."""

import json
import re
import struct
from array import array
from collections import Counter, defaultdict
from pathlib import Path

from .knowledge import CLASSES, KINDS, Document, Licence
from .normalise import alias, run_hash, word_hash

MAGIC = b"RLIX"
VERSION = 1
SHINGLE = 5
ANCHOR = 4
SAMPLE_TEXT = 100
SAMPLE_NOTICE = 56
TELLING = 24
SHORTEST_TEXT = 18
SHORTEST_NOTICE = 12
OPERATORS = {"and": 0xFF01, "or": 0xFF02, "with": 0xFF03}
CELLS = {"No": 0, "Yes": 1, "Same": 1, "Check dependency": 2, "Unknown": 3}


def shingles(words: list[bytes], known: dict[bytes, int]) -> list[int]:
    hashes = [known.setdefault(word, word_hash(word)) for word in words]
    return [run_hash(hashes[i : i + SHINGLE]) for i in range(len(hashes) - SHINGLE + 1)]


def postfix(expression: str, numbers: dict[str, int]) -> list[int]:
    """An expression as a stack program: WITH binds closest, then AND, then OR."""
    out: list[int] = []
    stack: list[str] = []
    strength = {"with": 3, "and": 2, "or": 1}
    for token in re.findall(r"\(|\)|[^\s()]+", expression):
        if token == "(":
            stack.append(token)
        elif token == ")":
            while stack and stack[-1] != "(":
                out.append(OPERATORS[stack.pop()])
            stack.pop()
        elif token in strength:
            while stack and stack[-1] != "(" and strength[stack[-1]] >= strength[token]:
                out.append(OPERATORS[stack.pop()])
            stack.append(token)
        else:
            out.append(numbers[token])
    while stack:
        out.append(OPERATORS[stack.pop()])
    return out


class Index:
    def __init__(self, licences: dict[str, Licence], documents: list[Document], osadl: dict) -> None:
        self.licences = [licences[key] for key in sorted(licences)]
        self.numbers = {licence.key: number for number, licence in enumerate(self.licences)}
        self.documents = documents
        self.osadl = osadl
        self.known: dict[bytes, int] = {}
        self.expressions: dict[str, int] = {}
        self.programs: list[list[int]] = []

    def expression(self, text: str) -> int:
        if text not in self.expressions:
            self.expressions[text] = len(self.programs)
            self.programs.append(postfix(text, self.numbers) if text else [])
        return self.expressions[text]

    def bytes(self) -> bytes:
        sections = [*self._records(), *self._aliases(), *self._exact(), *self._near(), *self._programs(), *self._matrix()]
        out = bytearray(MAGIC + struct.pack("<HH", VERSION, len(sections)))
        at = (len(out) + 8 * len(sections) + 7) // 8 * 8
        for section in sections:
            out += struct.pack("<II", at, len(section))
            at = (at + len(section) + 7) // 8 * 8
        for section in sections:
            out += b"\0" * (-len(out) % 8) + section
        return bytes(out)

    def _records(self) -> list[bytes]:
        strings, places, table = bytearray(b"\0"), {"": 0}, bytearray()

        def place(text: str) -> int:
            if text not in places:
                places[text] = len(strings)
                strings.extend(text.encode() + b"\0")
            return places[text]

        for item in self.licences:
            table += struct.pack(
                "<IIIIBBH", place(item.key), place(item.spdx), place(item.name), place(item.hub),
                CLASSES.index(item.kind), item.flags, 0)
        return [bytes(strings), bytes(table)]

    def _aliases(self) -> list[bytes]:
        names: dict[int, int] = {}
        order = sorted(range(len(self.licences)), key=lambda n: (not self.licences[n].hub, n))
        for depth in range(max(len(item.aliases) for item in self.licences)):
            for number in order:
                spoken = self.licences[number].aliases[depth : depth + 1]
                if spoken and spoken[0]:
                    names.setdefault(alias(spoken[0]), number)
        pairs = sorted(names.items())
        return [struct.pack(f"<{len(pairs)}Q", *(p[0] for p in pairs)), struct.pack(f"<{len(pairs)}H", *(p[1] for p in pairs))]

    def _exact(self) -> list[bytes]:
        """Every document by its first words and by all of them."""
        seen: dict[tuple[int, int], tuple] = {}
        for document in self.documents:
            hashes = [self.known.setdefault(word, word_hash(word)) for word in document.words]
            if not hashes or len(hashes) > 0xFFFF:
                continue
            anchor = run_hash(hashes[:ANCHOR]) & 0xFFFFFFFF
            entry = (anchor, len(hashes), run_hash(hashes), self.expression(document.expression), document.kind, document.relevance)
            seen.setdefault((len(hashes), entry[2]), entry)
        entries = sorted(seen.values())
        return [
            struct.pack(f"<{len(entries)}I", *(e[0] for e in entries)),
            struct.pack(f"<{len(entries)}Q", *(e[2] for e in entries)),
            struct.pack(f"<{len(entries)}H", *(e[1] for e in entries)),
            struct.pack(f"<{len(entries)}H", *(e[3] for e in entries)),
            bytes(byte for e in entries for byte in (e[4], e[5])),
        ]

    def _near(self) -> list[bytes]:
        """The documents long enough to be recognised with changes: samples of their runs of words."""
        chosen = self._chosen()
        popular = Counter(document.expression for document in self.documents)
        owners = self._owners(chosen)
        postings: dict[int, list[int]] = defaultdict(list)
        table, phrase_hashes, phrase_lengths = bytearray(), array("I"), bytearray()
        for number, (document, runs) in enumerate(chosen):
            sample, bits = self._sample(document, runs, owners)
            for run in sample:
                postings[run & 0xFFFFFFFF].append(number)
            phrases = [] if document.kind == KINDS["text"] else document.phrases[:8]
            table += struct.pack(
                "<HHHBBIBBH", self.expression(document.expression), len(document.words), len(sample), bits,
                document.kind, len(phrase_hashes), len(phrases), document.relevance,
                min(15, popular[document.expression].bit_length()) | (16 if document.is_licence and not document.is_strict else 0))
            for phrase in phrases:
                phrase_hashes.append(run_hash([self.known.setdefault(w, word_hash(w)) for w in phrase]) & 0xFFFFFFFF)
                phrase_lengths.append(len(phrase))
        return [bytes(table), phrase_hashes.tobytes(), bytes(phrase_lengths), *self._buckets(postings)]

    def _sample(self, document: Document, runs: list[int], owners: dict[int, Counter]) -> tuple[list[int], int]:
        distinct = set(runs)
        wanted = SAMPLE_TEXT if document.kind == KINDS["text"] else SAMPLE_NOTICE
        bits = 0
        while len(distinct) >> bits > wanted:
            bits += 1
        sample = {run for run in distinct if (run >> 40) & ((1 << bits) - 1) == 0}
        if bits and document.is_licence:
            sample |= set(self._telling(document, distinct - sample, owners))
        return sorted(sample), bits

    def _owners(self, chosen: list[tuple[Document, list[int]]]) -> dict[int, Counter]:
        """For the runs of chosen licences: how many texts of each expression have them."""
        owners: dict[int, Counter] = {run: Counter() for document, runs in chosen if document.is_licence for run in runs}
        for document in self.documents:
            if document.kind == KINDS["text"]:
                for run in set(shingles(document.words, self.known)):
                    if run in owners:
                        owners[run][document.expression] += 1
        return owners

    @staticmethod
    def _telling(document: Document, runs: set[int], owners: dict[int, Counter]) -> list[int]:
        """Runs that tell this licence from its relatives: in no other's text, but in most variants of its own."""

        def order(run: int) -> tuple[int, int, int]:
            found = owners[run]
            return (len(found), -found[document.expression], run)

        return sorted(runs, key=order)[:TELLING]

    def _chosen(self) -> list[tuple[Document, list[int]]]:
        """Those that are not nearly the same as a longer one for the same licence."""
        order = sorted(
            (d for d in self.documents if d.kind in (KINDS["text"], KINDS["notice"])),
            key=lambda d: (not d.is_licence, -len(d.words), d.expression, d.words))
        chosen: list[tuple[Document, list[int]]] = []
        by_run: dict[tuple[str, int], list[int]] = defaultdict(list)
        sizes: list[int] = []
        for document in order:
            shortest = SHORTEST_TEXT if document.kind == KINDS["text"] else SHORTEST_NOTICE
            if len(document.words) < shortest:
                continue
            runs = shingles(document.words, self.known)
            distinct = sorted(set(runs))
            keys = [run for run in distinct if len(distinct) < 60 or (run >> 40) & 3 == 0] or distinct
            shared: Counter = Counter()
            for run in keys:
                shared.update(by_run[(document.expression, run)])
            alike = 0.72 if document.kind == KINDS["notice"] else 0.92 if len(runs) < 400 else 0.86
            if any(n / (len(keys) + sizes[other] - n) >= alike for other, n in shared.items() if sizes[other]):
                continue
            for run in keys:
                by_run[(document.expression, run)].append(len(chosen))
            sizes.append(len(keys))
            chosen.append((document, runs))
        return chosen

    @staticmethod
    def _buckets(postings: dict[int, list[int]]) -> list[bytes]:
        """65,536 buckets by the upper half; in each: the lower half, how many, and the documents."""
        starts, data, last = array("I"), bytearray(), 0
        for run in sorted(postings):
            while last <= run >> 16:
                starts.append(len(data))
                last += 1
            documents = sorted(set(postings[run]))[:255]
            data += struct.pack(f"<HB{len(documents)}H", run & 0xFFFF, len(documents), *documents)
        while last <= 65536:
            starts.append(len(data))
            last += 1
        return [starts.tobytes(), bytes(data)]

    def _programs(self) -> list[bytes]:
        starts, codes = array("I"), array("H")
        for program in self.programs:
            starts.append(len(codes))
            codes.extend(program)
        starts.append(len(codes))
        return [starts.tobytes(), codes.tobytes()]

    def _matrix(self) -> list[bytes]:
        by_spdx = {item.spdx.lower(): number for number, item in enumerate(self.licences) if item.spdx}
        names = sorted(name for name in self.osadl if name.lower() in by_spdx)
        cells = bytearray(CELLS[self.osadl[row].get(column, "Unknown")] for row in names for column in names)
        numbers = [by_spdx[name.lower()] for name in names]
        return [struct.pack(f"<{len(numbers)}H", *numbers), bytes(cells)]


def write(path: Path, licences: dict[str, Licence], documents: list[Document], osadl: Path) -> None:
    matrix = json.loads(osadl.read_text())
    index = Index(licences, documents, {name: row for name, row in matrix.items() if isinstance(row, dict)})
    data = index.bytes()
    path.write_bytes(data)
    print(f"{path.name}: {len(licences)} licences, {len(documents)} texts, {len(data):,} bytes")
