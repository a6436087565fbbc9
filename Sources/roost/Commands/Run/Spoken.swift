import ArgumentParser
import Domain
import Glibc

/// What a person says: as arguments, on stdin, or line by line on the terminal.
enum Spoken {
    /// Bytes of a prompt, at most.
    private static let longest = 16 << 20

    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The words of the command line, with what is piped in behind them; nil when a chat is wanted.
    static func prompt(_ words: [String]) throws -> String? {
        let said = words.joined(separator: " ")
        if isTerminal { return said.isEmpty ? nil : said }
        // Whoever starts programs often leaves stdin open without meaning it: with a prompt only what is there is read.
        let piped = said.isEmpty || isPiped ? try all() : ""
        let text = [said, piped].filter { !$0.isEmpty }.joined(separator: "\n\n")
        guard !text.isEmpty else { throw ValidationError("there is no prompt: give it as an argument, or on stdin") }
        return text
    }

    /// Whether stdin is a file, or a pipe that holds something now.
    private static var isPiped: Bool {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else { return false }
        if status.st_mode & S_IFMT == S_IFREG { return true }
        var event = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&event, 1, 0) > 0 && event.revents & Int16(POLLIN) != 0
    }

    private static func all() throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
            guard bytes.count <= longest else { throw Problem(.badRequest, "stdin is longer than 16 MiB") }
        }
        return String(decoding: bytes, as: UTF8.self).trimmingLineEnds()
    }
}

extension String {
    fileprivate func trimmingLineEnds() -> String {
        var text = self[...]
        while let last = text.last, last.isNewline { text = text.dropLast() }
        return String(text)
    }
}
