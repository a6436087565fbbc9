import Blobs
import Domain
import Testing

@Suite struct `Hashing` {
    @Test func `known bytes have their known names`() throws {
        let hashes = ContentHasher.hash(Array("123456789".utf8), gitBlob: true)
        #expect(hashes.facts.digest.hex == "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")
        #expect(hashes.facts.crc32 == 0xCBF4_3926)
        #expect(hashes.facts.size == ByteCount(9))
        #expect(
            ContentHasher.hash([], gitBlob: true).gitBlob == GitObjectID("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"))
    }

    @Test func `pieces give the same names as the whole`() {
        let bytes = patterned(100_000)
        var hasher = ContentHasher(gitBlobOf: ByteCount(bytes.count))
        var rest = bytes[...]
        for length in [0, 1, 63, 64, 65, 4096, 50_000, 100_000] {
            hasher.update(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        #expect(hasher.finish() == ContentHasher.hash(bytes, gitBlob: true))
    }

    @Test func `git's name is withheld when the announced length was wrong`() {
        var hasher = ContentHasher(gitBlobOf: ByteCount(4))
        hasher.update([1, 2, 3])
        #expect(hasher.finish().gitBlob == nil)
    }

    @Test(arguments: [(0, 0), (0, 7), (7, 0), (1, 1), (1000, 1), (1, 1000), (4096, 65_536), (99_999, 12_345)])
    func `combined checksums are the checksum of the combination`(first: Int, second: Int) {
        let (left, right) = (patterned(first, seed: 3), patterned(second, seed: 4))
        let combined = CRC32.combine(CRC32.of(left), CRC32.of(right), lengthOfSecond: Int64(second))
        #expect(combined == CRC32.of(left + right))
    }

    @Test func `combining holds beyond four gibibytes`() {
        let (a, b, c) = (CRC32.of([1, 2]), CRC32.of([3]), CRC32.of([4, 5]))
        let (lengthB, lengthC): (Int64, Int64) = (5 << 30, 7 << 40)
        let leftFirst = CRC32.combine(CRC32.combine(a, b, lengthOfSecond: lengthB), c, lengthOfSecond: lengthC)
        let rightFirst = CRC32.combine(
            a, CRC32.combine(b, c, lengthOfSecond: lengthC), lengthOfSecond: lengthB + lengthC)
        #expect(leftFirst == rightFirst)
    }

    @Test func `bytes are compared with what was announced by either name`() throws {
        let bytes = Array("hello\n".utf8)
        let hashes = ContentHasher.hash(bytes, gitBlob: true)
        let git = try #require(GitObjectID("ce013625030ba8dba906f756967f9e9ca394464a"))
        #expect(hashes.matches(ExpectedContent(identity: .gitBlob(git), size: ByteCount(6))))
        #expect(!hashes.matches(ExpectedContent(identity: .gitBlob(git), size: ByteCount(7))))
        #expect(hashes.matches(ExpectedContent(identity: .sha256(hashes.facts.digest), size: ByteCount(6))))
    }
}
