import Domain
import Wire

/// The parts of a policy that overrides may change too.
extension PolicyReader {
    /// Their keys.
    static let changeable = ["unknown", "metrics", "licenses", "scan", "size", "publishers", "decision"]

    /// Puts what a mapping says into the policy; the keys that are not these parts are left to the caller.
    mutating func change(_ policy: inout Policy, by value: JSONValue, at path: String) {
        guard case .object(let fields) = value else { return }
        let section = PolicySection(path: path, fields: fields)
        policy.unknown = choice(section, "unknown") ?? policy.unknown
        metrics(section, &policy)
        licenses(section, &policy.licenses)
        scan(section, &policy.scan)
        size(section, &policy.size)
        publishers(section, &policy.publishers)
        if let part = self.section(
            section["decision"], at: section.path(of: "decision"), keys: ["on_fail", "on_review"])
        {
            policy.onFail = choice(part, "on_fail") ?? policy.onFail
            policy.onReview = choice(part, "on_review") ?? policy.onReview
        }
    }

    private mutating func metrics(_ root: PolicySection, _ policy: inout Policy) {
        let path = root.path(of: "metrics")
        guard let all = section(root["metrics"], at: path, keys: GatedMetric.allCases.map(\.rawValue)) else { return }
        for metric in GatedMetric.allCases {
            var keys = ["threshold", "weight", "mode", "unknown"]
            if metric == .codeQuality { keys.append("inherit_from_library") }
            guard let part = section(all[metric.rawValue], at: all.path(of: metric.rawValue), keys: keys) else {
                continue
            }
            var rule = policy[metric]
            if let threshold = number(part, "threshold", in: 0...1) {
                rule.threshold = threshold
                // Who names a threshold means it to count.
                if rule.mode == .ignore { rule.mode = .enforce }
            }
            rule.weight = number(part, "weight", in: 0...100) ?? rule.weight
            rule.mode = choice(part, "mode") ?? rule.mode
            rule.unknown = choice(part, "unknown") ?? rule.unknown
            policy[metric] = rule
            if metric == .codeQuality, let inherits = flag(part, "inherit_from_library") {
                policy.inheritsCodeQuality = inherits
            }
        }
        if GatedMetric.allCases.allSatisfy({ policy[$0].weight == 0 }) {
            report(path, "every weight is 0: there would be no net score")
        }
    }

    private mutating func licenses(_ root: PolicySection, _ rules: inout LicenceRules) {
        let keys = [
            "allow", "ask", "refuse", "unlisted", "missing", "unknown", "conflict", "drift", "compatible_with",
        ]
        guard let part = section(root["licenses"], at: root.path(of: "licenses"), keys: keys) else { return }
        let wanted = "a licence such as `apache-2.0`, `cc-by-nc-*` or `class:permissive`"
        rules.allow = list(part, "allow", wanted: wanted, LicencePattern.init) ?? rules.allow
        rules.ask = list(part, "ask", wanted: wanted, LicencePattern.init) ?? rules.ask
        rules.refuse = list(part, "refuse", wanted: wanted, LicencePattern.init) ?? rules.refuse
        rules.unlisted = choice(part, "unlisted") ?? rules.unlisted
        rules.missing = choice(part, "missing") ?? rules.missing
        rules.unknown = choice(part, "unknown") ?? rules.unknown
        rules.conflict = choice(part, "conflict") ?? rules.conflict
        rules.drift = choice(part, "drift") ?? rules.drift
        if part["compatible_with"] == .null {
            rules.compatibleWith = nil
        } else if let licence = text(part, "compatible_with", limit: 100) {
            rules.compatibleWith = licence
        }
        let lists = [("allow", rules.allow), ("ask", rules.ask), ("refuse", rules.refuse)]
        for (index, (name, patterns)) in lists.enumerated() {
            for (other, more) in lists[(index + 1)...] {
                for pattern in patterns where more.contains(pattern) {
                    let key = part[other] == nil ? name : other
                    report(part.path(of: key), "`\(pattern)` stands in `\(name)` and in `\(other)`")
                }
            }
        }
    }

    private mutating func scan(_ root: PolicySection, _ rules: inout ScanRules) {
        guard let part = section(root["scan"], at: root.path(of: "scan"), keys: ["level", "otherwise"]) else { return }
        rules.level = choice(part, "level", of: [.safe, .unscanned, .suspicious]) ?? rules.level
        rules.otherwise = choice(part, "otherwise", of: [.refuse, .review, .warn]) ?? rules.otherwise
    }

    private mutating func size(_ root: PolicySection, _ rules: inout SizeRules) {
        guard let part = section(root["size"], at: root.path(of: "size"), keys: ["ceiling", "target"]) else { return }
        rules.target = choice(part, "target") ?? rules.target
        guard let value = part["ceiling"] else { return }
        switch value {
        case .null: rules.ceiling = nil
        case .string(let text) where SizeText.parse(text) != nil: rules.ceiling = SizeText.parse(text)
        case .integer(let bytes) where (1...1_000_000_000_000_000).contains(bytes): rules.ceiling = ByteCount(bytes)
        default:
            wrongKind(value, at: part.path(of: "ceiling"), wanted: "a size such as `250 GB`, up to 1000 TB")
        }
    }

    private mutating func publishers(_ root: PolicySection, _ rules: inout PublisherRules) {
        let keys = ["trusted", "refused", "others", "hubs"]
        guard let part = section(root["publishers"], at: root.path(of: "publishers"), keys: keys) else { return }
        let wanted = "an owner such as `google` or `https://hub.example.org/google`"
        rules.trusted = list(part, "trusted", wanted: wanted, Publisher.init) ?? rules.trusted
        rules.refused = list(part, "refused", wanted: wanted, Publisher.init) ?? rules.refused
        rules.others = choice(part, "others") ?? rules.others
        let hubs = list(part, "hubs", wanted: "an address such as `https://huggingface.co`") {
            Publisher.isHub($0) ? Publisher.normal($0) : nil
        }
        rules.hubs = hubs ?? rules.hubs
    }
}
