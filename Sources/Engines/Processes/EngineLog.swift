import FoundationEssentials
import Glibc
import Synchronization
import SystemPackage

/// What an engine printed: in a file that does not grow for ever, and its end in memory, to say why it failed.
final class EngineLog: Sendable {
    private struct State {
        var file: FileDescriptor?
        var written = 0
        var tail: [UInt8] = []
    }

    /// Bytes of a file before it becomes the one before (`.1`), whose own predecessor goes.
    private static let longest = 4 << 20
    /// Bytes that are kept to find the reason of an end in.
    private static let kept = 64 << 10
    private let path: FilePath
    private let state: Mutex<State>

    /// Begins the log anew; the one before is kept beside it.
    init(_ path: FilePath) throws {
        self.path = path
        state = Mutex(State())
        do {
            try FileManager.default.createDirectory(
                atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
            try state.withLock { try Self.turn(&$0, path) }
        } catch {
            throw EngineError.cannotStart(path.string, why: "its log cannot be written: \(error)")
        }
    }

    func append(_ bytes: [UInt8]) {
        state.withLock { state in
            state.tail += bytes.suffix(Self.kept)
            if state.tail.count > 2 * Self.kept { state.tail.removeFirst(state.tail.count - Self.kept) }
            state.written += bytes.count
            _ = try? state.file?.writeAll(bytes)  // a full disk must not end the model
            if state.written > Self.longest { try? Self.turn(&state, path) }  // it goes on in the old one
        }
    }

    /// The first error of what it printed last: those after it follow from it.
    var reason: String? {
        let tail = state.withLock { $0.tail }
        let lines = String(decoding: tail, as: UTF8.self).split(whereSeparator: \.isNewline)
        let error = lines.lazy.compactMap(Self.error).first
        return (error ?? lines.last { $0.contains("Error") }).map { line in
            String(line.prefix(300)).filter { $0 >= " " }
        }
    }

    /// `0.00.027.496 E gguf_init_from_file: failed to …`, or `error: …` of older versions; nil for other lines.
    private static func error(_ line: Substring) -> Substring? {
        if let mark = line.firstRange(of: " E "), line.distance(from: line.startIndex, to: mark.lowerBound) < 20 {
            return line[mark.upperBound...]
        }
        return line.hasPrefix("error") || line.contains(": error:") ? line : nil
    }

    private static func turn(_ state: inout State, _ path: FilePath) throws {
        try? state.file?.close()  // what it held is written
        rename(path.string, path.string + ".1")
        state.written = 0
        state.file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
    }

    deinit { state.withLock { try? $0.file?.close() } }  // what it held is written
}
