import Glibc
import Sandbox

/// Passes on what confined code prints: as it is to a file or a pipe, without control characters to a terminal.
enum SandboxEcho {
    static func write(_ chunk: SandboxChunk) {
        let target = chunk.stream == .output ? STDOUT_FILENO : STDERR_FILENO
        let isTerminal = chunk.stream == .output ? Terminal.outputIsTerminal : Terminal.errorIsTerminal
        var bytes = (isTerminal ? chunk.bytes.map(harmless) : chunk.bytes)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(target, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                return  // whoever read our output has left
            }
        }
    }

    /// Byte by byte, for a chunk may end within a character; the bytes that begin C1 controls become `?` as well.
    private static func harmless(_ byte: UInt8) -> UInt8 {
        (byte < 32 && byte != 9 && byte != 10) || byte == 127 || byte == 0xC2 ? UInt8(ascii: "?") : byte
    }
}
