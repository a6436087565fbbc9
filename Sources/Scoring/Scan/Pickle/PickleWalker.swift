/// Follows the instructions of one pickle without doing what they say.
///
/// It keeps the stack and the memo of Python's machine as far as they matter for knowing what is imported and what is
/// called. It is fed with pieces and does no reading itself.
struct PickleWalker {
    /// What the walk needs to go on.
    enum Need {
        /// At least so many bytes from the present position on.
        case more(Int)
        /// To be moved over so many bytes of no interest.
        case skip(Int64)
        /// To be moved over so many bytes, and then to be told whether they were looked into.
        case payload(Int64)
        /// To be moved behind the next newline.
        case line
        /// To be moved over the raw array that joblib puts here.
        case array(PickleDictionary)
        /// Nothing: the pickle has ended, or cannot be followed.
        case end
    }

    let limits: ScanLimits
    var report = PickleReport()
    /// From the start of the file or member, of the next instruction.
    private(set) var position: Int64
    var stack: [PickleValue] = []
    var marks: [Int] = []
    var memo: [PickleValue?] = []
    var importNumbers: [ImportKey: Int] = [:]
    /// Values that would be in the memo were it not full.
    var isMemoFull = false
    var duplications = 0
    private var frameEnd: Int64?

    struct ImportKey: Hashable {
        let module: String
        let name: String
    }

    init(at position: Int64, limits: ScanLimits) {
        self.position = position
        self.limits = limits
    }

    /// Follows what lies in the piece; it begins at the present position.
    ///
    /// - Returns: how many of its bytes are done with, and what is needed next.
    mutating func walk(_ bytes: UnsafeRawBufferPointer) -> (consumed: Int, need: Need) {
        var at = 0
        let start = position
        while true {
            position = start + Int64(at)
            guard at < bytes.count else { return (at, .more(1)) }
            let code = bytes[at]
            let rest = UnsafeRawBufferPointer(rebasing: bytes[(at + 1)...])
            switch take(code, rest) {
            case .done(let length):
                at += 1 + length
                report.instructions += 1
                crossFrame(start + Int64(at))
            case .starved(let count): return (at, .more(count + 1))
            case .needs(let length, let need):
                at += 1 + length
                report.instructions += 1
                position = start + Int64(at)
                return (at, need)
            case .failed(let message):
                fail(message)
                return (at, .end)
            }
        }
    }

    /// The bytes that were asked to be skipped have been.
    mutating func moved(_ count: Int64) {
        position += count
        crossFrame(position)
    }

    /// A raw array was moved over: whatever frame there was does not go on behind it.
    mutating func movedOverArray(to position: Int64) {
        self.position = position
        frameEnd = nil
    }

    mutating func pushPayload(isInspected: Bool) { stack.append(.bytes(isInspected: isInspected)) }

    mutating func fail(_ message: String) { report.fault = report.fault ?? (message, position) }

    mutating func odd(_ rule: String, isUnsafe: Bool = false, _ message: String) {
        guard report.oddities.count < 64, !report.oddities.contains(where: { $0.rule == rule && $0.message == message })
        else { return }
        report.oddities.append(PickleOddity(rule: rule, isUnsafe: isUnsafe, offset: position, message: message))
    }

    mutating func beginFrame(_ length: UInt64) {
        if let frameEnd, position < frameEnd { odd("pickle-frame", "a frame begins inside another one") }
        let (end, overflow) = (position + 9).addingReportingOverflow(Int64(clamping: length))
        frameEnd = overflow ? nil : end
    }

    /// An instruction must not go over the end of its frame.
    private mutating func crossFrame(_ position: Int64) {
        guard let end = frameEnd, position >= end else { return }
        if position > end { odd("pickle-frame", "an instruction goes over the end of its frame") }
        frameEnd = nil
    }
}
