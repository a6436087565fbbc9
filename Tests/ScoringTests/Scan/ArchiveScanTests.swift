import Scoring
import Testing
import Wire

@Suite struct `Archives` {
    private static let evil = PickleBytes.call("os", "system")

    @Test func `within archives are followed up to a number of members in all, and no further`() async throws {
        var limits = ScanLimits()
        limits.membersInAll = 20
        let leaf = ZipBytes(("a.txt", [65]), ("b.txt", [66]), ("c.txt", [67])).bytes
        func nested(_ inner: [UInt8]) -> [UInt8] {
            ZipBytes(("x.zip", inner), ("y.zip", inner), ("z.zip", inner)).bytes
        }
        let twelve = nested(leaf)
        #expect(try await FileScan.of(twelve, "a.zip", limits: limits).verdict == .safe)
        let many = try await FileScan.of(nested(twelve), "a.zip", limits: limits)
        #expect(many.verdict == .unscanned && many.rules == ["limit"] && many.findings.count == 1)
        let hidden = ZipBytes(("a.zip", nested(twelve)), ("b.pkl", PickleBytes.call("os", "system"))).bytes
        #expect(try await FileScan.of(hidden, "a.zip", limits: limits).verdict == .unscanned)
    }

    @Test(arguments: [
        ScanFixture.gzip, ScanFixture.bzip2, ScanFixture.xz, ScanFixture.lzma, ScanFixture.zstd, ScanFixture.lz4,
        ScanFixture.zlib,
        ScanFixture.sevenZip, ScanFixture.tarGzip, ScanFixture.zipDeflated, ScanFixture.zipBzip2, ScanFixture.zipLZMA,
    ])
    func `of every kind are opened, whatever they are called`(_ bytes: [UInt8]) async throws {
        for name in ["model.pkl", "photo.jpg", "README.md"] {
            let scan = try await FileScan.of(bytes, name)
            #expect(scan.names.contains("os.system"), "\(scan)")
            #expect(scan.verdict == .unsafe)
        }
    }

    @Test func `of torch have their pickle read and their numbers left alone`() async throws {
        let zip = ZipBytes(
            ("m/data.pkl", Self.evil), ("m/data/0", PickleBytes.call("nt", "system")), ("m/version", Array("3".utf8)))
        let scan = try await FileScan.of(zip.bytes, "model.pt")
        #expect(scan.names == ["os.system"])
        #expect(scan.findings.first?.member == "m/data.pkl")
        #expect(scan.findings.first?.offset == 2)
    }

    @Test func `in archives are opened, and not without end`() async throws {
        let nested = ZipBytes(("inner.zip", ZipBytes(("deep.pkl", Self.evil)).bytes)).bytes
        #expect(try await FileScan.of(nested, "a.zip").findings.first?.member == "inner.zip!deep.pkl")
        var deep = ZipBytes(("x", Self.evil)).bytes
        for _ in 0..<10 { deep = ZipBytes(("x", deep)).bytes }
        #expect(try await FileScan.of(deep, "a.zip").rules == ["limit"])
    }

    @Test func `whose two lists of members differ are suspicious, and both are read`() async throws {
        var renamed = ZipBytes(("m/data.pkl", Self.evil))
        renamed.localName = "m/data.txt"
        #expect(try await FileScan.of(renamed.bytes, "m.pt").rules == ["zip-inconsistent", "pickle-import"])
        var encrypted = ZipBytes(("m/data.pkl", Self.evil))
        encrypted.centralFlags = 1
        #expect(try await FileScan.of(encrypted.bytes, "m.pt").rules == ["zip-inconsistent", "pickle-import"])
        encrypted.localFlags = 1
        #expect(try await FileScan.of(encrypted.bytes, "m.pt").rules == ["zip-inconsistent", "pickle-import"])
        var damaged = ZipBytes(("m/data.pkl", Self.evil))
        damaged.checksum = 5
        #expect(try await FileScan.of(damaged.bytes, "m.pt").rules == ["zip-inconsistent", "pickle-import"])
        var hidden = ZipBytes(("a.txt", [65]), ("data.pkl", Self.evil))
        hidden.isListed = { $0 == 0 }
        #expect(try await FileScan.of(hidden.bytes, "m.pt").rules == ["zip-inconsistent", "pickle-import"])
    }

    @Test func `that something stands before or behind are read too`() async throws {
        let zip = ZipBytes(("data.pkl", Self.evil)).bytes
        #expect(try await FileScan.of([UInt8](repeating: 1, count: 99) + zip, "m.bin").names.contains("os.system"))
        #expect(try await FileScan.of(zip + [1, 2, 3], "m.bin").names.contains("os.system"))
        #expect(try await FileScan.of([0x80, 2, 0x5D, 0x2E] + zip, "m.bin").rules.contains("polyglot"))
        let cut = zip.prefix { _ in true }.dropLast(60)
        #expect(try await FileScan.of(Array(cut), "m.bin").verdict == .unsafe)
    }

    @Test func `that lead out of their folder are unsafe`() async throws {
        for name in ["../x", "a/../../x", "/etc/x", "C:\\x", "..\\x"] {
            #expect(try await FileScan.of(ZipBytes((name, [65])).bytes, "m.zip").rules == ["archive-traversal"])
        }
        let tar = try await FileScan.of(ScanFixture.tarGzip, "m.tar.gz")
        #expect(tar.rules == ["pickle-import", "archive-traversal", "archive-link"])
    }

    @Test func `that expand beyond all reason are given up`() async throws {
        let scan = try await FileScan.of(ScanFixture.bomb, "m.gz")
        #expect(scan.verdict != .safe)
        var limits = ScanLimits()
        limits.expandedBytes = 1 << 20
        #expect(try await FileScan.of(ScanFixture.bomb, "m.gz", limits: limits).rules.isSubset(of: ["limit", "bomb"]))
    }

    @Test func `that are encrypted are unscanned`() async throws {
        var zip = ZipBytes(("notes", [0xC3, 0x28, 0x91, 0x55]))
        zip.localFlags = 1
        zip.centralFlags = 1
        #expect(try await FileScan.of(zip.bytes, "m.zip").verdict == .unscanned)
    }

    @Test func `are programs or scripts when they are, whatever they are called`() async throws {
        #expect(
            try await FileScan.of([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 99), "model.bin").verdict
                == .unsafe)
        #expect(
            try await FileScan.of([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 99), "model.llamafile")
                .verdict == .suspicious)
        #expect(try await FileScan.of(Array("#!/bin/sh\ntrue\n".utf8), "model.pt").verdict == .unsafe)
        #expect(try await FileScan.of(Array("#!/usr/bin/env python3\n".utf8), "train.py").verdict == .safe)
    }
}
