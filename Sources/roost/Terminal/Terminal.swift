import Glibc

/// The two streams of the program: data on stdout, everything else on stderr.
enum Terminal {
    static func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
    /// A piece of what a model says: line ends and tabs are its own, the rest must not reach the terminal's controls.
    static func stream(_ text: String) {
        write(
            text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.split(separator: "\t", omittingEmptySubsequences: false).map { safe(String($0)) }
                    .joined(separator: "\t")
            }.joined(separator: "\n"), to: STDOUT_FILENO)
    }
    static func raw(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Whether progress may be drawn.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal; 80 where there is none.
    static var width: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                return  // whoever read our output has left
            }
        }
    }

    /// Names and texts from outside must not move the cursor or colour the screen.
    static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 32 || (127..<160).contains($0.value) ? "\u{FFFD}" : $0 }))
    }
}
