package import Wire

/// What the scan of the files comes to as a score: `security`. It is no question to the facts, so it comes when the scan does.
package enum SecurityMetric {
    package static let name = "security"

    /// 1 where no file can run anything, 0.7 where harmless pickles must be loaded, 0.4 with something suspicious or not
    /// to be looked into, 0 with something unsafe; with code of the repository at most 0.6.
    package static func result(of scans: [FileScan]) -> MetricResult {
        let worst = scans.map(\.verdict).max() ?? .safe
        let pickles = scans.filter(isPickle)
        let hasRemoteCode = scans.contains { $0.findings.contains { $0.rule == "remote-code" } }
        let score: Double
        let reason: String
        switch worst {
        case .unsafe: (score, reason) = (0, "a file would run code when it is loaded")
        case .suspicious where hasRemoteCode: (score, reason) = (0.4, "code of the repository runs with the model")
        case .suspicious: (score, reason) = (0.4, "a file holds something suspicious")
        case .unscanned: (score, reason) = (0.4, "a file could not be looked into")
        case .safe where !pickles.isEmpty: (score, reason) = (0.7, "pickles, all of whose imports are harmless")
        case .safe: (score, reason) = (1, "no file of \(scans.count) can run anything")
        }
        let evidence = scans.filter { $0.verdict != .safe }.prefix(5).map { scan in
            Evidence(source: scan.path, excerpt: scan.findings.max { $0.verdict < $1.verdict }?.message ?? "")
        }
        return MetricResult(
            name: name, status: .scored, score: score, coverage: 1, reason: reason,
            remedy: score < 1 ? "offer the weights as safetensors or GGUF" : nil, evidence: evidence)
    }

    /// A zip of PyTorch is told by its name: what is in it was walked, and is not listed when it is harmless.
    private static func isPickle(_ scan: FileScan) -> Bool {
        switch scan.format {
        case "pickle", "joblib-zlib": true
        case "zip": [".bin", ".pt", ".pth", ".ckpt", ".pkl"].contains(where: scan.path.lowercased().hasSuffix)
        default: false
        }
    }
}

extension Assessment {
    /// The same with what the scan says; the digest stays that of what was asked of the facts.
    package func with(_ scan: [FileScan], weights: [String: Double]) -> Assessment {
        var copy = self
        copy.metrics.removeAll { $0.name == SecurityMetric.name }
        copy.metrics.append(SecurityMetric.result(of: scan))
        let net = NetScore(copy.metrics, weights: weights)
        copy.netScore = net.score
        copy.knownWeight = net.knownWeight
        return copy
    }
}
