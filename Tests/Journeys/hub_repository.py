"""A repository of a test Hub: files at commits, and how the Hub's JSON tells of them."""

import hashlib
from dataclasses import dataclass, field

from hub_content import HubFile

MOMENT = "2026-11-01T12:00:00.000Z"


@dataclass
class Repository:
    """One repository; `push` makes a new commit, `swap` breaks the promise that a commit never changes."""

    id: str
    files: dict
    kind: str = "model"
    tags: tuple[str, ...] = ()
    task: str | None = None
    library: str | None = None
    license: str | None = None
    gated: bool | str = False
    disabled: bool = False
    downloads: int = 100
    likes: int = 10
    #: What the Hub read from safetensors or GGUF headers: `{"parameters": {"F32": 9}, "total": 9}`.
    safetensors: dict | None = None
    gguf: dict | None = None
    #: Each made a commit, as the Hub tells it.
    authors: tuple[str, ...] = ()
    commits: dict[str, dict[str, HubFile]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self.push(self.files)

    def push(self, files: dict, branch: str = "main") -> str:
        """A commit with exactly these files: bytes, text, or a source of bytes by path."""
        known = {path: content if isinstance(content, HubFile) else HubFile.of(path, content) for path, content in files.items()}
        described = "\n".join(f"{path} {file.git_oid}" for path, file in sorted(known.items()))
        commit = hashlib.sha1(f"{self.id} {self.branches.get(branch)}\n{described}".encode()).hexdigest()
        self.commits[commit] = known
        self.branches[branch] = commit
        return commit

    def swap(self, path: str, content):
        """Other bytes at the same path of the same commit."""
        self.now[path] = HubFile.of(path, content)

    @property
    def commit(self) -> str:
        return self.branches["main"]

    @property
    def now(self) -> dict[str, HubFile]:
        return self.commits[self.commit]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.now.values())

    def resolve(self, revision: str) -> str | None:
        """The commit a branch, `HEAD`, or the beginning of a commit means."""
        if revision in ("HEAD", "main"):
            return self.commit
        if revision in self.branches:
            return self.branches[revision]
        matches = [commit for commit in self.commits if len(revision) >= 7 and commit.startswith(revision)]
        return matches[0] if len(matches) == 1 else None

    @property
    def all_tags(self) -> list[str]:
        own = [self.library, self.task, f"license:{self.license}" if self.license else None, "region:us"]
        return [*self.tags, *(tag for tag in own if tag)]

    def row(self, full: bool = False, expand: bool = False) -> dict:
        """The repository in a list."""
        row = {
            "_id": hashlib.md5(self.id.encode()).hexdigest()[:24], "id": self.id, "likes": self.likes,
            "trendingScore": self.likes, "private": False, "downloads": self.downloads, "tags": self.all_tags,
            "createdAt": MOMENT}
        if self.kind == "model":
            row |= {"modelId": self.id, "pipeline_tag": self.task, "library_name": self.library}
        if expand:
            row |= {"safetensors": self.safetensors, "gguf": self.gguf}
        if full:
            row |= {"author": self.id.split("/")[0], "sha": self.commit, "lastModified": MOMENT, "gated": self.gated}
        return {name: value for name, value in row.items() if value is not None}

    def info(self, commit: str, blobs: bool = False) -> dict:
        card = {"license": self.license} if self.license else {}
        siblings = [self._sibling(path, file, blobs) for path, file in sorted(self.commits[commit].items())]
        return self.row(full=True, expand=True) | {
            "sha": commit, "disabled": self.disabled, "cardData": card, "siblings": siblings, "spaces": [],
            "usedStorage": self.size}

    @staticmethod
    def _sibling(path: str, file: HubFile, blobs: bool) -> dict:
        entry = {"rfilename": path}
        if blobs:
            entry |= {"blobId": file.git_oid, "size": file.size}
            if file.lfs:
                entry["lfs"] = {"sha256": file.sha256, "size": file.size, "pointerSize": 134}
        return entry

    def tree(self, commit: str, folder: str = "", recursive: bool = False) -> list[dict] | None:
        """The entries of a folder; None when there is no such folder."""
        prefix = f"{folder}/" if folder else ""
        entries = {}
        for path, file in sorted(self.commits[commit].items()):
            if not path.startswith(prefix):
                continue
            parents = path[len(prefix) :].split("/")[:-1]
            for depth in range(1, len(parents) + 1 if recursive else min(len(parents), 1) + 1):
                name = prefix + "/".join(parents[:depth])
                entries[name] = {"type": "directory", "oid": hashlib.sha1(name.encode()).hexdigest(), "size": 0, "path": name}
            if recursive or not parents:
                entries[path] = self._entry(path, file)
        return list(entries.values()) if entries or not folder else None

    @staticmethod
    def _entry(path: str, file: HubFile) -> dict:
        entry = {"type": "file", "oid": file.git_oid, "size": file.size, "path": path}
        if file.lfs:
            entry["lfs"] = {"oid": file.sha256, "size": file.size, "pointerSize": 134}
            entry["xetHash"] = hashlib.sha256(file.sha256.encode()).hexdigest()
        return entry
