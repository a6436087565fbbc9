"""The real Hub clients, each in a virtual environment of its own, kept between runs."""

import json
import os
import subprocess
import sys
import textwrap
import venv
from dataclasses import dataclass
from pathlib import Path

SHELF = Path(os.environ.get("ROOST_JOURNEY_CLIENTS", Path(__file__).resolve().parents[2] / ".venv-clients"))


#: Every set of packages a journey uses. Made before the tests begin: several of them run at once.
SETS = [
    ("huggingface_hub==2.4.0",), ("huggingface_hub==1.33.0",), ("huggingface_hub==0.36.2",),
    ("transformers==5.23.0", "jinja2"), ("datasets==5.2.0",)]


@dataclass(frozen=True)
class Client:
    """One set of packages, and the Hub it is pointed at."""

    home: Path
    endpoint: str
    cache: Path

    def environment(self, **extra: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
        kept |= {"HF_ENDPOINT": self.endpoint, "HF_HOME": str(self.cache), "PYTHONUTF8": "1"}
        return kept | {"NO_COLOR": "1", "NO_PROXY": "127.0.0.1,localhost", **extra}

    def run(self, code: str, **extra: str):
        """Runs a script that calls `answer(value)` once, and gives back the value."""
        script = "import json\ndef answer(value): print('ANSWER' + json.dumps(value))\n" + textwrap.dedent(code)
        done = self.call([self.home / "bin" / "python", "-c", script], **extra)
        assert done.returncode == 0, done.stderr
        lines = [line for line in done.stdout.splitlines() if line.startswith("ANSWER")]
        return json.loads(lines[-1].removeprefix("ANSWER"))

    def tool(self, name: str, *arguments: str, **extra: str) -> subprocess.CompletedProcess:
        """Runs a command that the packages installed."""
        return self.call([self.home / "bin" / name, *arguments], **extra)

    def call(self, command: list, **extra: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [str(word) for word in command], env=self.environment(**extra), cwd=self.cache,
            capture_output=True, text=True, timeout=180)


def install(*packages: str) -> Path:
    """The environment with exactly these packages, made on first use."""
    home = SHELF / "_".join(packages).replace("==", "-").replace("[", "-").replace("]", "")
    ready = home / "ready"
    if not ready.exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", *packages], check=True, stdout=sys.stderr)
        ready.touch()
    return home


if __name__ == "__main__":
    for packages in SETS:
        print(f"clients: {install(*packages).name} is ready", flush=True)
