import Glibc
import NIOPosix
import Wire

/// Writes messages to a descriptor, each a whole line.
struct LineWriter: Sendable {
    private let descriptor: Int32
    /// One thread: what it is given it does in order.
    private let threads: NIOThreadPool

    init(_ descriptor: Int32, threads: NIOThreadPool) {
        self.descriptor = descriptor
        self.threads = threads
    }

    /// Returns when it is written, or when nobody reads any more.
    func write(_ message: JSONValue) async {
        guard let text = try? WireJSON.exactText(message) else { return }  // read as JSON: JSON can hold it
        let descriptor = descriptor
        try? await threads.runIfActive { Self.write(text + "\n", to: descriptor) }  // at the end there is no reader
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wanted, 1, 200)
            } else if errno != EINTR {
                return  // whoever read our output has left
            }
        }
    }
}
