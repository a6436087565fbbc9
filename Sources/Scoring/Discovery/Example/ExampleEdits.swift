/// What is done to an example that does not run as printed: the same three things every time, nothing guessed.
package struct ExampleEdits: Sendable, Hashable {
    /// The code with all that applies; nil when nothing does, and there is nothing else to try.
    package let code: String?
    /// What was done, in words.
    package let made: [String]

    package init(_ example: CardExample) {
        var text = example.code
        var made: [String] = []
        func apply(_ what: String, _ edit: (String) -> String) {
            let edited = edit(text)
            guard edited != text else { return }
            made.append(what)
            text = edited
        }
        apply("prompts and printed answers left out", Self.withoutPrompts)
        apply("lines that install packages left out", Self.withoutInstallation)
        apply("the Python blocks before it in the card put in front") { code in
            let front = example.before.map { Self.withoutInstallation(Self.withoutPrompts($0)) }
            return (front + [code]).joined(separator: "\n")
        }
        self.made = made
        code = made.isEmpty ? nil : text
    }

    /// A session as it is shown becomes what was typed: lines after `>>> ` and `... `.
    private static func withoutPrompts(_ code: String) -> String {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.contains(where: { $0.hasPrefix(">>> ") }) else { return code }
        return lines.compactMap { line -> Substring? in
            if line.hasPrefix(">>> ") || line.hasPrefix("... ") { return line.dropFirst(4) }
            return line == ">>>" || line == "..." ? "" : nil
        }.joined(separator: "\n")
    }

    /// Commands of notebooks and shells that stand between the lines: there is no network to install from.
    private static func withoutInstallation(_ code: String) -> String {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.filter { line in
            let words = line.drop { $0 == " " }
            return !commands.contains { words.hasPrefix($0) }
        }.joined(separator: "\n")
    }

    private static let commands = [
        "!", "%pip ", "%conda ", "$ ", "pip install ", "pip3 install ", "conda install ", "python -m pip ",
    ]
}
