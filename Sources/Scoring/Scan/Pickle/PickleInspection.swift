import Wire

/// Walks through a file of pickles, one after the other, and reports what they import.
struct PickleInspection {
    /// Entries of stacks that may be copied in all, to try what another loader would do.
    private static let copiedEntries = 50_000_000

    let inspection: Inspection
    let place: Place
    /// Bytes in a pickle that only look like one: then only what is dangerous counts.
    let isGuess: Bool

    init(_ inspection: Inspection, _ place: Place, isGuess: Bool = false) {
        self.inspection = inspection
        self.place = place
        self.isGuess = isGuess
    }

    /// - Returns: whether everything was followed to a proper end.
    @discardableResult
    func run(_ reader: ForwardReader) throws -> Bool {
        var torchPickles = 0
        for number in 0..<inspection.limits.pickles {
            let report = try one(reader)
            publish(report)
            guard report.hasEnded else {
                if !isGuess { try Carver(inspection, place).search(reader) }
                return false
            }
            if torchPickles > 0 || number == 0 && report.isTorchMagic { torchPickles += 1 }
            // Magic, protocol, system, object, storage keys: then raw tensors.
            if torchPickles == 5 { return true }
            guard try goesOn(reader) else { return true }
        }
        if !isGuess {
            inspection.report(
                "limit", .unscanned, at: place, "there are more than \(inspection.limits.pickles) pickles in a row")
        }
        return false
    }

    /// Whether another pickle follows; what is none is searched for hidden ones.
    private func goesOn(_ reader: ForwardReader) throws -> Bool {
        let next = try reader.peek(2)
        guard let first = next.first else { return false }
        if first == 0x80, next.count == 2, next[1] <= 5 { return true }
        let start = try reader.peek(ForwardReader.window)
        if PickleProbe(start, limits: inspection.limits).followsAnother { return true }
        if !isGuess { try Carver(inspection, place).search(reader) }
        return false
    }

    private func one(_ reader: ForwardReader) throws -> PickleReport {
        var walker = PickleWalker(at: reader.position, limits: inspection.limits)
        while true {
            let (consumed, need) = walker.walk(reader.available)
            reader.advance(consumed)
            switch need {
            case .end: return walker.report
            case .more(let count):
                if try !reader.fill(count) { walker.fail("it ends in the middle") }
            case .skip(let count):
                if try !reader.skip(count) { walker.fail("it ends in the middle") }
                walker.moved(count)
            case .line:
                let start = reader.position
                if try !reader.skipLine() { walker.fail("it ends in the middle") }
                walker.moved(reader.position - start)
            case .payload(let count):
                let isInspected = try payload(count, reader)
                if isInspected == nil { walker.fail("it ends in the middle") }
                walker.moved(count)
                walker.pushPayload(isInspected: isInspected == true)
            case .array(let description): try array(description, reader, &walker)
            }
            if walker.report.fault != nil { return walker.report }
        }
    }

    /// Bytes in a pickle may be a pickle or an archive themselves.
    ///
    /// - Returns: whether they were looked into; nil when the file ends before they do.
    private func payload(_ count: Int64, _ reader: ForwardReader) throws -> Bool? {
        let head = count >= 8 ? try reader.peek(8) : []
        let isPickle = head.count == 8 && head[0] == 0x80 && (2...5).contains(head[1])
        let isZip = head.starts(with: [0x50, 0x4B, 3, 4])
        guard isPickle || isZip, place.depth < inspection.limits.depth else {
            return try reader.skip(count) ? false : nil
        }
        let inner = place.inside("(bytes at \(reader.position))")
        let flow = LimitedFlow(reader, count: count)
        let part = ForwardReader(flow)
        var isFollowed = false
        if isPickle {
            isFollowed = try PickleInspection(inspection, inner, isGuess: true).run(part)
        } else if let held = try part.rest(limit: inspection.limits.heldBytes) {
            let before = inspection.findings.count
            try inspection.inspect(MemorySource(bytes: held), at: inner)
            isFollowed = inspection.findings[before...].allSatisfy { $0.verdict != .unscanned }
        }
        return try reader.skip(flow.left) ? isFollowed : nil
    }

    /// joblib writes an array's bytes into the middle of the pickle, behind its description.
    private func array(_ description: PickleDictionary, _ reader: ForwardReader, _ walker: inout PickleWalker) throws {
        guard let type = description.dtype, let count = description.arrayBytes else {
            return walker.fail("an array's description is not understood")
        }
        if type.hasObjects {
            let nested = try one(reader)
            publish(nested)
            if !nested.hasEnded { walker.fail("an array of objects cannot be followed") }
        } else {
            try checkDisguise(walker, reader)
            var padding: Int64 = 0
            if description.isAligned {
                guard let byte = try reader.peek(1).first else { return walker.fail("it ends in the middle") }
                padding = 1 + Int64(byte)
            }
            if try !reader.skip(padding) || !reader.skip(count) { walker.fail("it ends in the middle of an array") }
        }
        walker.movedOverArray(to: reader.position)
    }

    /// Who loads the file without joblib goes on reading where the array begins: there must be no instructions.
    private func checkDisguise(_ walker: PickleWalker, _ reader: ForwardReader) throws {
        inspection.copiedEntries += walker.stack.count + 1
        guard inspection.copiedEntries <= Self.copiedEntries else { throw ScanFault.tooMuch("it has too many arrays") }
        var other = walker
        let known = walker.report.imports.count
        _ = try reader.fill(64 << 10)
        let (consumed, need) = other.walk(reader.available)
        let isFollowed =
            switch need {
            case .end: other.report.hasEnded
            case .more: consumed >= 4096
            default: consumed > 16
            }
        let isDangerous = other.report.imports.dropFirst(known).contains { ImportRules.verdict($0) == .unsafe }
        guard isDangerous || isFollowed && other.report.imports.count > known else { return }
        inspection.report(
            "pickle-disguise", isDangerous ? .unsafe : .suspicious, at: place, offset: reader.position,
            "the data of an array are instructions to whoever loads it without joblib")
    }
}
