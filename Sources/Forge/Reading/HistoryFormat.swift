import FoundationEssentials
import Scoring

/// What `git log` is asked to print of each commit, and how that is read.
///
/// Everything is positional between NULs, which neither a name, a title nor a path can hold: a commit is six fields, the first
/// marked by a byte that no status begins with, and then pairs or triples of a status and its paths.
enum HistoryFormat {
    static let arguments = [
        "-z", "--no-mailmap", "-M100%", "--name-status", "--no-ext-diff", "--no-textconv", "--no-color",
        "--no-decorate",
        "--format=%x01%H%x00%P%x00%ct%x00%an%x00%ae%x00%s",
    ]
    private static let mark: UInt8 = 1
    /// Characters of a title, a name or an address that are kept.
    private static let maximumText = 400

    /// Reads as many whole commits as there are; an unfinished one at the end of a cut text is left out.
    /// - Parameters:
    ///   - isCut: whether the text was ended before git was done.
    ///   - leavingOut: commits whose parents are not here: to git their whole tree is new, which says nothing.
    static func parse(
        _ bytes: [UInt8], isCut: Bool, changesPerCommit: Int, leavingOut boundary: Set<String> = []
    ) throws -> [CodeCommit] {
        var fields = NULFields(bytes, isCut: isCut)
        var commits: [CodeCommit] = []
        while let head = fields.next() {
            guard head.first == mark, let id = ObjectName.read(head.dropFirst()) else {
                throw ForgeError.malformed("a commit without a name")
            }
            guard let parents = fields.next(), let moment = fields.next(), let name = fields.next(),
                let address = fields.next(), let title = fields.next()
            else { return try end(commits, isCut) }
            guard let seconds = Int64(text(moment)), abs(seconds) < 1 << 40 else {
                throw ForgeError.malformed("a commit without a moment")
            }
            var commit = CodeCommit(
                id: id, authorName: text(name), authorEmail: text(address),
                date: Date(timeIntervalSince1970: Double(seconds)), title: text(title),
                isMerge: parents.split(separator: 32).count > 1, changes: [],
                parents: parents.split(separator: 32).map { text($0) })
            let isWhole = try changes(of: &commit, from: &fields, limit: changesPerCommit)
            // The last commit of a cut text may lack changes, even where it seems to end well.
            if !isWhole || (isCut && fields.isAtEnd) { return try end(commits, isCut) }
            if !boundary.contains(id) { commits.append(commit) }
        }
        return commits
    }

    private static func end(_ commits: [CodeCommit], _ isCut: Bool) throws -> [CodeCommit] {
        guard isCut else { throw ForgeError.malformed("half a commit") }
        return commits
    }

    /// False when the text ends inside a change.
    private static func changes(of commit: inout CodeCommit, from fields: inout NULFields, limit: Int) throws -> Bool {
        while let first = fields.peek(), first.first != mark {
            _ = fields.next()
            let status = first.first == 10 ? first.dropFirst() : first
            guard let letter = status.first else { throw ForgeError.malformed("a change without a kind") }
            guard let path = fields.next() else { return false }
            let change: CodeCommit.Change
            switch letter {
            case UInt8(ascii: "A"): change = .added(self.path(path))
            case UInt8(ascii: "D"): change = .deleted(self.path(path))
            case UInt8(ascii: "M"), UInt8(ascii: "T"): change = .modified(self.path(path))
            case UInt8(ascii: "R"), UInt8(ascii: "C"):
                guard let target = fields.next() else { return false }
                let (from, to) = (self.path(path), self.path(target))
                change = letter == UInt8(ascii: "R") ? .renamed(from: from, to: to) : .added(to)
            default: throw ForgeError.malformed("a change of an unknown kind")
            }
            if commit.changes.count < limit { commit.changes.append(change) }
        }
        return true
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(String(decoding: bytes.prefix(maximumText * 4), as: UTF8.self).prefix(maximumText))
    }

    private static func path(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
