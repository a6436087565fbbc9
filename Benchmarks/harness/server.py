"""Servers under measurement: started, asked what they used, stopped."""

import os
import re
import socket
import subprocess
import time
from pathlib import Path

from .measure import clean_environment

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One process that listens, and its figures from /proc."""

    def __init__(self, command: list[str], log: Path, env: dict[str, str] | None = None):
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                list(map(str, command)), env=clean_environment() | (env or {}), stdout=out, stderr=out,
                stdin=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_for_line(self, pattern: str, seconds: float = 30) -> str:
        """The first group of the pattern in what the server says of itself."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := re.search(pattern, self.log.read_text(errors="replace")):
                return found[1]
            self._must_live()
            time.sleep(0.05)
        raise RuntimeError(f"no `{pattern}` in {self.log.read_text(errors='replace')[-2000:]}")

    def wait_for_port(self, port: int, seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                self._must_live()
                time.sleep(0.05)
        raise RuntimeError(f"nothing listens on {port}: {self.log.read_text(errors='replace')[-2000:]}")

    def _must_live(self) -> None:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended: {self.log.read_text(errors='replace')[-2000:]}")

    def cpu(self) -> float:
        """Seconds of processor so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def forget_peak(self) -> None:
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def rss(self) -> float:
        """MB at the peak since `forget_peak`."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


class Roost(Server):
    def __init__(self, program: Path, home: Path, log: Path, settings: dict[str, str] | None = None):
        super().__init__([program, "serve", "--home", home, "--port", "0"], log, {"HF_HUB_OFFLINE": "1"} | (settings or {}))
        self.address = self.wait_for_line(r"at home on (http://\S+)")
        self.port = int(self.address.rpartition(":")[2])


class Nginx(Server):
    """nginx with `sendfile` in one process; `servers` are `server { … }` blocks."""

    def __init__(self, folder: Path, ports: list[int], servers: str, maps: str = ""):
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "nginx.conf"
        config.write_text(f"""
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000; etag off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e; default_type application/octet-stream;
  map_hash_max_size 65536; map_hash_bucket_size 256;
  {maps}
  {servers}
}}
""")
        super().__init__(["nginx", "-e", folder / "error.log", "-p", folder, "-c", config], folder / "log")
        for port in ports:
            self.wait_for_port(port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
