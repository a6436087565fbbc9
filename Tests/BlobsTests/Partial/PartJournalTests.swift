import Domain
import SystemPackage
import Testing

@testable import Blobs

@Suite struct `The journal of parts` {
    private let plan = PartPlan(size: 30 << 20)
    private let expected = ExpectedContent(
        identity: .sha256(ContentHasher.hash([1]).facts.digest), size: ByteCount(30 << 20))

    private func open(_ path: FilePath) throws -> (journal: PartJournal, recorded: [Int: UInt32]) {
        try PartJournal.open(at: path, expected: expected, plan: plan)
    }

    @Test func `what was recorded is there when it is opened again, and later lines win`() async throws {
        try await withScratch { folder in
            let path = folder.appending("x.journal")
            let (journal, recorded) = try open(path)
            #expect(recorded.isEmpty)
            for (part, crc) in [(3, 30), (0, 0), (29, 4_294_967_295), (3, 31)] as [(Int, UInt32)] {
                try journal.record(part: part, crc32: crc)
            }
            #expect(try open(path).recorded == [3: 31, 0: 0, 29: 4_294_967_295])
        }
    }

    @Test func `the journal of other content, or of other parts, is begun anew`() async throws {
        try await withScratch { folder in
            let path = folder.appending("x.journal")
            try open(path).journal.record(part: 1, crc32: 1)
            let other = ExpectedContent(identity: expected.identity, size: ByteCount(31 << 20))
            let (_, recorded) = try PartJournal.open(at: path, expected: other, plan: PartPlan(size: 31 << 20))
            #expect(recorded.isEmpty)
            #expect(try open(path).recorded.isEmpty)
        }
    }

    @Test(arguments: [
        "x 1", "1", "1 2 3", "-1 5", "30 5", "2 4294967296", "2 -1", "", " ", "2\t3", "\u{0}\u{1}", "9 é",
    ])
    func `a line that makes no sense is passed over`(line: String) {
        let header = "header\n"
        #expect(PartJournal.parse("header\n4 5\n\(line)\n6 7\n", header, plan) == [4: 5, 6: 7])
    }

    @Test func `a header that is not all there, or another's, is none`() {
        for text in ["", "head", "header", "other\n1 2\n", " header\n"] {
            #expect(PartJournal.parse(text, "header\n", plan) == nil)
        }
    }

    @Test(arguments: ["12 34", "1", "7 "])
    func `a torn last line does not take the next one with it`(torn: String) async throws {
        try await withScratch { folder in
            let path = folder.appending("x.journal")
            try open(path).journal.record(part: 5, crc32: 55)
            try path.write(try path.content + Array(torn.utf8), permissions: 0o600)
            try open(path).journal.record(part: 6, crc32: 66)
            let recorded = try open(path).recorded
            #expect(recorded[5] == 55)
            #expect(recorded[6] == 66)
        }
    }

    @Test func `bytes that are no text cost only the lines they stand in`() async throws {
        try await withScratch { folder in
            let path = folder.appending("x.journal")
            try open(path).journal.record(part: 5, crc32: 55)
            try path.write(try path.content + [0xFF, 0xC3, 0x28, 10] + Array("6 66\n".utf8), permissions: 0o600)
            #expect(try open(path).recorded == [5: 55, 6: 66])
        }
    }
}
