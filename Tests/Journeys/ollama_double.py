"""Stands for an Ollama, which is outside this machine: the calls that bring a model to it, as its docs/api.md has them.

`HEAD` and `POST /api/blobs/sha256:…` (404, 200; 201, 400 for other bytes), `POST /api/create` with `files` (lines of progress, `success`
at the end, or `{"error": …}` after the status is said), `POST /api/show`, `DELETE /api/delete`, `GET /api/version`.
"""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class OllamaDouble:
    def __init__(self):
        self.blobs: dict[str, bytes] = {}
        self.created: list[dict] = []
        self.asked: list[str] = []
        self.template = "{% for message in messages %}<|im_start|>{{ message['role'] }}{% endfor %}"
        self.failure: str | None = None

    def __enter__(self):
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self):
                double.asked.append(f"{self.command} {self.path}")
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, kind, answer = double.answer(self.command, self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            do_GET = do_HEAD = do_POST = do_DELETE = handle_one

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        def tell(value, status=200):
            return status, "application/json", json.dumps(value).encode()

        if path == "/api/version":
            return tell({"version": "0.33.0"})
        if path.startswith("/api/blobs/"):
            digest = path.removeprefix("/api/blobs/")
            if method == "HEAD":
                return tell({}, 200 if digest in self.blobs else 404)
            if "sha256:" + hashlib.sha256(body).hexdigest() != digest:
                return tell({"error": f"digest mismatch, expected {digest}"}, 400)
            self.blobs[digest] = body
            return tell({}, 201)
        asked = json.loads(body)
        if path == "/api/create":
            return 200, "application/x-ndjson", self.create(asked)
        if path == "/api/show":
            if not any(each["model"] == asked["model"] for each in self.created):
                return tell({"error": f"model '{asked['model']}' not found"}, 404)
            return tell({"template": self.template, "model_info": {"general.architecture": "llama"}, "details": {"format": "gguf"}})
        if path == "/api/delete":
            return tell({})
        return tell({"error": "not found"}, 404)

    def create(self, asked: dict) -> bytes:
        steps = [{"status": "parsing GGUF"}]
        missing = [each for each in asked["files"].values() if each not in self.blobs]
        if self.failure or missing:
            steps.append({"error": self.failure or f"blob {missing[0]} not found"})
        else:
            self.created.append(asked)
            steps += [{"status": f"using existing layer {each}"} for each in asked["files"].values()]
            steps += [{"status": "writing manifest"}, {"status": "success"}]
        return b"".join(json.dumps(each).encode() + b"\n" for each in steps)
