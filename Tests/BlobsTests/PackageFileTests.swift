import Blobs
import Domain
import Foundation
import SystemPackage
import Testing

@Suite struct `A package file` {
    @Test func `moves a model to another home, bit for bit`() async throws {
        try await withStore { store in
            let sample = try await SamplePackage(in: store)
            let path = store.root.appending("model.zip")
            try await PackageWriter(store: store).write(sample.layout, toFileAt: path)
            let other = try BlobStore.create(at: store.root.appending("other"))
            let reader = try await PackageReader.open(at: path)
            #expect(reader.manifest == sample.manifest)
            let facts = try await reader.adoptAll(into: other)
            #expect(
                Set(facts)
                    == Set(
                        sample.layout.entries.map {
                            BlobFacts(digest: $0.blob, size: $0.size, crc32: $0.crc32)
                        }))
            for (_, bytes) in SamplePackage.files {
                #expect(try await other.content(of: ContentHasher.hash(bytes).facts.digest) == bytes)
            }
            #expect(try await reader.adoptAll(into: other).isEmpty)
        }
    }

    @Test func `is the same through a file, a pipe and ranges, and replaces an older one`() async throws {
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            let path = try store.root.appending("model.zip").write([1, 2, 3])
            try await PackageWriter(store: store).write(layout, toFileAt: path)
            let whole = try await store.chunks(of: layout).collect()
            #expect(try path.content == whole)

            let streamed = store.root.appending("streamed.zip")
            let file = try SystemPackage.FileDescriptor.open(
                streamed, .writeOnly, options: .create, permissions: .ownerReadWrite)
            let middle = layout.size.bytes / 3
            for range in [0..<middle, middle..<layout.size.bytes] {
                try await PackageWriter(store: store).write(layout, to: file, name: streamed, in: range)
            }
            try file.close()
            #expect(try streamed.content == whole)
        }
    }

    @Test func `is not begun when a blob is missing, and an older one stays`() async throws {
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            try store.remove(layout.entries[2].blob)
            let path = try store.root.appending("model.zip").write([1, 2, 3])
            let before = try store.root.names
            let found = await problem { try await PackageWriter(store: store).write(layout, toFileAt: path) }
            #expect(found?.code == .notFound)
            #expect(try store.root.names == before)
            #expect(try path.content == [1, 2, 3])
        }
    }

    @Test func `tells its progress up to its whole length`() async throws {
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            let (steps, output) = AsyncStream.makeStream(of: ByteCount.self)
            try await PackageWriter(store: store).write(
                layout, toFileAt: store.root.appending("model.zip"), progress: { output.yield($0) })
            output.finish()
            let told = await steps.reduce(into: []) { $0.append($1) }
            #expect(told.last == layout.size)
            #expect(told == told.sorted())
        }
    }

    @Test func `is read by Python's zipfile, which finds every byte right`() async throws {
        let python = try #require(Tool("python3"))
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            let path = store.root.appending("model.zip")
            try await PackageWriter(store: store).write(layout, toFileAt: path)
            let outcome = try await python.run(
                "-c",
                """
                import hashlib, json, sys, zipfile
                z = zipfile.ZipFile(sys.argv[1])
                assert z.testzip() is None
                names = z.namelist()
                assert names[0] == "roost-manifest.json" and names[1:] == sorted(names[1:], key=str.encode), names
                manifest = json.loads(z.read(names[0]))
                assert [f["path"] for f in manifest["files"]] == names[1:]
                for f in manifest["files"]:
                    data = z.read(f["path"])
                    assert len(data) == f["size"] and hashlib.sha256(data).hexdigest() == f["sha256"]
                    assert hashlib.sha1(b"blob %d\\0" % len(data) + data).hexdigest() == f["gitOid"]
                assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in z.infolist())
                print("good")
                """, path.string)
            #expect(outcome.output == "good\n")
            #expect(outcome.status == 0)
        }
    }

    @Test(arguments: [["unzip", "-tq"], ["bsdtar", "-tf"], ["zipinfo", "-1"]])
    func `is read by other programs where they are installed`(command: [String]) async throws {
        guard let tool = Tool(command[0]) else { return }
        try await withStore { store in
            let layout = try await SamplePackage(in: store).layout
            let path = store.root.appending("model.zip")
            try await PackageWriter(store: store).write(layout, toFileAt: path)
            let outcome = try await tool.run(command[1], path.string)
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }

    @Test func `of more than 65,535 entries is read by Python and by Roost`() async throws {
        let python = try #require(Tool("python3"))
        try await withStore { store in
            let facts = try await store.keep([1, 2, 3])
            let paths = try (0..<66_000).map { try #require(RepositoryPath("f/\($0 % 50)/\($0)")) }
            let manifest = try SamplePackage.manifest(
                of: paths.map { PackagedFile(path: $0, size: facts.size, sha256: facts.digest) })
            let layout = try PackageLayout(
                entries: paths.map { PackageEntry(path: $0, facts: facts) }, manifest: try manifest.encoded())
            let path = store.root.appending("many.zip")
            try await PackageWriter(store: store).write(layout, toFileAt: path)
            let outcome = try await python.run(
                "-c", "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))", path.string)
            #expect(outcome.output == "66001\n")
            #expect(try await PackageReader.open(at: path).manifest.files.count == 66_000)
        }
    }

    /// The headers stand where they belong in a sparse file; of the 14 GB between them nothing is written or read.
    @Test(arguments: [0xFFFF_FFFE, 0xFFFF_FFFF, 0x1_0000_0000] as [Int64])
    func `beyond four gibibytes has every entry where Python, zipinfo and Roost look for it`(
        edge: Int64
    ) async throws {
        let python = try #require(Tool("python3"))
        try await withStore { store in
            let sizes: [(String, Int64)] = [
                ("a.safetensors", 5 << 30), ("b.json", 1), ("c.bin", edge), ("d.bin", 0xFFFF_FFFE), ("e", 0),
            ]
            let files = try sizes.enumerated().map { index, file in
                PackagedFile(
                    path: try #require(RepositoryPath(file.0)), size: ByteCount(file.1),
                    sha256: ContentHasher.hash([UInt8(index)]).facts.digest)
            }
            let layout = try PackageLayout(
                entries: files.map { PackageEntry(path: $0.path, blob: $0.sha256, size: $0.size, crc32: 1) },
                manifest: try SamplePackage.manifest(of: files).encoded())
            let path = store.root.appending("sparse.zip")
            let file = try SystemPackage.FileDescriptor.open(
                path, .writeOnly, options: .create, permissions: .ownerReadWrite)
            var position: Int64 = 0
            for piece in layout.pieces() {
                if case .bytes(let bytes) = piece { try file.writeAll(toAbsoluteOffset: position, bytes) }
                position += piece.length
            }
            try file.close()
            #expect(position == layout.size.bytes)
            #expect(try Stat(path).size == layout.size.bytes)

            let outcome = try await python.run(
                "-c",
                """
                import sys, zipfile
                z = zipfile.ZipFile(sys.argv[1])
                for i in z.infolist(): z.open(i).close(); print(i.filename, i.file_size)
                """, path.string)
            #expect(
                outcome.output.split(separator: "\n").dropFirst()
                    == sizes.map { "\($0.0) \($0.1)" }.map { Substring($0) }[...])
            #expect(try await PackageReader.open(at: path).manifest.files == files)
            // Info-ZIP 6.0 takes a length of exactly 2^32 - 1, once read, for a reference to the next entry's zip64 field.
            if edge != 0xFFFF_FFFF, let zipinfo = Tool("zipinfo") {
                let listing = try await zipinfo.run("-t", path.string)
                #expect(listing.output.hasPrefix("6 files, "), "\(listing.output)")
            }
        }
    }
}
