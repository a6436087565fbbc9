/// Which parts of a file are missing, being fetched, or here: the decisions of a download, without any I/O.
struct PartLedger: Sendable {
    enum State: Hashable, Sendable {
        case missing
        case fetching
        case here(crc32: UInt32)
    }

    let plan: PartPlan
    private(set) var states: [State]
    /// Bytes in parts that are here; falls only when a part proves damaged on our own disk.
    private(set) var bytesHere: Int64 = 0

    init(plan: PartPlan, recorded: [Int: UInt32]) {
        self.plan = plan
        states = Array(repeating: .missing, count: plan.count)
        for (part, crc) in recorded { arrive(part, crc32: crc) }
    }

    var isWhole: Bool { bytesHere == plan.size }

    /// A run of missing parts to fetch in one request, at most `limit` long; nil when none is missing now.
    mutating func claim(limit: Int, from start: Int = 0) -> Range<Int>? {
        guard let first = states[start...].firstIndex(where: \.isMissing) else { return nil }
        var end = first
        while end < states.count, end - first < limit, states[end].isMissing {
            states[end] = .fetching
            end += 1
        }
        return first..<end
    }

    mutating func arrive(_ part: Int, crc32: UInt32) {
        if case .here = states[part] { return }
        states[part] = .here(crc32: crc32)
        bytesHere += plan.length(of: part)
    }

    /// Gives back what was claimed and did not arrive.
    mutating func release(_ parts: Range<Int>) {
        for part in parts where states[part] == .fetching { states[part] = .missing }
    }

    /// The bytes on our disk are not those that came: the part must be fetched again.
    mutating func lose(_ part: Int) {
        guard case .here = states[part] else { return }
        states[part] = .missing
        bytesHere -= plan.length(of: part)
    }

    func crc32(of part: Int) -> UInt32? {
        if case .here(let crc) = states[part] { crc } else { nil }
    }
}

extension PartLedger.State {
    var isMissing: Bool { self == .missing }
}
