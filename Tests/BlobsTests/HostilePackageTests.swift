import Blobs
import Domain
import Foundation
import SystemPackage
import Testing

/// A way to spoil a zip file: Python makes or changes `path` and may use the names below.
struct Spoiling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let python: String

    init(_ description: String, _ python: String) {
        testDescription = description
        self.python = python
    }

    static let all: [Spoiling] = [
        Spoiling("no zip at all", "data[:] = b'hello' * 100"),
        Spoiling("empty", "data.clear()"),
        Spoiling("cut short", "del data[-40:]"),
        Spoiling("bytes before it", "data[:0] = b'#!/bin/sh\\n'"),
        Spoiling("bytes after it", "data += b'x'"),
        Spoiling("compressed", "remake(method=8)"),
        Spoiling("a name that leaves the folder", "rename(b'config.json', b'../onf.json')"),
        Spoiling("an absolute name", "rename(b'config.json', b'/onfig.json')"),
        Spoiling("a backslash in a name", "rename(b'config.json', b'..\\\\onf.json')"),
        Spoiling("a zero byte in a name", "rename(b'config.json', b'conf\\0g.json')"),
        Spoiling("a name that is not UTF-8", "rename(b'config.json', b'conf\\xff\\xfe.json'[:11])"),
        Spoiling("the same name twice", "rename(b'weights.bin', b'config.json')"),
        Spoiling("a name differing only in the directory", "data[data.rfind(b'config.json')] ^= 32"),
        Spoiling("a checksum differing only in the directory", "data[central(0) + 16] ^= 1"),
        Spoiling("a size differing only in the directory", "data[central(1) + 20] ^= 1; data[central(1) + 24] ^= 1"),
        Spoiling("two sizes", "data[central(1) + 20] ^= 1"),
        Spoiling("an entry beyond the end", "data[central(1) + 42:central(1) + 46] = b'\\xf0\\xff\\xff\\x7f'"),
        Spoiling(
            "two entries in one place", "data[central(2) + 42:central(2) + 46] = data[central(1) + 42:central(1) + 46]"),
        Spoiling("an absurd count", "data[-14:-10] = b'\\xfe\\xff\\xfe\\xff'"),
        Spoiling("too small a count", "data[-14:-10] = b'\\x02\\x00\\x02\\x00'"),
        Spoiling("an absurd directory", "data[-10:-2] = b'\\xff' * 8"),
        Spoiling("a directory elsewhere", "data[-6] ^= 1"),
        Spoiling("encryption", "data[central(1) + 8] |= 1"),
        Spoiling("data descriptors", "data[central(1) + 8] |= 8; data[6] |= 8"),
        Spoiling("several disks", "data[-18] = 1"),
        Spoiling("a comment", "data[-2] = 3; data += b'abc'"),
        Spoiling("a symbolic link", "data[central(1) + 40:central(1) + 42] = (0o120777).to_bytes(2, 'little')"),
        Spoiling("torn extra fields", "remake(extra=b'\\x01\\x00\\xff\\x00')"),
        Spoiling("a zip64 field with an absurd size", "remake(extra=b'\\x01\\x00\\x10\\x00' + b'\\xff' * 16)"),
        Spoiling("no manifest", "remake(manifest=None)"),
        Spoiling("a manifest that is no JSON", "remake(manifest='{')"),
        Spoiling("a manifest of another format", "remake(format='roost-package/9')"),
        Spoiling("an unlisted file", "remake(unlisted=True)"),
        Spoiling("a listed file that is not there", "remake(absent=True)"),
        Spoiling("a file listed with another size", "remake(resized=True)"),
        Spoiling("a hidden gap between entries", "gap()"),
    ]
}

