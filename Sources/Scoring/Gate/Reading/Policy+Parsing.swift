import Hub
import Wire

extension Policy {
    /// Reads a policy from the text of its file. Throws every mistake in it, each with its line and key.
    package init(parsing text: String) throws(PolicyError) {
        guard text.utf8.count <= PolicyReader.maximumBytes else {
            throw .mistakes([
                FileMistake(line: nil, key: "", message: "has more than \(PolicyReader.maximumBytes) bytes")
            ])
        }
        let document: YAMLDocument
        do {
            document = try YAMLDocument(text)
        } catch {
            throw .mistakes([FileMistake(line: error.line, key: "", message: error.message)])
        }
        var reader = PolicyReader(line: { document.line(of: $0) })
        for place in document.repeated {
            reader.report(FileMistake(line: place.line, key: place.path, message: "stands here more than once"))
        }
        let policy = reader.policy(document.value ?? .null)
        guard let policy, reader.mistakes.isEmpty else { throw .mistakes(reader.sortedMistakes) }
        self = policy
    }
}

extension PolicyReader {
    /// The keys of a policy file.
    static let keys =
        ["version", "name", "description", "extends"] + changeable
        + ["overrides", "not_waivable", "max_waiver_days", "request_thresholds"]
    static let maximumOverrides = 200

    fileprivate mutating func policy(_ value: JSONValue) -> Policy? {
        if value.isNull {
            report("", "is empty: a policy begins with `version: 1`")
            return nil
        }
        guard let root = section(value, at: "", keys: Self.keys) else { return nil }
        if root["version"] == nil { report("version", "is missing: write `version: 1`") }
        _ = integer(root, "version", in: 1...1)
        guard var policy = base(root) else { return nil }
        policy.name = name(root) ?? policy.name
        policy.about = text(root, "description", limit: 2000) ?? ""
        change(&policy, by: value, at: "")
        let rules = list(root, "not_waivable", wanted: "a rule: \(GateRule.names.joined(separator: ", "))") { name in
            GateRule.allCases.first { $0.id == name }
        }
        policy.notWaivable = rules.map { Set($0) } ?? policy.notWaivable
        policy.maxWaiverDays = integer(root, "max_waiver_days", in: 1...3650) ?? policy.maxWaiverDays
        policy.requestThresholds = choice(root, "request_thresholds") ?? policy.requestThresholds
        policy.overrides = overrides(root, of: policy)
        return policy
    }

    /// What the file begins with: the preset it extends, or a policy that asks next to nothing.
    private mutating func base(_ root: PolicySection) -> Policy? {
        let plain = Policy(name: "policy")
        guard root["extends"] != nil else { return plain }
        guard let preset: PolicyPreset = choice(root, "extends") else { return plain }
        do {
            return try preset.policy
        } catch {
            report("extends", "the preset `\(preset.rawValue)` cannot be read: \(error)")
            return nil
        }
    }

    private mutating func name(_ root: PolicySection) -> String? {
        guard let name = text(root, "name", limit: 64) else {
            if root["name"] == nil { report("name", "is missing: verdicts name the policy they are made by") }
            return nil
        }
        let isWord = name.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || "-_.+".utf8.contains($0)
        }
        guard isWord else {
            report("name", "must be of lower-case letters, digits, `-`, `_`, `.` and `+`")
            return nil
        }
        return name
    }

    private mutating func overrides(_ root: PolicySection, of policy: Policy) -> [PolicyOverride] {
        guard let value = root["overrides"] else { return [] }
        guard case .array(let values) = value else {
            wrongKind(value, at: "overrides", wanted: "a list")
            return []
        }
        guard values.count <= Self.maximumOverrides else {
            report("overrides", "has more than \(Self.maximumOverrides) entries")
            return []
        }
        return values.enumerated().compactMap { index, value in override(value, at: "overrides[\(index)]", of: policy) }
    }

    private mutating func override(_ value: JSONValue, at path: String, of policy: Policy) -> PolicyOverride? {
        guard let part = section(value, at: path, keys: ["models", "reason"] + Self.changeable) else { return nil }
        let models = list(part, "models", wanted: "a name such as `org/name` or `org/*`") { text in
            text.utf8.count <= 200 && Glob(text) != nil ? text : nil
        }
        if models?.isEmpty ?? (part["models"] == nil) {
            report(part.path(of: "models"), "is missing: name the models, such as `[org/*]`")
        }
        if part["reason"] == nil {
            report(part.path(of: "reason"), "is missing: say why these models are judged otherwise")
        }
        let reason = text(part, "reason", limit: 1000)
        // Read once into a copy, so that every mistake in it is told now and none later.
        var copy = policy
        change(&copy, by: value, at: path)
        guard let models, let reason else { return nil }
        let changes = part.fields.filter { Self.changeable.contains($0.key) }
        return PolicyOverride(models: models, reason: reason, changes: .object(changes))
    }
}
