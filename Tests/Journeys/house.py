"""A home of its own for one test, and the real binary to use it with."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from hub_repository import Repository

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("ROOST_BIN", REPOSITORY / ".build" / "debug" / "roost"))
SAMPLES = Path(os.environ.get("ROOST_SAMPLES", REPOSITORY / "Samples" / "hub"))
#: Refuses nothing but dangerous files: for everything that is not about the gate.
OPEN_POLICY = Path(__file__).with_name("open-policy.yaml")
#: Nobody listens there: what asks a Hub by accident fails at once, and never leaves this machine.
NOWHERE = "http://127.0.0.1:9"


class House:
    """Runs `roost` with its own ROOST_HOME, XDG_STATE_HOME and HOME, asking one Hub."""

    def __init__(self, root: Path, hub: str = NOWHERE, home: Path | None = None, **env: str):
        self.root = root
        self.home = home or root / "roost"
        self.env = {
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(root), "XDG_STATE_HOME": str(root / "state"),
            "ROOST_HOME": str(self.home), "HF_ENDPOINT": hub, "ROOST_RESERVE_BYTES": "1000000", "ROOST_POLICY": str(OPEN_POLICY), "NO_COLOR": "1"} | env
        #: What stands before the command, such as `nsenter …`.
        self.prefix: list[str] = []
        self._started: list[subprocess.Popen] = []

    def roost(self, *args, check=True, env=None, stdin=None, timeout=120, cwd=None) -> subprocess.CompletedProcess:
        """Runs a command to its end; with `check` a failure fails the test with what was said."""
        done = subprocess.run(
            [*self.prefix, BINARY, *map(str, args)], env=self.env | (env or {}), input=stdin, capture_output=True, text=True,
            timeout=timeout, cwd=cwd or self.root)
        if check:
            assert done.returncode == 0, f"roost {' '.join(map(str, args))}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *args, **options):
        return json.loads(self.roost(*args, "--json", **options).stdout)

    def start(self, *args, env=None, **options) -> subprocess.Popen:
        """Runs a command beside the test; it is ended with the test."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": self.root} | options
        process = subprocess.Popen([*self.prefix, BINARY, *map(str, args)], env=self.env | (env or {}), **options)
        self._started.append(process)
        return process

    def serve(self, *args, env=None) -> "Served":
        log = (self.root / f"server-{len(self._started)}.log").open("w+")
        process = self.start("serve", "--port", "0", *args, env=env, stdout=log, stderr=log)
        return Served(self, process, Path(log.name))

    def pull(self, name: str, *args, **options) -> dict:
        """Pulls a model and gives back the report."""
        return self.json("pull", name, "--quiet", *args, **options)

    def events(self, job: str) -> list[dict]:
        lines = self.roost("jobs", "watch", job, "--json").stdout.splitlines()
        return [json.loads(line) for line in lines]

    def job(self, state: str | None = None) -> dict:
        """The newest job."""
        jobs = self.json("jobs", "list", *(["--state", state] if state else []))
        assert jobs, "no job" + (f" is {state}" if state else "")
        return jobs[0]

    def models(self, *args) -> list[str]:
        return [each["name"] for each in self.json("ls", *args)["models"]]

    def blob(self, sha256: str) -> Path:
        return self.home / "blobs" / "sha256" / sha256[:2] / sha256

    def assert_holds(self, repository: Repository, commit: str | None = None):
        """Byte for byte what the Hub has, and nothing of it wrong for `roost verify`."""
        files = repository.commits[commit or repository.commit]
        shown = {each["path"]: each for each in self.json("show", repository.id)["files"]}
        assert shown.keys() == files.keys()
        for path, file in files.items():
            assert shown[path]["sha256"] == file.sha256, path
            assert file.equals(self.blob(file.sha256)), path
        report = self.json("verify", repository.id)
        assert report["damaged"] == [] and report["checked"] == len({each.sha256 for each in files.values()})

    def token(self, user: str = "admin", *args) -> str:
        """A new token; by default of the administrator, who is there once the home has been served."""
        return self.json("token", "create", "--user", user, *args)["token"]

    def close(self):
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.communicate()


class Served:
    """A running `roost serve`."""

    def __init__(self, house: House, process: subprocess.Popen, log: Path):
        self.house, self.process, self.log = house, process, log
        self.url = until(lambda: self._address(), "the server says where it is", process)
        until(lambda: self.status("/readyz") == 200, "the server is ready", process)

    def _address(self) -> str | None:
        match = re.search(r"^roost is at home on (\S+)$", self.log.read_text(), re.M)
        return match[1] if match else None

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.ask("GET", path, headers)

    def ask(self, method: str, path: str, headers: dict | None = None, json_body=None, token: str | None = None):
        """Any request: status, headers and body of the answer, refusals included."""
        headers = dict(headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None
        if json_body is not None:
            data, headers["Content-Type"] = json.dumps(json_body).encode(), "application/json"
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, dict(reply.headers.items()), reply.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, dict(refusal.headers.items()), refusal.read()

    def status(self, path: str, **headers: str) -> int:
        return self.get(path, **headers)[0]

    def stop(self, how: int = signal.SIGTERM, within: float = 20) -> int:
        self.process.send_signal(how)
        return self.process.wait(within)


def until(condition, what: str, process: subprocess.Popen | None = None, seconds: float = 30):
    """Waits for a condition and gives back its value; a process that ends instead fails at once."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if value := condition():
            return value
        if process and process.poll() is not None:
            if value := condition():
                return value
            log = process.stderr.read() if process.stderr else ""
            raise AssertionError(f"the process ended with {process.returncode} before {what}\n{log}")
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s: {what}")
