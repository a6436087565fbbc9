import Wire

/// Tries whether bytes without a mark are a pickle.
struct PickleProbe {
    private let report: PickleReport
    private let length: Int
    private let consumed: Int
    private let ranOut: Bool

    /// - Parameter bytes: the beginning of what may be one.
    init(_ bytes: some Sequence<UInt8>, limits: ScanLimits) {
        var walker = PickleWalker(at: 0, limits: limits)
        let all = Array(bytes)
        length = all.count
        var at = 0
        var isStarved = false
        all.withUnsafeBytes { raw in
            walking: while at <= raw.count {
                let (count, need) = walker.walk(UnsafeRawBufferPointer(rebasing: raw[at...]))
                at += count
                switch need {
                case .end: break walking
                case .line:
                    guard let end = raw[at...].firstIndex(of: UInt8(ascii: "\n")) else {
                        isStarved = true
                        break walking
                    }
                    walker.moved(Int64(end + 1 - at))
                    at = end + 1
                case .more, .array:
                    isStarved = true
                    break walking
                case .skip(let count), .payload(let count):
                    guard count <= Int64(raw.count - at) else {
                        isStarved = true
                        break walking
                    }
                    at += Int(count)
                    walker.moved(count)
                    if case .payload = need { walker.pushPayload(isInspected: false) }
                }
            }
        }
        report = walker.report
        consumed = at
        ranOut = isStarved
    }

    /// It calls something that runs code.
    var isDangerous: Bool {
        report.imports.contains { $0.calls > 0 && ImportRules.verdict($0) == .unsafe }
    }

    /// Whether the bytes are most likely a pickle of an old protocol, or one that runs something before it breaks.
    func isPickle(_ claim: NameClaim, isWhole: Bool) -> Bool {
        if isDangerous { return true }
        if report.hasEnded, report.instructions >= 2 {
            return !report.imports.isEmpty || claim.isPickle || isWhole && length - consumed <= 1
        }
        if claim.isPickle, report.imports.contains(where: { ImportRules.verdict($0) != .safe }) { return true }
        return ranOut && claim.isPickle && report.instructions >= 8 && !isWhole
    }

    /// Whether it is worth walking behind another pickle.
    var followsAnother: Bool {
        isDangerous || report.hasEnded && report.instructions >= 2 && (!report.imports.isEmpty || consumed == length)
    }
}
