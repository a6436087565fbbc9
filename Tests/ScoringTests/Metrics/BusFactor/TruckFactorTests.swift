import Foundation
import Scoring
import Testing

/// Histories small enough to compute by hand.
@Suite struct `Truck factor` {
    @Test func `one person who wrote everything is one`() {
        let truck = TruckFactor(history: History { $0.add("a.py", "b.py", by: "ann") }.commits)
        #expect(truck.value == 1)
        #expect(truck.files == 2)
        #expect(truck.authors == [.init(name: "ann", files: 2)])
        #expect(truck.coverage == 0)
    }

    @Test func `two people with a file each are two, because a half is not less than a half`() {
        let truck = TruckFactor(
            history: History {
                $0.add("a.py", by: "ann")
                $0.add("b.py", by: "bob")
            }.commits)
        #expect(truck.value == 2)
    }

    @Test func `who wrote three files of five is enough`() {
        let truck = TruckFactor(
            history: History {
                $0.add("a.py", "b.py", "c.py", by: "ann")
                $0.add("d.py", by: "bob")
                $0.add("e.py", by: "cyd")
            }.commits)
        #expect(truck.value == 1)
        #expect(truck.coverage == 0.4)
    }

    /// After 8 changes: creator 4.391 − 0.321·ln 9 = 3.686, changer 3.293 + 8·0.164 = 4.605; 0.80 of it is an author.
    /// After 12: 4.391 − 0.321·ln 13 = 3.568 and 5.261; 0.68 is none.
    @Test(arguments: [(8, 2), (12, 1)])
    func `a creator stays an author until another has changed enough`(_ changes: Int, _ authors: Int) {
        let truck = TruckFactor(
            history: History {
                $0.add("a.py", by: "ann")
                for _ in 0..<changes { $0.modify("a.py", by: "bob") }
            }.commits)
        #expect(truck.value == authors)
    }

    /// The renamer has 3.293 + 0.164 = 3.457, the creator 4.391 − 0.321·ln 2 = 4.168: 0.83 of it.
    @Test func `a file keeps its creator when it gets another name`() {
        let truck = TruckFactor(
            history: History {
                $0.add("a.py", by: "ann")
                $0.rename("a.py", "b.py", by: "bob")
            }.commits)
        #expect(truck.files == 1)
        #expect(truck.value == 2)
    }

    @Test func `a change under the old name on a parallel branch follows the file`() {
        let history = History {
            $0.add("a.py", by: "ann")
            $0.rename("a.py", "b.py", by: "ann")
            for _ in 0..<20 { $0.modify("a.py", by: "bob") }
        }.commits
        let truck = TruckFactor(history: history)
        #expect(truck.files == 1)
        #expect(truck.authors.map(\.name) == ["bob"])
    }

    @Test func `deleted files, documentation, data and others' code do not count`() {
        let truck = TruckFactor(
            history: History {
                $0.add("a.py", by: "ann")
                $0.add("gone.py", "README.md", "docs/conf.py", "data.csv", "vendor/lib.js", "app.min.js", by: "bob")
                $0.delete("gone.py", by: "bob")
            }.commits)
        #expect(truck.files == 1)
        #expect(truck.authors.map(\.name) == ["ann"])
    }

    @Test func `machines and merge commits are nobody`() {
        let truck = TruckFactor(
            history: History {
                $0.add("a.py", by: "ann")
                $0.add("b.py", "c.py", "d.py", by: "dependabot[bot]")
                $0.merge("a.py", by: "bob")
            }.commits)
        #expect(truck.authors.map(\.name) == ["ann"])
    }

    @Test func `one person under two addresses or two names is one person`() {
        let history = History {
            $0.add("a.py", by: "Ann Lee", mail: "ann@work.example")
            $0.add("b.py", by: "Ann Lee", mail: "ann@home.example")
            $0.add("c.py", by: "alee", mail: "ann@home.example")
        }.commits
        let truck = TruckFactor(history: history)
        #expect(truck.value == 1)
        #expect(truck.authors.first?.files == 3)
    }

    @Test func `the paths at the head decide what is there`() {
        let history = History { $0.add("a.py", "b.py", by: "ann") }.commits
        #expect(TruckFactor(history: history, head: ["a.py"]).files == 1)
        #expect(TruckFactor(history: history, head: []).value == 0)
    }

    @Test func `equals are taken in the order of their names, whatever the order of the history`() {
        let history = History {
            $0.add("z.py", by: "zoe")
            $0.add("a.py", by: "ann")
            $0.add("m.py", by: "max")
        }.commits
        #expect(TruckFactor(history: history).authors.map(\.name) == ["ann", "max"])
    }
}

/// A history written oldest first and read newest first.
struct History {
    private var oldestFirst: [CodeCommit] = []

    init(_ write: (inout History) -> Void) { write(&self) }

    var commits: [CodeCommit] { oldestFirst.reversed() }

    mutating func add(_ paths: String..., by name: String, mail: String? = nil) {
        commit(paths.map { .added($0) }, by: name, mail: mail)
    }

    mutating func modify(_ path: String, by name: String) { commit([.modified(path)], by: name) }
    mutating func delete(_ path: String, by name: String) { commit([.deleted(path)], by: name) }
    mutating func rename(_ from: String, _ to: String, by name: String) {
        commit([.renamed(from: from, to: to)], by: name)
    }
    mutating func merge(_ path: String, by name: String) { commit([.modified(path)], by: name, isMerge: true) }

    mutating func commit(
        _ changes: [CodeCommit.Change], by name: String, mail: String? = nil, title: String = "Change",
        isMerge: Bool = false,
        parents: [String]? = nil, date: Date = MetricFixture.asOf
    ) {
        oldestFirst.append(
            CodeCommit(
                id: "\(oldestFirst.count)", authorName: name, authorEmail: mail ?? "\(name)@example.org", date: date,
                title: title, isMerge: isMerge, changes: changes, parents: parents))
    }
}
