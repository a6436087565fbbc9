import CZlib
import Wire

/// Looks into a zip archive, by its directory and by the headers before each member: loaders differ in what they believe.
struct ZipInspection {
    let inspection: Inspection
    let source: any ByteSource
    let place: Place

    init(_ inspection: Inspection, _ source: any ByteSource, _ place: Place) {
        self.inspection = inspection
        self.source = source
        self.place = place
    }

    /// Whether a file that begins otherwise ends as a zip archive.
    static func hasDirectory(_ source: any ByteSource, limits: ScanLimits) throws -> Bool {
        guard let end = try ZipDirectory.end(of: source), end.isExact else { return false }
        do {
            guard let directory = try ZipDirectory(source, limits: limits), let first = directory.entries.first else {
                return false
            }
            return try source.bytes(at: first.offset + directory.shift, count: 4) == [0x50, 0x4B, 3, 4]
        } catch is ScanFault {
            return false
        }
    }

    func run() throws {
        guard let directory = try ZipDirectory(source, limits: inspection.limits) else {
            return try runWithoutDirectory()
        }
        if directory.entries.isEmpty, source.size > 22 { return try runWithoutDirectory() }
        checkDirectory(directory)
        let names = Set(directory.entries.map(\.name))
        let rawFolders = Self.tensorFolders(names)
        var covered: [(start: Int64, end: Int64)] = []
        for entry in directory.entries {
            try checkName(entry)
            guard let data = try data(of: entry, in: directory) else { continue }
            covered.append((data.header, data.range.upperBound + (entry.hasDescriptor ? 24 : 0)))
            if entry.isFolder, entry.packedSize == 0 { continue }
            if rawFolders.contains(where: { entry.name.hasPrefix($0) }), entry.method == 0 { continue }
            try inspect(entry, data.range, isEncrypted: data.isEncrypted)
        }
        try checkGaps(covered, until: directory.start)
        if names.contains(where: { $0.hasSuffix("/code/__torch__.py") || $0.hasSuffix(".py") && $0.contains("/code/") })
        {
            try TorchScriptCheck(inspection, place).run(names)
        }
    }

    /// torch keeps raw numbers beside its pickle: they are never unpickled.
    private static func tensorFolders(_ names: Set<String>) -> [String] {
        names.filter { $0.hasSuffix("data.pkl") || $0.hasSuffix("constants.pkl") }.flatMap { name -> [String] in
            let folder = String(name[..<(name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex)])
            return name.hasSuffix("data.pkl") ? [folder + "data/"] : [folder + "constants/"]
        }
    }

    private func checkDirectory(_ directory: ZipDirectory) {
        if directory.shift != 0 {
            inspection.report(
                "zip-inconsistent", .suspicious, at: place,
                "something stands before the archive: loaders differ in what they read")
        }
        if directory.isFollowed {
            inspection.report("zip-inconsistent", .suspicious, at: place, "something follows the archive's end")
        }
        if directory.isMiscounted {
            inspection.report(
                "zip-inconsistent", .suspicious, at: place, "its directory says another number of members than it has")
        }
        var seen: Set<String> = []
        for entry in directory.entries where !seen.insert(entry.name).inserted {
            inspection.report(
                "zip-inconsistent", .suspicious, at: place, name: entry.name,
                "two members have the same name: loaders differ in which they take")
        }
    }

    private func checkName(_ entry: ZipEntry) throws {
        if let fault = MemberName.fault(entry.name) {
            inspection.report("archive-traversal", .unsafe, at: place, name: entry.name, "a member's name \(fault)")
        }
        if entry.isLink {
            inspection.report("archive-link", .suspicious, at: place, name: entry.name, "a member is a symbolic link")
        }
    }

