import Wire

extension ZipInspection {
    /// How many bytes between members may be a descriptor: less than any member's header.
    private static var slack: Int64 { 24 }

    /// What the directory leaves out may still be found by a loader that goes from header to header.
    func checkGaps(_ covered: [(start: Int64, end: Int64)], until directory: Int64) throws {
        var end: Int64 = 0
        var looked = 0
        for part in covered.sorted(by: { $0.start < $1.start }) + [(directory, directory)] {
            if part.start < end - 24, part.start != directory {
                inspection.report(
                    "zip-inconsistent", .suspicious, at: place, offset: part.start, "members lie over each other")
            }
            if part.start - end > Self.slack || part.start > end && end == 0, looked < 64 {
                looked += 1
                try inspectGap(end..<part.start)
            }
            end = max(end, part.end)
        }
    }

    private func inspectGap(_ range: Range<Int64>) throws {
        let head = try source.bytes(at: range.lowerBound, count: 64)
        guard head.contains(where: { $0 != 0 }) else { return }
        if let local = try LocalHeader(source, at: range.lowerBound) {
            inspection.report(
                "zip-inconsistent", .suspicious, at: place, offset: range.lowerBound, name: local.name,
                "a member is not in the directory")
            try inspectHidden(local, until: range.upperBound)
        } else {
            try inspection.inspect(
                SliceSource(source, range), at: place.inside("(between members at \(range.lowerBound))"))
        }
    }

    private func inspectHidden(_ local: LocalHeader, until end: Int64) throws {
        let size = local.flags & 8 != 0 || local.packedSize == .max ? end - local.dataOffset : Int64(local.packedSize)
        let dataEnd = min(end, local.dataOffset + max(0, size))
        guard local.dataOffset <= dataEnd else { return }
        try inspect(local.entry, local.dataOffset..<dataEnd, isEncrypted: local.isEncrypted)
    }

    /// A zip without a directory is no zip to most loaders, and may be read from its front by others.
    func runWithoutDirectory() throws {
        inspection.report("zip", .unscanned, at: place, "the zip archive has no directory")
        var offset: Int64 = 0
        for _ in 0..<inspection.limits.members {
            guard let local = try LocalHeader(source, at: offset) else { break }
            try inspectHidden(local, until: source.size)
            guard local.flags & 8 == 0, local.packedSize != .max else { break }
            offset = local.dataOffset + Int64(local.packedSize)
        }
        try Carver(inspection, place).search(ForwardReader(SourceFlow(source)))
    }
}
