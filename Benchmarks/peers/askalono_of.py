"""What askalono takes a text for: the name alone, or nothing."""

import sys
from pathlib import Path

import askalono

#: Below this its own command line says that it is not sure.
SURE = 0.8

found = askalono.identify(Path(sys.argv[1]).read_text())
if found and found.score >= SURE:
    print(found.name.lower())
