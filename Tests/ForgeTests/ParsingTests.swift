import FoundationEssentials
import Scoring
import Testing

@testable import Forge

@Suite struct `What git prints` {
    private static let id = String(repeating: "a", count: 40)
    private static let other = String(repeating: "b", count: 40)

    private func commit(
        _ id: String, parents: String = "", changes: [String] = [], title: String = "t", name: String = "Ada"
    ) -> [UInt8] {
        let head = ["\u{1}\(id)", parents, "1700000000", name, "ada@x", title]
        guard let first = changes.first else { return Self.bytes(head) }
        return Self.bytes(head) + Self.bytes(["\n\(first)"] + changes.dropFirst())
    }

    private static func bytes(_ fields: [String]) -> [UInt8] { fields.flatMap { Array($0.utf8) + [0] } }

    private func parse(_ bytes: [UInt8], isCut: Bool = false) throws -> [CodeCommit] {
        try HistoryFormat.parse(bytes, isCut: isCut, changesPerCommit: 3)
    }

    @Test func `becomes commits with their changes`() throws {
        let text =
            commit(Self.id, parents: "x y", title: "merge")
            + commit(Self.other, changes: ["A", "new", "R100", "old", "moved", "D", "gone"])
        let commits = try parse(text)
        #expect(commits.map(\.id) == [Self.id, Self.other] && commits.map(\.isMerge) == [true, false])
        #expect(commits[1].changes == [.added("new"), .renamed(from: "old", to: "moved"), .deleted("gone")])
        #expect(commits[0].date == Date(timeIntervalSince1970: 1_700_000_000))
    }

    @Test func `is read by position, whatever names hold`() throws {
        let hostile = "A\n\u{1}\(Self.other)"
        let commits = try parse(commit(Self.id, changes: ["M", hostile, "T", "\u{1}x"], title: hostile, name: "\u{1}"))
        #expect(commits.count == 1 && commits[0].title == hostile && commits[0].authorName == "\u{1}")
        #expect(commits[0].changes == [.modified(hostile), .modified("\u{1}x")])
    }

    @Test func `keeps only so many changes of a commit and so much of a text`() throws {
        let changes = (0..<9).flatMap { ["A", "f\($0)"] }
        let commits = try parse(commit(Self.id, changes: changes, title: String(repeating: "é", count: 5000)))
        #expect(commits[0].changes.count == 3 && commits[0].title.count <= 400)
    }

    @Test func `loses only the unfinished commit when it was cut`() throws {
        let whole = commit(Self.id, changes: ["A", "x"]) + commit(Self.other, changes: ["A", "y", "R100", "a", "b"])
        let first = commit(Self.id, changes: ["A", "x"]).count
        for length in 0..<whole.count {
            let known = try parse(Array(whole[..<length]), isCut: true)
            // Whether a commit has more changes is known only when the next one has begun.
            #expect(known.map(\.id) == (length > first + 41 ? [Self.id] : []))
        }
        #expect(throws: ForgeError.self) { try parse(Array(whole[..<(first + 60)])) }
    }

    @Test func `leaves out commits whose parents are not here`() throws {
        let text = commit(Self.id, parents: Self.other, changes: ["M", "x"]) + commit(Self.other, changes: ["A", "x"])
        let commits = try HistoryFormat.parse(text, isCut: false, changesPerCommit: 9, leavingOut: [Self.other])
        #expect(commits.map(\.id) == [Self.id])
    }

    @Test(arguments: ["garbage\0", "\u{1}short\0\0\0\0\0\0", "\u{1}", "\0\0\0"])
    func `is refused when it is no history`(text: String) {
        #expect(throws: ForgeError.self) { try parse(Array(text.utf8)) }
    }

    @Test func `is refused when a commit has no moment or a change no kind`() {
        let noMoment = Self.bytes(["\u{1}\(Self.id)", "", "soon", "n", "a", "t"])
        #expect(throws: ForgeError.self) { try parse(noMoment) }
        #expect(throws: ForgeError.self) { try parse(commit(Self.id, changes: ["X", "y"])) }
    }

    @Test func `becomes files, without what belongs to other repositories`() throws {
        let listing =
            "100644 blob \(Self.id)\ta\tb\nc\0" + "160000 commit \(Self.other)\tsub\0"
            + "120000 blob \(Self.other)\tlink\0"
        let entries = try HeadListing.parse(Array(listing.utf8), limit: 9)
        #expect(entries.map(\.path) == ["a\tb\nc", "link"] && entries.map(\.isPlain) == [true, false])
        #expect(throws: ForgeError.self) { try HeadListing.parse(Array(listing.utf8), limit: 1) }
    }

    @Test(arguments: ["100644 blob abc\tx\0", "100644 blob\tx\0", "no tab\0", "unended"])
    func `is refused when it is no list of files`(text: String) {
        #expect(throws: ForgeError.self) { try HeadListing.parse(Array(text.utf8), limit: 9) }
    }

    @Test func `becomes contents, each the one that was asked for`() throws {
        let answer = "\(Self.id) blob 3\na\nb\n\(Self.other) blob 0\n\n"
        #expect(try ObjectBatch.parse(Array(answer.utf8), ids: [Self.id, Self.other]) == [Array("a\nb".utf8), []])
        for wrong in [
            "\(Self.other) blob 3\na\nb\n", "\(Self.id) missing\n", "\(Self.id) tree 3\na\nb\n",
            "\(Self.id) blob 9\na\nb\n",
            "\(Self.id) blob -1\n\n", "",
        ] {
            #expect(throws: ForgeError.self) { try ObjectBatch.parse(Array(wrong.utf8), ids: [Self.id]) }
        }
    }

    @Test func `becomes sizes and tags`() throws {
        #expect(try ObjectSizes.parse(Array("\(Self.id) 12\n\(Self.other) missing\n".utf8)) == [Self.id: 12])
        let tags = try TagListing.parse(Array("v1\01700000000\nodd\0\n".utf8))
        #expect(
            tags == [
                TagFact(name: "v1", date: Date(timeIntervalSince1970: 1_700_000_000)), TagFact(name: "odd", date: nil),
            ])
        #expect(throws: ForgeError.self) { try TagListing.parse(Array("v1\n".utf8)) }
    }

    @Test(arguments: [
        ("README.md", 0), ("LICENSE", 0), (".github/workflows/ci.yml", 1), (".gitlab-ci.yml", 1), ("pyproject.toml", 2),
        ("requirements-dev.txt", 2), ("sub/requirements.txt", 5), (".flake8", 3), ("train.py", 3),
        ("examples/pytorch/run_glue.py", 4), ("src/model.py", nil), ("docs/README.md", nil),
        ("a/b/c/d/e/train.py", nil), ("data.bin", nil),
    ])
    func `is chosen for reading by what it tells`(path: String, rank: Int?) { #expect(TextChoice.rank(path) == rank) }
}
