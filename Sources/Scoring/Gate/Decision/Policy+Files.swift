import Domain
import Wire

extension Policy {
    /// What the policy asks of the bytes: how many they are, who gives them, and what the scan says of them.
    func fileFindings(_ input: GateInput) -> [RuleFinding] {
        [sizeFinding(input.subject), publisherFinding(input.subject)].compactMap(\.self) + scanFindings(input)
    }

    private func sizeFinding(_ subject: GateSubject) -> RuleFinding? {
        guard let ceiling = size.ceiling else { return nil }
        guard let bytes = subject.sizeBytes else {
            return RuleFinding(
                rule: .sizeCeiling, action: unknown, isUnknown: true, reason: "the Hub does not say how large it is")
        }
        let total = ByteCount(bytes)
        guard total > ceiling else {
            return RuleFinding(rule: .sizeCeiling, action: .allow, reason: "\(total) of at most \(ceiling)")
        }
        return RuleFinding(
            rule: .sizeCeiling, action: .refuse, reason: "\(total) are more than \(ceiling)",
            remedy: "choose fewer files with `--include`, or another quantisation")
    }

    private func publisherFinding(_ subject: GateSubject) -> RuleFinding? {
        guard !publishers.trusted.isEmpty || !publishers.refused.isEmpty || publishers.others != .allow else {
            return nil
        }
        guard let owner = subject.publisher else {
            return RuleFinding(
                rule: .publisherTrusted, action: publishers.others, isUnknown: true,
                reason: "`\(subject.model)` names no owner")
        }
        let evidence = [Evidence(source: subject.hub, excerpt: owner)]
        if publishers.refused.contains(where: { $0.means(owner, on: subject.hub, bareOn: nil) }) {
            return RuleFinding(
                rule: .publisherTrusted, action: .refuse, reason: "nothing is taken from `\(owner)`",
                evidence: evidence)
        }
        if publishers.trusted.contains(where: { $0.means(owner, on: subject.hub, bareOn: publishers.hubs) }) {
            return RuleFinding(
                rule: .publisherTrusted, action: .allow, reason: "`\(owner)` is trusted on \(subject.hub)",
                evidence: evidence)
        }
        return RuleFinding(
            rule: .publisherTrusted, action: publishers.others,
            reason: "`\(owner)` on \(subject.hub) is not among the trusted publishers",
            remedy: "somebody who knows the publisher can add it to `publishers.trusted`", evidence: evidence)
    }

    private func scanFindings(_ input: GateInput) -> [RuleFinding] {
        guard let scan = input.subject.scan else {
            let isEarly = input.stage == .beforeWeights
            // After the weights there is no excuse: what nobody looked into is not let in.
            return [GateRule.scanUnsafe, .scanLevel].map { rule in
                RuleFinding(
                    rule: rule, action: isEarly ? .allow : .refuse, isUnknown: true,
                    reason: isEarly ? "told when the bytes are here" : "no scan was made")
            }
        }
        let unsafe = scan.filter { $0.verdict == .unsafe }
        let others = scan.filter { $0.verdict != .unsafe }
        return [unsafeFinding(unsafe, of: scan.count), levelFinding(others)]
    }

    private func unsafeFinding(_ unsafe: [FileScan], of count: Int) -> RuleFinding {
        guard let first = unsafe.first else {
            return RuleFinding(rule: .scanUnsafe, action: .allow, reason: "none of \(count) files is unsafe")
        }
        let more = unsafe.count > 1 ? " and \(unsafe.count - 1) more" : ""
        return RuleFinding(
            rule: .scanUnsafe, action: .refuse,
            reason: "`\(first.path.oneLine(limit: 200))`\(more) would run code or break out when it is loaded",
            remedy: "leave such files out with `--exclude`, or take safetensors or GGUF weights",
            evidence: Self.evidence(unsafe))
    }

    private func levelFinding(_ files: [FileScan]) -> RuleFinding {
        let worst = files.map(\.verdict).max() ?? .safe
        let below = files.filter { $0.verdict > scan.level }
        guard let first = below.first else {
            let odd = files.filter { $0.verdict != .safe }
            let reason =
                odd.isEmpty
                ? "all files are safe" : "\(odd.count) of \(files.count) files \(Self.words(for: worst)): let through"
            return RuleFinding(
                rule: .scanLevel, action: odd.isEmpty ? .allow : .warn, reason: reason, evidence: Self.evidence(odd))
        }
        let more = below.count > 1 ? " and \(below.count - 1) more" : ""
        return RuleFinding(
            rule: .scanLevel, action: scan.otherwise,
            reason: "`\(first.path.oneLine(limit: 200))`\(more) \(Self.words(for: worst))",
            remedy: "leave such files out with `--exclude`, or take safetensors or GGUF weights",
            evidence: Self.evidence(below))
    }

    private static func words(for verdict: ScanVerdict) -> String {
        switch verdict {
        case .safe: "is safe"
        case .unscanned: "could not be looked into"
        case .suspicious: "may do more than hold numbers"
        case .unsafe: "would run code"
        }
    }

    /// The worst files first, each with what was found worst in it.
    private static func evidence(_ files: [FileScan]) -> [Evidence] {
        files.sorted { ($1.verdict, $0.path) < ($0.verdict, $1.path) }.prefix(RuleFinding.evidenceAtMost).map { file in
            let finding = file.findings.max { $0.verdict < $1.verdict }
            return Evidence(
                source: file.path, locator: finding?.member,
                excerpt: "\(file.verdict.rawValue): \(finding?.message ?? "nothing more is known")")
        }
    }
}
