"""huggingface_hub as its users call it: `hf_pull.py REPOSITORY FOLDER [verify]`; verifying is hashlib over what came."""

import hashlib
import sys
import time
from pathlib import Path

from huggingface_hub import snapshot_download


def verify(folder: str) -> None:
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                print(hashlib.file_digest(file, "sha256").hexdigest(), path.name)


repository, folder, *rest = sys.argv[1:]
start = time.monotonic()
snapshot = snapshot_download(repository, cache_dir=folder)
if rest == ["verify"]:
    verify(snapshot)
print("call", time.monotonic() - start)