@Suite struct `A package from a stranger` {
    /// Makes a sound package the way anybody could, then spoils it.
    private func make(at path: FilePath, spoilt: String = "") async throws -> Tool.Outcome {
        try await #require(Tool("python3")).run(
            "-c",
            """
            import hashlib, io, json, struct, sys, zipfile
            files = {"config.json": b"{}", "weights.bin": bytes(range(256)) * 40}
            data = bytearray()
            def remake(method=0, extra=b"", manifest="", format="roost-package/1", unlisted=False, absent=False, resized=False):
                listed = [{"path": n, "size": len(b) + resized, "sha256": hashlib.sha256(b).hexdigest()} for n, b in files.items()]
                if absent: listed.append({"path": "ghost", "size": 1, "sha256": "0" * 64})
                text = json.dumps({"format": format, "repository": "a/b", "kind": "model", "revision": "main",
                    "source": "x", "createdBy": "someone", "files": listed}) if manifest == "" else manifest
                out = io.BytesIO()
                with zipfile.ZipFile(out, "w", method) as z:
                    if text is not None: z.writestr("roost-manifest.json", text)
                    for n, b in files.items():
                        i = zipfile.ZipInfo(n); i.compress_type = method; i.extra = extra
                        z.writestr(i, b)
                    if unlisted: z.writestr("extra.txt", b"?")
                data[:] = out.getvalue()
            def rename(old, new):
                assert len(old) == len(new); 
                start = 0
                while (at := data.find(old, start)) >= 0:
                    start = at + 1
                    if data[at - 30:at - 26] == b"PK\\3\\4" or data[at - 46:at - 42] == b"PK\\1\\2": data[at:at + len(old)] = new
            def central(index):
                at = -1
                for _ in range(index + 1): at = data.find(b"PK\\1\\2", at + 1)
                return at
            def gap():
                global data
                end = bytearray(data[-22:]); body = data[:-22]
                start = struct.unpack("<I", end[16:20])[0]
                body[start:start] = b"hidden"
                end[16:20] = struct.pack("<I", start + 6)
                data = body + end
            remake()
            \(spoilt)
            open(sys.argv[1], "wb").write(data)
            """, path.string)
    }

    @Test func `is accepted when it is sound, whoever made it`() async throws {
        try await withStore { store in
            let path = store.root.appending("a.zip")
            #expect(try await make(at: path).output == "")
            let facts = try await PackageReader.open(at: path).adoptAll(into: store)
            #expect(facts.count == 2)
            #expect(try await store.content(of: ContentHasher.hash(Array("{}".utf8)).facts.digest) == Array("{}".utf8))
        }
    }

    @Test(arguments: Spoiling.all)
    func `is refused`(spoiling: Spoiling) async throws {
        try await withScratch { folder in
            let path = folder.appending("a.zip")
            let outcome = try await make(at: path, spoilt: spoiling.python)
            #expect(outcome.output == "")
            let found = await problem { _ = try await PackageReader.open(at: path) }
            #expect(found?.code == .damaged)
            #expect(found?.message.contains("is not an acceptable package") == true, "\(found?.message ?? "accepted")")
        }
    }

    @Test func `with one changed byte in a file places nothing`() async throws {
        try await withStore { store in
            let path = store.root.appending("a.zip")
            _ = try await make(at: path, spoilt: "data[data.find(bytes(range(256))) + 700] ^= 1")
            let reader = try await PackageReader.open(at: path)
            let found = await problem { try await reader.adoptAll(into: store) }
            #expect(found?.message.contains("weights.bin") == true)
            #expect(Array(store.list()).isEmpty)
            #expect(try store.leavings() == [])
        }
    }

    @Test func `is refused without a crash wherever one byte of its structure is changed`() async throws {
        try await withStore { store in
            let sample = try await SamplePackage(
                in: store, files: [("a.txt", [1]), ("b/w.gguf", [2, 3]), ("c", [])])
            let other = try BlobStore.create(at: store.root.appending("other"))
            let path = store.root.appending("a.zip")
            let bytes = try await store.chunks(of: sample.layout).collect()
            for index in bytes.indices where bytes[index] != 0 || index % 64 == 0 {
                var changed = bytes
                changed[index] ^= 0xFF
                try path.write(changed)
                // Times, versions and padding mean nothing; whatever is accepted must still be the listed bytes.
                _ = await problem {
                    let reader = try await PackageReader.open(at: path)
                    for file in reader.manifest.files { try other.discard([try await reader.stage(file, into: other)]) }
                    #expect(reader.manifest.files.map(\.sha256) == sample.manifest.files.map(\.sha256))
                }
            }
        }
    }

    @Test func `is not waited for when it is a pipe`() async throws {
        try await withScratch { folder in
            let pipe = folder.appending("pipe")
            #expect(mkfifo(pipe.string, 0o600) == 0)
            #expect(await problem { _ = try await PackageReader.open(at: pipe) }?.code == .badRequest)
        }
    }
}
