import Glibc

/// Who changed which source file how often, followed over renames.
struct FileLedger {
    private struct Entry {
        var creators: Set<Int> = []
        var changes: [Int: Int] = [:]
        var isThere = true
    }

    let identities: Identities
    private var entries: [Entry] = []
    private var places: [String: Int] = [:]
    /// Where a path went by a rename: on parallel branches the old one is still changed afterwards.
    private var moved: [String: String] = [:]
    private var isSource: [String: Bool] = [:]

    init(history: [CodeCommit]) {
        identities = Identities(of: history)
    }

    /// Commits have to come oldest first.
    mutating func take(_ commit: CodeCommit) {
        guard let author = identities[commit] else { return }
        for change in commit.changes {
            switch change {
            case .added(let path): add(path, by: author)
            case .modified(let path): modify(path, by: author)
            case .deleted(let path): if let place = places[path] { entries[place].isThere = false }
            case .renamed(let from, let to): rename(from, to: to, by: author)
            }
        }
    }

    private mutating func add(_ path: String, by author: Int) {
        guard counts(path) else { return }
        moved[path] = nil
        let place = place(of: path)
        entries[place].creators.insert(author)
        entries[place].isThere = true
    }

    private mutating func modify(_ path: String, by author: Int) {
        let path = current(path)
        guard counts(path) else { return }
        let place = place(of: path)
        entries[place].changes[author, default: 0] += 1
        entries[place].isThere = true
    }

    private mutating func rename(_ from: String, to: String, by author: Int) {
        let old = current(from)
        if let place = places[old], old != to {
            places[old] = nil
            if let there = places[to] { join(there, into: place) }
            places[to] = place
        }
        if from != to { moved[from] = to }
        moved[to] = nil
        guard counts(to) else { return }
        let place = place(of: to)
        entries[place].changes[author, default: 0] += 1
        entries[place].isThere = true
    }

    private mutating func join(_ other: Int, into place: Int) {
        entries[place].creators.formUnion(entries[other].creators)
        entries[place].changes.merge(entries[other].changes, uniquingKeysWith: +)
    }

    private mutating func place(of path: String) -> Int {
        if let known = places[path] { return known }
        entries.append(Entry())
        places[path] = entries.count - 1
        return entries.count - 1
    }

    /// Where a path is now, when it was renamed and nobody made it anew; a chain of names is followed a little way.
    private func current(_ path: String) -> String {
        guard places[path] == nil else { return path }
        var path = path
        for _ in 0..<8 {
            guard let next = moved[path] else { break }
            path = next
        }
        return path
    }

    private mutating func counts(_ path: String) -> Bool {
        if let known = isSource[path] { return known }
        let answer = SourceFiles.contains(path)
        isSource[path] = answer
        return answer
    }

    /// The authors of each source file that is there now, in the order of paths.
    func authorship(head: [String]?) -> [[Int]] {
        let paths: [String]
        if let head {
            paths = head.filter { SourceFiles.contains($0) && places[$0] != nil }
        } else {
            paths = places.filter { entries[$0.value].isThere && SourceFiles.contains($0.key) }.map(\.key)
        }
        return paths.sorted().compactMap { places[$0] }.map { Self.authors(entries[$0]) }
    }

    private static func authors(_ entry: Entry) -> [Int] {
        let everybody = entry.creators.union(entry.changes.keys)
        let total = entry.changes.values.reduce(0, +)
        let degrees = everybody.map { developer -> (Int, Double) in
            let own = entry.changes[developer] ?? 0
            let first = entry.creators.contains(developer) ? 1.098 : 0
            return (developer, 3.293 + first + 0.164 * Double(own) - 0.321 * log(1 + Double(total - own)))
        }
        guard let highest = degrees.map(\.1).max(), highest > 0 else { return [] }
        return degrees.filter { $0.1 >= 3.293 && $0.1 / highest > 0.75 }.map(\.0).sorted()
    }
}
