import Wire

/// Searches bytes of no known kind for a pickle that runs something.
struct Carver {
    private let inspection: Inspection
    private let place: Place
    /// How much of a possible pickle is walked through.
    private static let reach = 16 << 10

    init(_ inspection: Inspection, _ place: Place) {
        self.inspection = inspection
        self.place = place
    }

    /// How imports of what runs code are written, and the marks of newer protocols.
    private static let needles: [[UInt8]] =
        [
            "cos\n", "cposix\n", "cnt\n", "c__builtin__\n", "cbuiltins\n", "csubprocess\n", "csys\n", "crunpy\n",
            "cpty\n",
        ].map { Array($0.utf8) }
        + ["os", "posix", "nt", "builtins", "__builtin__", "subprocess", "runpy", "pty"].map {
            [0x8C, UInt8($0.utf8.count)] + Array($0.utf8)
        }
        + [[0x80, 2], [0x80, 3], [0x80, 4, 0x95], [0x80, 5, 0x95], [0x80, 4, 0x8C], [0x80, 4, 0x63]]

    /// - Returns: whether something was found.
    @discardableResult
    func search(_ reader: ForwardReader) throws -> Bool {
        let end = reader.position + inspection.limits.carvedBytes
        while reader.position < end {
            _ = try reader.fill(ForwardReader.window)
            let bytes = reader.available
            guard !bytes.isEmpty else { return false }
            if let hit = firstHit(bytes) {
                inspection.report(
                    "pickle-hidden", .unsafe, at: place, offset: reader.position + Int64(hit.at), name: hit.name,
                    "a pickle that runs `\(ImportRules.shown(hit.name))` is hidden here")
                return true
            }
            // What begins at the end of a piece is seen again at the start of the next.
            let isLast = reader.hasEnded
            reader.advance(isLast || bytes.count <= Self.reach ? bytes.count : bytes.count - Self.reach)
            if isLast { return false }
        }
        return false
    }

    private func firstHit(_ bytes: UnsafeRawBufferPointer) -> (at: Int, name: String)? {
        for needle in Self.needles {
            var at = 0
            while at < bytes.count, let found = ByteSearch.first(needle, in: bytes, from: at) {
                guard inspection.carveAttempts < inspection.limits.carveAttempts else { return nil }
                inspection.carveAttempts += 1
                if let name = dangerous(UnsafeRawBufferPointer(rebasing: bytes[found...].prefix(Self.reach))) {
                    return (found, name)
                }
                at = found + 1
            }
        }
        return nil
    }

    /// The name of what a pickle that begins here would run.
    private func dangerous(_ bytes: UnsafeRawBufferPointer) -> String? {
        var walker = PickleWalker(at: 0, limits: inspection.limits)
        var at = 0
        while at < bytes.count {
            let (count, need) = walker.walk(UnsafeRawBufferPointer(rebasing: bytes[at...]))
            at += count
            guard case .skip(let length) = need, length < Int64(bytes.count - at) else {
                guard case .payload(let length) = need, length < Int64(bytes.count - at) else { break }
                at += Int(length)
                walker.moved(length)
                walker.pushPayload(isInspected: false)
                continue
            }
            at += Int(length)
            walker.moved(length)
        }
        let found = walker.report.imports.first { $0.calls > 0 && ImportRules.verdict($0) == .unsafe }
        return found.map { "\($0.module).\($0.name)" }
    }
}
