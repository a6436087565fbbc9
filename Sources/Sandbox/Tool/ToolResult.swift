/// How a tool ended, and what it said.
package struct ToolResult: Hashable, Sendable {
    package let tool: String
    package let exit: ToolExit
    /// All of standard output; empty when it was streamed.
    package let output: [UInt8]
    /// The end of standard error, at most `ToolLimits.errors` bytes.
    package let errors: [UInt8]

    /// Standard output as text; what is not UTF-8 becomes U+FFFD.
    package var text: String { String(decoding: output, as: UTF8.self) }

    /// The last line of standard error that says something.
    package var complaint: String? {
        String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline)
            .last { line in line.contains { !$0.isWhitespace } }.map { String($0.prefix(500)) }
    }

    /// Itself when the tool ended with code 0, else throws `ToolError.failed` with its complaint.
    @discardableResult
    package func succeeded() throws(ToolError) -> ToolResult {
        guard exit == .exited(0) else { throw .failed(tool, exit, complaint) }
        return self
    }
}

/// The end of a program.
package enum ToolExit: Hashable, Sendable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    package var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signalled(let signal): "signal \(signal)"
        }
    }
}
