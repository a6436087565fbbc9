import Blobs
import Domain
import Testing

@Suite struct `The layout of a package` {
    private func entry(_ path: String, size: Int64 = 1, seed: UInt8 = 1) throws -> PackageEntry {
        PackageEntry(
            path: try #require(RepositoryPath(path)), blob: ContentHasher.hash([seed]).facts.digest,
            size: ByteCount(size), crc32: 7)
    }

    @Test func `the same files give the same bytes, in whatever order they are named`() async throws {
        try await withStore { store in
            let sample = try await SamplePackage(in: store)
            let shuffled = try PackageLayout(
                entries: sample.layout.entries.reversed(), manifest: sample.layout.manifest)
            let bytes = try await store.chunks(of: sample.layout).collect()
            #expect(try await store.chunks(of: shuffled).collect() == bytes)
            #expect(shuffled.etag == sample.layout.etag)
            #expect(bytes.count == Int(sample.layout.size.bytes))
            #expect(ContentHasher.hash(bytes).facts.digest.hex.prefix(16) == "b99aa2eda9827919")
        }
    }

    @Test func `another file, path or manifest gives another tag`() throws {
        let base = try PackageLayout(entries: [try entry("a")], manifest: [1])
        let others = [
            try PackageLayout(entries: [try entry("b")], manifest: [1]),
            try PackageLayout(entries: [try entry("a", seed: 2)], manifest: [1]),
            try PackageLayout(entries: [try entry("a")], manifest: [2]),
            try PackageLayout(entries: [try entry("a"), try entry("b")], manifest: [1]),
        ]
        #expect(Set((others + [base]).map(\.etag)).count == 5)
        #expect(base.etag.hasPrefix("\"") && base.etag.hasSuffix("\""))
    }

    @Test func `any range is that part of the whole`() async throws {
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            let whole = try await store.chunks(of: layout).collect()
            var random = Seeded(state: 42)
            for _ in 0..<200 {
                let start = Int.random(in: 0...whole.count, using: &random)
                let end =
                    Bool.random(using: &random) ? whole.count : Int.random(in: start...whole.count, using: &random)
                let range = Int64(start)..<Int64(min(end, start + 90_000))
                let bytes = try await store.chunks(of: layout, in: range, chunkSize: 20_000).collect()
                #expect(bytes == Array(whole[Int(range.lowerBound)..<Int(range.upperBound)]))
            }
            for position in (whole.count - 900)..<whole.count {
                let bytes = try await store.chunks(of: layout, in: Int64(position)..<Int64(position + 1)).collect()
                #expect(bytes == [whole[position]])
            }
        }
    }

    @Test func `weights begin where they can be mapped, other files are not moved`() async throws {
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            for entry in layout.entries where entry.size > .zero {
                let isWeight = ["safetensors", "gguf"].contains(entry.path.fileExtension)
                if isWeight { #expect(try layout.dataOffset(of: entry.blob) % 4096 == 0) }
            }
        }
    }

    @Test(arguments: 0...70)
    func `weights begin at a multiple of 4,096 whatever stands before them`(length: Int) throws {
        let weights = try entry("w.gguf", size: 10, seed: 9)
        let layout = try PackageLayout(entries: [weights], manifest: Array(repeating: 32, count: 3_950 + length))
        #expect(try layout.dataOffset(of: weights.blob) % 4096 == 0)
    }

    @Test func `pieces of a huge package join without gaps and can be had for any range`() throws {
        let entries = try (1...4).map { try entry("part-\($0).safetensors", size: 5 << 30, seed: UInt8($0)) }
        let layout = try PackageLayout(entries: entries, manifest: [1, 2, 3])
        #expect(layout.size > ByteCount(20 << 30))
        #expect(layout.pieces().reduce(0) { $0 + $1.length } == layout.size.bytes)
        for entry in entries { #expect(try layout.dataOffset(of: entry.blob) % 4096 == 0) }

        let third = try layout.dataOffset(of: entries[2].blob)
        #expect(
            Array(layout.pieces(in: (third + 7)..<(third + 9)))
                == [.blob(entries[2].blob, offset: 7, length: 2)])
        let tail = layout.pieces(in: (layout.size.bytes - 22)..<layout.size.bytes)
        guard case .bytes(let end)? = Array(tail).first else {
            Issue.record("a package ends with its closing record")
            return
        }
        #expect(end.prefix(4) == [0x50, 0x4B, 5, 6])
    }

    @Test(arguments: [
        ["a", "a"], ["roost-manifest.json"], ["a", "a/b"], ["a/b/c", "a/b"], ["\u{E9}", "e\u{301}"],
    ])
    func `files that could not lie side by side in a folder are refused`(paths: [String]) async throws {
        let entries = try paths.map { try entry($0) }
        #expect(await problem { _ = try PackageLayout(entries: entries, manifest: []) } != nil)
    }

    @Test func `sizes that no file can have are refused, not added up wrongly`() async throws {
        let entries = [try entry("a", size: .max - 100), try entry("b", size: .max - 100)]
        #expect(
            await problem { _ = try PackageLayout(entries: entries, manifest: []) }?.message.contains("too large")
                == true)
    }

    @Test func `a manifest is the same bytes each time and is read back`() throws {
        let digest = ContentHasher.hash([1]).facts.digest
        let files = try ["b/c.txt", "a.txt"].map {
            PackagedFile(path: try #require(RepositoryPath($0)), size: ByteCount(5), sha256: digest)
        }
        let manifest = try SamplePackage.manifest(of: files)
        let text = String(decoding: try manifest.encoded(), as: UTF8.self)
        #expect(
            text == """
                {"commit":"\(String(repeating: "a", count: 40))","createdBy":"roost test","files":[\
                {"path":"a.txt","sha256":"\(digest.hex)","size":5},{"path":"b/c.txt","sha256":"\(digest.hex)","size":5}],\
                "format":"roost-package/1","kind":"model","licence":"apache-2.0","repository":"org/name",\
                "revision":"main","source":"https://hub.example/org/name"}
                """)
        #expect(try PackageManifest(json: Array(text.utf8)) == manifest)
    }

    @Test(arguments: [
        "", "[]", "{\"format\":\"roost-package/1\"}", "{\"format\":\"roost-package/2\"}",
        "{\"format\":\"roost-package/1\",\"kind\":\"model\",\"repository\":\"../x\",\"revision\":\"main\"}",
    ])
    func `a manifest that breaks the rules is refused with the reason`(text: String) {
        #expect(throws: PackageFault.self) { try PackageManifest(json: Array(text.utf8)) }
    }
}

private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
