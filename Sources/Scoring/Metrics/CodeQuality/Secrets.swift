/// Credentials that were committed by mistake, told by their fixed beginnings.
enum Secrets {
    /// What kind is in a text; nil when none is.
    static func kind(in text: String) -> String? {
        let bytes = Array(text.utf8.prefix(1 << 20))
        let lowered = LoweredText(String(decoding: bytes, as: UTF8.self))
        for rule in rules {
            var from = 0
            while let found = lowered.position(of: rule.beginning.lowercased(), from: from) {
                from = found + 1
                let end = found + rule.beginning.utf8.count
                guard end <= bytes.count, bytes[found..<end].elementsEqual(rule.beginning.utf8) else { continue }
                if found > 0, LoweredText.isWord(bytes[found - 1]) { continue }
                let rest = bytes[end...].prefix(200).prefix {
                    LoweredText.isWord($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
                }
                // Examples repeat one letter; a real key does not.
                if rest.count >= rule.least, Set(rest).count >= min(8, rule.least) { return rule.kind }
                if rule.least == 0 { return rule.kind }
            }
        }
        return nil
    }

    private static let rules: [(beginning: String, least: Int, kind: String)] = [
        ("-----BEGIN RSA PRIVATE KEY-----", 0, "a private key"), ("-----BEGIN PRIVATE KEY-----", 0, "a private key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", 0, "a private key"),
        ("-----BEGIN EC PRIVATE KEY-----", 0, "a private key"),
        ("AKIA", 16, "an AWS access key"), ("ghp_", 36, "a GitHub token"), ("gho_", 36, "a GitHub token"),
        ("github_pat_", 40, "a GitHub token"), ("hf_", 30, "a Hub token"), ("xoxb-", 20, "a Slack token"),
        ("sk-proj-", 30, "an API key"), ("sk-ant-", 30, "an API key"), ("AIza", 35, "a Google API key"),
        ("glpat-", 20, "a GitLab token"),
    ]
}
