import Domain
import Testing

@Suite struct `Names of bytes` {
    private let sha256 = String(repeating: "0aF9", count: 16)
    private let sha1 = String(repeating: "0aF9", count: 10)

    @Test func `a digest is read with or without its kind, in either case`() {
        #expect(Digest(sha256)?.hex == sha256.lowercased())
        #expect(Digest("sha256:" + sha256) == Digest(sha256))
        #expect(Digest(sha256)?.description == "sha256:" + sha256.lowercased())
    }

    @Test(arguments: ["", "sha256:", "sha1:", String(repeating: "g", count: 64), String(repeating: "0", count: 63)])
    func `what is not 64 hexadecimal digits is no digest`(text: String) {
        #expect(Digest(text) == nil)
        #expect(Digest("sha256:" + text) == nil)
    }

    @Test func `digits of other scripts are no digits`() {
        #expect(Digest(String(repeating: "０", count: 64)) == nil)
        #expect(Digest(String(repeating: "0", count: 61) + "é") == nil)
        #expect(GitObjectID(String(repeating: "0", count: 37) + "\u{212A}") == nil)
    }

    @Test func `bytes of the right number give a name, others none`() {
        #expect(Digest(bytes: [UInt8](repeating: 0xAB, count: 32))?.hex == String(repeating: "ab", count: 32))
        #expect(Digest(bytes: [UInt8](repeating: 0, count: 20)) == nil)
        #expect(GitObjectID(bytes: [UInt8](repeating: 0x01, count: 20))?.hex == String(repeating: "01", count: 20))
        #expect(GitObjectID(bytes: [UInt8](repeating: 0, count: 32)) == nil)
    }

    @Test func `a commit is quoted by its first seven digits`() {
        #expect(GitObjectID(sha1)?.short == "0af90af")
        #expect(GitObjectID(sha1 + "0") == nil)
    }

    @Test func `content says which kind of name it has`() throws {
        let lfs = ContentIdentity.sha256(try #require(Digest(sha256)))
        let plain = ContentIdentity.gitBlob(try #require(GitObjectID(sha1)))
        #expect(lfs.hex == sha256.lowercased())
        #expect(lfs.description.hasPrefix("sha256:"))
        #expect(plain.description == "git:" + sha1.lowercased())
        #expect(ExpectedContent(identity: plain, size: ByteCount(3)).size.bytes == 3)
    }
}
