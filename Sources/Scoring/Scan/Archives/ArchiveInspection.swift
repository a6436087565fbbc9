import Wire

/// Looks into tar, 7z and other archives, through libarchive.
struct ArchiveInspection {
    private let inspection: Inspection
    private let source: any ByteSource
    private let place: Place

    init(_ inspection: Inspection, _ source: any ByteSource, _ place: Place) {
        self.inspection = inspection
        self.source = source
        self.place = place
    }

    func run() throws {
        let archive = try LibArchive(source, .archive) { try inspection.spend($0) }
        var count = 0
        while let entry = try archive.next() {
            count += 1
            guard count <= inspection.limits.members else {
                throw ScanFault.tooMuch("it has more than \(inspection.limits.members) members")
            }
            check(entry)
            guard entry.isFile else { continue }
            let inner = place.inside(entry.path)
            guard inspection.enters(inner) else { return }
            if entry.isEncrypted {
                inspection.report("archive", .unscanned, at: inner, "it is encrypted")
                continue
            }
            try inspection.attempt(inner, "archive") { try inspection.inspect(ForwardReader(archive), at: inner) }
        }
        if count == 0 { throw ScanFault.malformed("the archive has no member that can be read") }
    }

    private func check(_ entry: ArchiveEntry) {
        if let fault = MemberName.fault(entry.path) {
            inspection.report("archive-traversal", .unsafe, at: place, name: entry.path, "a member's name \(fault)")
        }
        if let link = entry.link {
            let isOutside = MemberName.fault(link) != nil
            inspection.report(
                "archive-link", isOutside ? .unsafe : .suspicious, at: place, name: entry.path,
                isOutside ? "a member is a link that leads out of the archive" : "a member is a link")
        }
        if entry.isSpecial {
            inspection.report(
                "archive-link", .suspicious, at: place, name: entry.path, "a member is neither file nor folder")
        }
    }
}
