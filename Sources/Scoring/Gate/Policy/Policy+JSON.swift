import Crypto
import Domain
package import Wire

extension Policy {
    /// The whole policy in the form of its file: nothing left out, and so what it means without reading any preset.
    package var json: JSONValue {
        var fields: [String: JSONValue] = [
            "version": 1, "name": .string(name), "unknown": .string(unknown.rawValue),
            "metrics": .object(
                Dictionary(
                    uniqueKeysWithValues: GatedMetric.allCases.map { ($0.rawValue, json(of: $0)) })),
            "licenses": licenses.json, "publishers": publishers.json,
            "scan": ["level": .string(scan.level.rawValue), "otherwise": .string(scan.otherwise.rawValue)],
            "size": [
                "ceiling": size.ceiling.map { .integer($0.bytes) } ?? .null, "target": .string(size.target.rawValue),
            ],
            "decision": ["on_fail": .string(onFail.rawValue), "on_review": .string(onReview.rawValue)],
            "not_waivable": .array(notWaivable.map(\.id).sorted().map { .string($0) }),
            "max_waiver_days": .integer(Int64(maxWaiverDays)),
            "request_thresholds": .string(requestThresholds.rawValue),
        ]
        if !about.isEmpty { fields["description"] = .string(about) }
        if !overrides.isEmpty { fields["overrides"] = .array(overrides.map(\.json)) }
        return .object(fields)
    }

    /// SHA-256, in hexadecimal, of the canonical form without the description: the same rules have the same digest.
    package var digest: String {
        var bare = self
        bare.about = ""
        let written = try? WireJSON.exactText(bare.json)  // nothing in it cannot be written
        let text = written ?? "\(bare.json)"
        return SHA256.hash(data: Array(text.utf8)).map { byte in
            let hex = String(byte, radix: 16)
            return byte < 16 ? "0\(hex)" : hex
        }.joined()
    }

    private func json(of metric: GatedMetric) -> JSONValue {
        let rule = self[metric]
        var fields: [String: JSONValue] = [
            "threshold": .number(rule.threshold), "weight": .number(rule.weight), "mode": .string(rule.mode.rawValue),
        ]
        if let unknown = rule.unknown { fields["unknown"] = .string(unknown.rawValue) }
        if metric == .codeQuality { fields["inherit_from_library"] = .bool(inheritsCodeQuality) }
        return .object(fields)
    }
}

extension LicenceRules {
    fileprivate var json: JSONValue {
        var fields: [String: JSONValue] = [
            "allow": .strings(allow), "ask": .strings(ask), "refuse": .strings(refuse),
            "unlisted": .string(unlisted.rawValue), "conflict": .string(conflict.rawValue),
            "drift": .string(drift.rawValue), "compatible_with": compatibleWith.map { .string($0) } ?? .null,
        ]
        if let missing { fields["missing"] = .string(missing.rawValue) }
        if let unknown { fields["unknown"] = .string(unknown.rawValue) }
        return .object(fields)
    }
}

extension PublisherRules {
    fileprivate var json: JSONValue {
        [
            "trusted": .strings(trusted), "refused": .strings(refused), "others": .string(others.rawValue),
            "hubs": .strings(hubs),
        ]
    }
}

extension PolicyOverride {
    fileprivate var json: JSONValue {
        var fields = changes.object ?? [:]
        fields["models"] = .strings(models)
        fields["reason"] = .string(reason)
        return .object(fields)
    }
}

extension JSONValue {
    fileprivate static func strings(_ values: [some CustomStringConvertible]) -> JSONValue {
        .array(values.map { .string($0.description) })
    }
}
