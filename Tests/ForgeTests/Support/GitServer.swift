import FoundationEssentials
import Sandbox
import Synchronization
import SystemPackage
import Testing

/// The repositories of a workshop behind HTTP: git's own program for servers, and a few servers that misbehave.
final class GitServer: Sendable {
    private struct State {
        var port = 0
        var requests: [String] = []
    }

    private let state = Mutex(State())
    private let ready = AsyncStream.makeStream(of: Void.self)

    /// Under a name that only a pinned address can reach.
    func url(_ path: String) -> String { "http://git.example:\(state.withLock { $0.port })/\(path)" }

    /// How often the first question of a clone was asked of a path, three times for each clone: by the probe and by
    /// git for the history and for the files.
    func questions(about path: String) -> Int {
        state.withLock { state in state.requests.filter { $0 == "GET /\(path)/info/refs" }.count }
    }

    /// Runs a server for as long as `body` runs.
    static func with(_ workshop: Workshop, _ body: @escaping @Sendable (GitServer) async throws -> Void) async throws {
        let server = GitServer()
        let python = try Tool(named: "python3")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await python.run(
                    ["-u", "-c", program, workshop.folder.string], limits: ToolLimits(wall: .seconds(120)),
                    onLine: { server.note($0) }
                ).succeeded()
            }
            group.addTask {
                for await _ in server.ready.stream { break }
                try await body(server)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func note(_ line: String) {
        if let port = Int(line) {
            state.withLock { $0.port = port }
            ready.continuation.yield()
        } else {
            state.withLock { $0.requests.append(line) }
        }
    }

    /// A hundred lines of CGI would be needed in Swift for what Python has.
    private static let program = """
        import http.server, os, subprocess, sys, time
        from urllib.parse import urlsplit
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"
            def log_message(self, *_): pass
            def redirect(self, to):
                self.send_response(301); self.send_header("Location", to); self.end_headers()
            def status(self, code, kind="text/plain", body=b""):
                self.send_response(code); self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
            def do_GET(self):
                url = urlsplit(self.path); port = self.server.server_address[1]
                print(self.command, url.path)
                first = url.path.split("/")[1]; rest = url.path[len(first) + 1:] + "?" + url.query
                if first == "moved": return self.redirect("/source" + rest)
                if first == "inward": return self.redirect("http://inner.example:%d/source%s" % (port, rest))
                if first == "private": return self.status(401)
                if first == "dumb": return self.status(200, "text/plain", b"0" * 40)
                if first == "broken": return self.status(500)
                if first == "lying":
                    if self.command == "POST": return self.status(200, "application/x-git-upload-pack-result", b"0000")
                    return self.status(200, "application/x-git-upload-pack-advertisement", b"garbage")
                if first == "hanging":
                    if self.command == "POST": time.sleep(60)
                    first = "source"
                self.backend("/" + first + "/.git" + url.path[len(url.path.split("/")[1]) + 1:], url.query)
            do_POST = do_GET
            def backend(self, path, query):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Transfer-Encoding"): return self.status(411)
                env = {"PATH": "/usr/bin:/bin", "GIT_PROJECT_ROOT": sys.argv[1], "GIT_HTTP_EXPORT_ALL": "1",
                       "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": self.command, "HOME": sys.argv[1],
                       "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_ADDR": "127.0.0.1",
                       "CONTENT_LENGTH": str(len(body)), "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                       "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", "")}
                answer = subprocess.run(["git", "http-backend"], env=env, input=body, capture_output=True).stdout
                head, _, content = answer.partition(b"\\r\\n\\r\\n")
                fields = dict(line.split(": ", 1) for line in head.decode().split("\\r\\n") if ": " in line)
                self.send_response(int(fields.pop("Status", "200").split()[0]))
                for name, value in fields.items(): self.send_header(name, value)
                self.end_headers(); self.wfile.write(content)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_address[1])
        server.serve_forever()
        """
}
