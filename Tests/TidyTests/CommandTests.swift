import Testing

/// A subcommand as its source declares it.
private struct DeclaredCommand {
    let type: String
    let file: String
    let name: String
    let abstract: String
    /// The types named in its lists of subcommands.
    let children: [String]

    init?(_ file: SourceFile) {
        let text = file.lines.joined(separator: "\n")
        guard let type = text.firstMatch(of: /struct (\w+): (?:Async)?ParsableCommand/) else { return nil }
        self.type = String(type.output.1)
        self.file = file.path
        let given = text.firstMatch(of: /commandName:\s*"([^"]+)"/).map { String($0.output.1) }
        name = given ?? Self.dashed(String(type.output.1))
        abstract = text.firstMatch(of: /abstract:\s*"([^"]*)"/).map { String($0.output.1) } ?? ""
        children = text.matches(of: /[sS]ubcommands:\s*\[([^\]]*)\]/).flatMap { list in
            list.output.1.matches(of: /(\w+)\.self/).map { String($0.output.1) }
        }
    }

    /// As ArgumentParser names a command that does not name itself.
    private static func dashed(_ type: String) -> String {
        type.enumerated().map { $0.offset > 0 && $0.element.isUppercase ? "-\($0.element)" : "\($0.element)" }.joined()
            .lowercased()
    }
}

/// Every command can be found and says what it does.
struct CommandTests {
    private static let commands = Checkout.sources.filter { $0.target == "roost" }.compactMap(DeclaredCommand.init)

    @Test func `every command says in a sentence what it does`() throws {
        try #require(Self.commands.count > 10)
        let silent = Self.commands.filter { $0.abstract.isEmpty }.map { "\($0.file): \($0.type)" }
        #expect(silent.isEmpty, "without an abstract:\n\(silent.joined(separator: "\n"))")
    }

    @Test func `every command can be reached and is named in the README`() throws {
        let readme = try Checkout.text(of: "README.md")
        let parents = Dictionary(
            Self.commands.flatMap { command in command.children.map { ($0, command) } },
            uniquingKeysWith: { first, _ in first })
        var missing: [String] = []
        for command in Self.commands where command.type != "Roost" {
            guard let parent = parents[command.type] else {
                missing.append("\(command.file): \(command.type) is nobody's subcommand")
                continue
            }
            let words = parent.type == "Roost" ? ["roost", command.name] : ["roost", parent.name, command.name]
            let spelling = words.joined(separator: " ")
            if !readme.contains(spelling) { missing.append("\(command.file): README.md does not name `\(spelling)`") }
        }
        #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    }
}
