/// Which commits of a history came by a pull request: those a `Merge pull request #n` brought, and squashed ones whose
/// title ends with `(#n)`.
struct ReviewedCommits {
    /// Without merges and machines.
    private(set) var commits = 0
    private(set) var reviewed = 0
    /// Whether the parents were known, so that what a merge brought could be told.
    let isExact: Bool

    var share: Double { commits > 0 ? Double(reviewed) / Double(commits) : 0 }

    /// - Parameter history: newest first; the first is the head of the default branch.
    init(_ history: [CodeCommit]) {
        isExact = !history.isEmpty && history.allSatisfy { $0.parents != nil }
        let brought = isExact ? Self.brought(history) : []
        var merges = 0
        for (index, commit) in history.enumerated() {
            if commit.isMerge {
                if Self.isPullRequestMerge(commit.title) { merges += 1 }
                continue
            }
            guard !Bots.contains(name: commit.authorName, email: commit.authorEmail) else { continue }
            commits += 1
            if Self.isSquash(commit.title) || brought.contains(index) { reviewed += 1 }
        }
        // Without parents each merge is known to have brought one commit, not how many.
        if !isExact { reviewed = min(commits, reviewed + merges) }
    }

    /// The commits that pull requests brought: reached from a merge's second parent and not from the main line before
    /// it. Every commit is visited once, oldest merge first.
    private static func brought(_ history: [CodeCommit]) -> Set<Int> {
        let places = Dictionary(history.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        func parents(_ index: Int) -> [Int] { (history[index].parents ?? []).compactMap { places[$0] } }
        var line: [Int] = []
        var seen: Set<Int> = []
        var next: Int? = history.isEmpty ? nil : 0
        while let index = next, seen.insert(index).inserted {
            line.append(index)
            next = (history[index].parents?.first).flatMap { places[$0] }
        }
        var brought: Set<Int> = []
        for merge in line.reversed() where history[merge].isMerge {
            let isReviewed = isPullRequestMerge(history[merge].title)
            var open = Array(parents(merge).dropFirst())
            while let index = open.popLast() {
                guard seen.insert(index).inserted else { continue }
                if isReviewed { brought.insert(index) }
                open += parents(index)
            }
        }
        return brought
    }

    private static func isPullRequestMerge(_ title: String) -> Bool {
        let lowered = LoweredText(title.prefix(200))
        return lowered.contains("merge pull request #")
            || lowered.contains("merged in ") && lowered.contains("pull request #")
            || lowered.contains("merge branch") && lowered.contains("see merge request") || isSquash(title)
    }

    /// `Fix the loader (#123)`; GitLab writes `(!123)`.
    private static func isSquash(_ title: String) -> Bool {
        let bytes = Array(title.utf8.prefix(1000))
        guard let open = bytes.lastIndex(of: UInt8(ascii: "(")), open + 3 < bytes.count else { return false }
        guard bytes[open + 1] == UInt8(ascii: "#") || bytes[open + 1] == UInt8(ascii: "!") else { return false }
        let digits = bytes[(open + 2)...].prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.endIndex < bytes.count else { return false }
        return bytes[digits.endIndex] == UInt8(ascii: ")")
    }
}
