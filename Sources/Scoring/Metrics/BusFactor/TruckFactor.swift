/// How many people have to leave before half of a project's source files have no author left.
///
/// The algorithm is Avelino, Passos, Hora and Valente's (ICPC 2016), with the degree of authorship of Fritz et al.:
/// `DOA(d, f) = 3.293 + 1.098·FA + 0.164·DL − 0.321·ln(1 + AC)`, where FA is 1 for who created the file, DL counts d's
/// other changes of it, and AC those of everybody else. Who has at least 3.293 and more than 0.75 of the file's highest
/// is an author. The author of most files is taken away until less than half of the files keep one.
package struct TruckFactor: Sendable, Hashable {
    /// Who was taken away, in that order.
    package struct Author: Sendable, Hashable {
        package var name: String
        /// The files they are an author of.
        package var files: Int

        package init(name: String, files: Int) {
            self.name = name
            self.files = files
        }
    }

    /// The number of people; 0 when there are no source files.
    package let value: Int
    package let authors: [Author]
    /// Source files at the head.
    package let files: Int
    /// The share of files that keep an author without them: 0…1.
    package let coverage: Double

    /// - Parameters:
    ///   - history: newest first, as `git log` lists it without `--reverse`; merges and bots are dropped here.
    ///   - head: the paths that are there now; nil to tell them from the history, which needs all of it.
    package init(history: [CodeCommit], head: [String]? = nil) {
        var ledger = FileLedger(history: history)
        for commit in history.reversed() where !commit.isMerge { ledger.take(commit) }
        self.init(authorship: ledger.authorship(head: head), names: ledger.identities.names)
    }

    private init(authorship: [[Int]], names: [String]) {
        files = authorship.count
        var held: [Int: Int] = [:]
        for authors in authorship { for author in authors { held[author, default: 0] += 1 } }
        // How many authors each file still has, so that a removal costs only the files it concerns.
        var left = authorship.map(\.count)
        var covered = left.count { $0 > 0 }
        var byAuthor: [Int: [Int]] = [:]
        for (file, authors) in authorship.enumerated() {
            for author in authors { byAuthor[author, default: []].append(file) }
        }
        let ordered = held.sorted { ($1.value, names[$0.key]) < ($0.value, names[$1.key]) }
        var removed: [Author] = []
        for (author, count) in ordered {
            guard !left.isEmpty, Double(covered) / Double(left.count) >= 0.5 else { break }
            removed.append(Author(name: names[author], files: count))
            for file in byAuthor[author] ?? [] {
                left[file] -= 1
                if left[file] == 0 { covered -= 1 }
            }
        }
        authors = removed
        value = removed.count
        coverage = left.isEmpty ? 0 : Double(covered) / Double(left.count)
    }
}
