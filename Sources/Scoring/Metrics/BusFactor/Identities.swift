/// Who is who in a history: the same e-mail address or the same name is the same person; machines are nobody.
struct Identities: Sendable {
    /// A name for each person, by number.
    let names: [String]
    private let numbers: [String: Int]

    init(of history: [CodeCommit]) {
        var groups = Groups()
        for commit in history where !Bots.contains(name: commit.authorName, email: commit.authorEmail) {
            let keys = Self.keys(commit.authorName, commit.authorEmail)
            guard let first = keys.first else { continue }
            groups.add(first)
            for key in keys.dropFirst() { groups.join(first, key) }
        }
        // Numbered in the order of the history, so that nothing depends on the order of a dictionary.
        var numbers: [String: Int] = [:]
        var roots: [Int: Int] = [:]
        var names: [String] = []
        for commit in history {
            for key in Self.keys(commit.authorName, commit.authorEmail) where numbers[key] == nil {
                guard let root = groups.root(of: key) else { continue }
                if roots[root] == nil {
                    roots[root] = names.count
                    names.append(commit.authorName.isEmpty ? commit.authorEmail : commit.authorName)
                }
                numbers[key] = roots[root]
            }
        }
        self.names = names
        self.numbers = numbers
    }

    /// Nil for a machine, and for a commit without an author.
    subscript(_ commit: CodeCommit) -> Int? {
        guard !Bots.contains(name: commit.authorName, email: commit.authorEmail) else { return nil }
        return Self.keys(commit.authorName, commit.authorEmail).first.flatMap { numbers[$0] }
    }

    private static func keys(_ name: String, _ email: String) -> [String] {
        let email = LoweredText(email.prefix(200))
        let name = LoweredText(name.prefix(200)).normalised
        var keys: [String] = []
        // Addresses that many share say nothing of a person.
        let shared = email.contains("noreply@github.com") && !email.contains("users.noreply") || email.bytes.count < 4
        if !shared { keys.append("mail \(String(decoding: email.bytes, as: UTF8.self))") }
        if name.utf8.count > 2, !impersonal.contains(name) { keys.append("name \(name)") }
        if keys.isEmpty, !name.isEmpty { keys.append("name \(name)") }
        return keys
    }

    private static let impersonal: Set<String> = [
        "unknown", "root", "user", "admin", "ubuntu", "your name", "none", "git",
    ]

    /// Sets that can be joined, by path halving.
    private struct Groups {
        private var index: [String: Int] = [:]
        private var parents: [Int] = []

        mutating func add(_ key: String) {
            guard index[key] == nil else { return }
            index[key] = parents.count
            parents.append(parents.count)
        }

        mutating func join(_ left: String, _ right: String) {
            add(right)
            guard let one = root(of: left), let other = root(of: right), one != other else { return }
            parents[max(one, other)] = min(one, other)
        }

        mutating func root(of key: String) -> Int? {
            guard var node = index[key] else { return nil }
            while parents[node] != node {
                parents[node] = parents[parents[node]]
                node = parents[node]
            }
            return node
        }
    }
}
