package import Domain

/// Where every byte of a package is, computed and never stored: a zip file of stored entries, the manifest first, then
/// the files in the order of their paths' bytes.
///
/// The same entries and manifest always give the same bytes. The data of safetensors and GGUF files begins at multiples
/// of 4,096, so that it can be mapped into memory from inside the zip.
package struct PackageLayout: Sendable {
    /// In the order they stand in the package.
    package let entries: [PackageEntry]
    /// The content of `roost-manifest.json`.
    package let manifest: [UInt8]
    /// The length of the whole package.
    package let size: ByteCount
    /// A strong entity tag, quoted: equal for equal bytes, different otherwise.
    package let etag: String

    /// Where each member's local header begins, the manifest's first, then where the central directory begins.
    let offsets: [Int64]
    /// Where each member's central record begins, then where the closing records begin.
    let centralOffsets: [Int64]
    private let manifestCRC: UInt32

    /// `BlobError.cannotPackage` when two entries have one path, or a path is the manifest's or lies inside a file, or a
    /// limit is passed.
    package init(entries: [PackageEntry], manifest: [UInt8]) throws {
        self.entries = entries.sorted { $0.path.text.utf8.lexicographicallyPrecedes($1.path.text.utf8) }
        self.manifest = manifest
        manifestCRC = CRC32.of(manifest)
        do {
            try Self.check(self.entries, manifest: manifest)
            (offsets, centralOffsets) = try Self.arrange(self.entries, manifest: manifest)
        } catch let fault {
            throw BlobError.cannotPackage(fault)
        }
        size = ByteCount(centralOffsets[entries.count + 1] + Int64(Self.end(offsets, centralOffsets).length))
        etag = Self.etag(of: self.entries, manifest: manifest)
    }

    /// The member at a place: the manifest, then the entries.
    func member(_ index: Int) -> ZipMember {
        guard index > 0 else { return Self.manifestMember(manifest, crc32: manifestCRC) }
        return Self.member(entries[index - 1], at: offsets[index])
    }

    var memberCount: Int { entries.count + 1 }
    var end: ZipEnd { Self.end(offsets, centralOffsets) }

    private static func check(_ entries: [PackageEntry], manifest: [UInt8]) throws(PackageFault) {
        guard entries.count < PackageLimits.entries else {
            throw .tooLarge("\(entries.count) files, at most \(PackageLimits.entries - 1)")
        }
        guard manifest.count <= PackageLimits.manifest else { throw .tooLarge("a manifest of \(manifest.count) bytes") }
        try PackageNames.check([PackageManifest.path] + entries.map(\.path))
    }

    private static func arrange(
        _ entries: [PackageEntry], manifest: [UInt8]
    ) throws(PackageFault) -> (offsets: [Int64], centralOffsets: [Int64]) {
        var offsets: [Int64] = [0]
        let first = manifestMember(manifest, crc32: 0)
        var offset = Int64(first.localLength) + first.size
        for entry in entries {
            offsets.append(offset)
            let (end, overflow) = entry.size.bytes.addingReportingOverflow(
                offset + Int64(member(entry, at: offset).localLength))
            // Leaves room for the directory, so that no later sum can overflow.
            guard !overflow, end < Int64.max - Int64(PackageLimits.directory) * 2 else {
                throw .tooLarge("the sum of its files")
            }
            offset = end
        }
        offsets.append(offset)
        var centralOffsets = [offset]
        offset += Int64(first.centralLength)
        for (index, entry) in entries.enumerated() {
            centralOffsets.append(offset)
            offset += Int64(member(entry, at: offsets[index + 1]).centralLength)
        }
        centralOffsets.append(offset)
        guard offset - centralOffsets[0] <= Int64(PackageLimits.directory) else {
            throw .tooLarge("a directory of \(ByteCount(offset - centralOffsets[0]))")
        }
        return (offsets, centralOffsets)
    }

    private static func manifestMember(_ manifest: [UInt8], crc32: UInt32) -> ZipMember {
        ZipMember(
            name: PackageManifest.path.text, size: Int64(manifest.count), crc32: crc32, offset: 0, isAligned: false)
    }

    private static func member(_ entry: PackageEntry, at offset: Int64) -> ZipMember {
        ZipMember(
            name: entry.path.text, size: entry.size.bytes, crc32: entry.crc32, offset: offset, isAligned: entry.isMapped
        )
    }

    private static func end(_ offsets: [Int64], _ centralOffsets: [Int64]) -> ZipEnd {
        let count = offsets.count - 1
        return ZipEnd(
            entries: count, directoryOffset: offsets[count], directoryLength: centralOffsets[count] - offsets[count])
    }

    private static func etag(of entries: [PackageEntry], manifest: [UInt8]) -> String {
        var hasher = ContentHasher()
        hasher.update(Array("\(PackageManifest.format)\n\(manifest.count)\n".utf8))
        hasher.update(manifest)
        for entry in entries {
            hasher.update(
                Array("\(entry.blob.hex) \(entry.size.bytes) \(entry.crc32) \(entry.path.text)\n".utf8))
        }
        return "\"\(hasher.finish().facts.digest.hex)\""
    }
}
