"""A Hub of one repository, answered wholly by nginx, so that the source is never the slowest part.

It says what the clients need: the info and the tree as JSON, small files in place, large ones by a 302 to a second port
as the real Hub sends them to its content network. `sendfile` moves the bytes.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from .server import Nginx, free_port

REPOSITORY = "bench/model"
COMMIT = "86b5e0934494bd15c9632b12f734a8a67f723594"
LARGE = 1 << 20


@dataclass(frozen=True)
class HubFile:
    path: str
    source: Path
    size: int
    sha256: str
    git: str

    @staticmethod
    def of(source: Path, root: Path) -> "HubFile":
        size = source.stat().st_size
        whole, git = hashlib.sha256(), hashlib.sha1(f"blob {size}\0".encode())
        with source.open("rb") as file:
            while piece := file.read(1 << 20):
                whole.update(piece)
                if size <= LARGE:
                    git.update(piece)
        sha256 = whole.hexdigest()
        if size > LARGE:
            pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n".encode()
            git = hashlib.sha1(f"blob {len(pointer)}\0".encode() + pointer)
        return HubFile(str(source.relative_to(root)), source, size, sha256, git.hexdigest())

    @property
    def is_large(self) -> bool:
        return self.size > LARGE

    def entry(self) -> dict:
        entry = {"type": "file", "oid": self.git, "size": self.size, "path": self.path}
        if self.is_large:
            entry["lfs"] = {"oid": self.sha256, "size": self.size, "pointerSize": 135}
        return entry


class Hub(Nginx):
    """Serves the files of a folder as `bench/model`."""

    def __init__(self, folder: Path, files_root: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.files = [HubFile.of(path, files_root) for path in sorted(files_root.rglob("*")) if path.is_file()]
        self.port, self.content_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        info = folder / "info.json"
        tree = folder / "tree.json"
        info.write_text(json.dumps({
            "_id": "621ffdc036468d709f174338", "id": REPOSITORY, "modelId": REPOSITORY, "sha": COMMIT, "private": False,
            "gated": False, "disabled": False, "downloads": 1, "likes": 1, "tags": [], "author": "bench",
            "lastModified": "2024-02-19T11:06:12.000Z", "createdAt": "2024-02-19T11:06:12.000Z",
            "siblings": [{"rfilename": file.path} for file in self.files]}))
        tree.write_text(json.dumps([file.entry() for file in self.files]))
        resolve = f"/{REPOSITORY}/resolve/{COMMIT}/"
        maps = "map $uri $git_id { default none; " + " ".join(
            f'"{resolve}{file.path}" \'"{file.git}"\';' for file in self.files if not file.is_large) + " }"
        json_page = "default_type application/json; alias"
        large = "".join(f"""
    location = {resolve}{file.path} {{
      add_header X-Repo-Commit {COMMIT} always; add_header X-Linked-Size {file.size} always;
      add_header X-Linked-ETag '"{file.sha256}"' always;
      return 302 http://127.0.0.1:{self.content_port}/{file.path};
    }}""" for file in self.files if file.is_large)
        servers = f"""
  server {{ listen 127.0.0.1:{self.port};
    location = /api/models/{REPOSITORY} {{ {json_page} {info}; }}
    location ~ ^/api/models/{REPOSITORY}/revision/ {{ default_type application/json; root {folder}; try_files /info.json =404; }}
    location ~ ^/api/models/{REPOSITORY}/tree/ {{ default_type application/json; root {folder}; try_files /tree.json =404; }}
    location {resolve} {{ add_header X-Repo-Commit {COMMIT}; add_header ETag $git_id; alias {files_root}/; }}
    {large}
  }}
  server {{ listen 127.0.0.1:{self.content_port}; root {files_root}; }}"""
        super().__init__(folder, [self.port, self.content_port], servers, maps)
