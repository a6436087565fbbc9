"""Python's zipfile without compression: `zipfile_store.py FOLDER OUT`."""

import sys
import time
import zipfile
from pathlib import Path

folder, out = Path(sys.argv[1]), sys.argv[2]
start = time.monotonic()
with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            archive.write(path, path.relative_to(folder))
print("call", time.monotonic() - start)