    /// Where a member's data is, by its own header, which is compared with the directory.
    private func data(
        of entry: ZipEntry, in directory: ZipDirectory
    ) throws -> (header: Int64, range: Range<Int64>, isEncrypted: Bool)? {
        var found: LocalHeader?
        for shift in Set([directory.shift, 0]).sorted(by: >) where found == nil {
            found = try LocalHeader(source, at: entry.offset + shift)
        }
        guard let local = found else {
            inspection.report(
                "zip-inconsistent", .suspicious, at: place, name: entry.name,
                "the directory names a member that is not there")
            return nil
        }
        if let difference = local.difference(from: entry) {
            inspection.report(
                "zip-inconsistent", .suspicious, at: place, offset: local.offset, name: entry.name,
                "the directory and the member itself disagree about \(difference)")
        }
        let (end, overflow) = local.dataOffset.addingReportingOverflow(max(0, entry.packedSize))
        guard !overflow, end <= source.size else {
            inspection.report("zip", .unscanned, at: place.inside(entry.name), "it ends behind the end of the archive")
            return (local.offset, local.dataOffset..<max(local.dataOffset, source.size), local.isEncrypted)
        }
        return (local.offset, local.dataOffset..<end, local.isEncrypted && entry.isEncrypted)
    }

    func inspect(_ entry: ZipEntry, _ range: Range<Int64>, isEncrypted: Bool) throws {
        let inner = place.inside(entry.name)
        guard inspection.enters(inner) else { return }
        let data = SliceSource(source, range)
        if isEncrypted {
            guard isPlain(entry, data) else {
                return inspection.report("zip", .unscanned, at: inner, "it is encrypted")
            }
            inspection.report("zip-inconsistent", .suspicious, at: inner, "it is called encrypted, and is not")
        }
        try inspection.attempt(inner, "zip") {
            switch entry.method {
            case 0: try inspection.inspect(data, at: inner)
            case 8:
                let inflated = try InflateFlow(SourceFlow(data), .none) { try inspection.spend($0) }
                try inspection.inspect(ForwardReader(inflated), at: inner)
            case 12, 93, 95: try inspection.inspect(ForwardReader(try unpacked(data)), at: inner)
            case 14: try inspection.inspect(ForwardReader(try unpacked(try lzma(data, size: entry.size))), at: inner)
            default: throw ScanFault.unsupported("it is compressed by method \(entry.method), which is not known")
            }
        }
        try checkSum(entry, data, inner)
    }

    /// Whether what is called encrypted can be read nevertheless: some loaders do not look at the flag.
    private func isPlain(_ entry: ZipEntry, _ data: SliceSource) -> Bool {
        do {
            let flow: any ByteFlow =
                entry.method == 8 ? try InflateFlow(SourceFlow(data), .none) { _ in } : SourceFlow(data)
            return ContentFormat(head: try ForwardReader(flow).peek(256)) != nil
        } catch {
            return false
        }
    }

    private func unpacked(_ data: any ByteSource) throws -> LibArchive {
        let stream = try LibArchive(data, .stream) { try inspection.spend($0) }
        guard try stream.next() != nil else { throw ScanFault.malformed("its compressed data is empty") }
        return stream
    }

    /// A zip's LZMA has a header of its own: version, length of the properties, the properties; no size.
    private func lzma(_ data: SliceSource, size: Int64) throws -> any ByteSource {
        let head = try data.bytes(at: 0, count: 9)
        guard head.count == 9, head[2] == 5, head[3] == 0, data.size <= Int64(inspection.limits.heldBytes) else {
            throw ScanFault.unsupported("its LZMA data is not understood")
        }
        let rest = try data.bytes(at: 9, count: Int(data.size) - 9)
        let header = Array(head[4...]) + [UInt8](repeating: 0xFF, count: 8)
        try MemoryDemand.check(.lzma, header)
        return MemorySource(bytes: header + rest)
    }

    /// Of small stored members the checksum is looked at: some loaders ignore it, others refuse the file.
    private func checkSum(_ entry: ZipEntry, _ data: SliceSource, _ inner: Place) throws {
        guard entry.method == 0, data.size == entry.size, data.size <= 1 << 20 else { return }
        let bytes = try data.bytes(at: 0, count: Int(data.size))
        let sum = bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
        guard UInt32(truncatingIfNeeded: sum) != entry.checksum, !bytes.isEmpty else { return }
        inspection.report(
            "zip-inconsistent", .suspicious, at: inner, "its checksum is wrong: loaders differ in whether they mind")
    }
}
