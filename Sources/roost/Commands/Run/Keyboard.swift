import Glibc

/// Lines that a person types, waited for without holding a thread: a Ctrl-C meanwhile ends the waiting.
struct Keyboard {
    private var rest: [UInt8] = []
    private static let pause = Duration.milliseconds(30)
    /// Bytes of one line, at most; what is longer comes in pieces.
    private static let longest = 1 << 20

    /// The next line without its end; nil when there is none any more.
    mutating func line() async throws -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest.removeFirst(end + 1) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            if rest.count > Self.longest { return last() }
            var event = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            while poll(&event, 1, 0) == 0 { try await Task.sleep(for: Self.pause) }
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                rest += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return rest.isEmpty ? nil : last()
            }
        }
    }

    private mutating func last() -> String {
        defer { rest = [] }
        return String(decoding: rest, as: UTF8.self)
    }
}
