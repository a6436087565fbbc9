"""Licence text as words: the twin of Sources/Scoring/Licences/Text/LicenceWords.swift, byte for byte."""

import re

FOLDED = {
    0xC3: dict(zip(range(0x80, 0xC0), "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy")),
}
MULTI = re.compile(rb"\xc2[\x80-\xbf]|\xc3[\x80-\xbf]|\xe2[\x80-\xbf]{2}|\xe3\x80[\x80-\xbf]|\xef[\x80-\xbf]{2}")
TAG = re.compile(rb"<(?!https?:|ftp:|mailto:|www\.)(?=[a-z/!?])[^<>]{0,300}>")
ENTITY = re.compile(rb"&#?[a-z0-9]{1,8};")
ESCAPE = re.compile(rb"\\[nrt](?=[\"'\\\s]|$)")
WORD = re.compile(rb"[a-z0-9\x80-\xff]+\+*")
MARKER = re.compile(rb"(?:[0-9]{1,2}|[a-z]|[ivx]{2,4})\Z")
MACRO = re.compile(rb"[ \t]*\.[a-z]{1,2}(?=[ \t]|\Z)")
YEAR = re.compile(rb"(?:19|20)[0-9]{2}")
GUARDS = {b"version", b"v", b"section", b"sections", b"clause", b"article", b"and", b"or", b"paragraph", b"license"}
SPELLINGS = {
    a.encode(): b.encode()
    for a, b in (
        pair.split("=")
        for pair in """
        licence=license licences=licenses licenced=licensed licencing=licensing sublicence=sublicense
        sublicences=sublicenses sublicenced=sublicensed sublicencing=sublicensing relicence=relicense
        acknowledgement=acknowledgment acknowledgements=acknowledgments analogue=analog analyse=analyze
        artefact=artifact artefacts=artifacts authorisation=authorization authorised=authorized authorise=authorize
        calibre=caliber cancelled=canceled capitalisations=capitalizations catalogue=catalog categorise=categorize
        centre=center emphasised=emphasized favour=favor favourite=favorite fulfil=fulfill fulfilment=fulfillment
        initialise=initialize judgement=judgment labelling=labeling labour=labor maximise=maximize modelled=modeled
        modelling=modeling noncommercially=noncommercial offence=offense optimise=optimize organisation=organization
        organisations=organizations organise=organize practise=practice programme=program realise=realize
        recognise=recognize signalling=signaling utilisation=utilization utilise=utilize utilised=utilized
        whilst=while wilful=willful behaviour=behavior colour=color honour=honor neighbour=neighbor https=http
        owners=holders owner=holder
        """.split()
    )
}


def words(text: bytes) -> list[bytes]:
    """The words that count, in order."""
    text = MULTI.sub(_fold, text).lower()
    text = ESCAPE.sub(b"  ", ENTITY.sub(b" ", TAG.sub(b" ", text)))
    found: list[bytes] = []
    for line in re.split(rb"[\n\r\f]", text):
        found += _line(line, found[-1] if found else b"")
    return found


def _fold(match: re.Match[bytes]) -> bytes:
    bytes_ = match.group()
    if bytes_[0] == 0xC3:
        return FOLDED[0xC3][bytes_[1]].encode()
    return b"(c)" if bytes_ == b"\xc2\xa9" else b" "


def _line(line: bytes, before: bytes) -> list[bytes]:
    macro = MACRO.match(line)
    start = macro.end() if macro else 0
    found: list[bytes] = []
    first = True
    marked = False
    for match in WORD.finditer(line, start):
        word = match.group()
        previous = line[match.start() - 1 : match.start()] if match.start() > start else b""
        following = line[match.end() : match.end() + 2]
        is_first, first = first, False
        if MARKER.match(word):
            if following[:1] == b")" and (is_first or previous == b"("):
                marked = marked or (word == b"c" and not found)
                continue
            if is_first and following[:1] == b"." and following[1:] in (b"", b" ", b"\t") and before not in GUARDS:
                continue
        if is_first and word in (b"rem", b"dnl"):
            continue
        found.append(SPELLINGS.get(word, word))
    return [] if _is_copyright(found, marked, line) else found


def _is_copyright(found: list[bytes], marked: bool, line: bytes) -> bool:
    if found == [b"all", b"rights", b"reserved"]:
        return True
    if not found or len(found) > 16:
        return False
    starts = found[0] == b"copyright" or (found[0] == b"portions" and found[1:2] == [b"copyright"])
    if not (starts or marked):
        return False
    return b"(c)" in line or b"[" in line or b"{" in line or YEAR.search(line) is not None


MASK = (1 << 64) - 1
BASE = 0x9E3779B97F4A7C15


def word_hash(word: bytes) -> int:
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in word:
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def mixed(value: int) -> int:
    """The finaliser of MurmurHash3."""
    value ^= value >> 33
    value = (value * 0xFF51AFD7ED558CCD) & MASK
    value ^= value >> 33
    value = (value * 0xC4CEB9FE1A85EC53) & MASK
    return value ^ (value >> 33)


def run_hash(hashes: list[int]) -> int:
    """Of a run of words: a polynomial modulo 2^64, mixed."""
    value = 0
    for item in hashes:
        value = (value * BASE + item) & MASK
    return mixed(value)


def alias(text: str) -> int:
    """Of a name as people write it: case, blanks and punctuation do not count."""
    return word_hash(b"-".join(re.findall(rb"[a-z0-9\x80-\xff]+\+*", text.encode().lower())))
