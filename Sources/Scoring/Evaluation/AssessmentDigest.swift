import Crypto
import Domain
import FoundationEssentials
import Wire

/// What names an answer: the same digest is the same answer, whoever computed it and however long it took.
enum AssessmentDigest {
    private struct Content: Encodable {
        let scorerVersion: String
        let model: String
        let kind: String
        let commit: String
        /// The SHA-256 of the list of files; nil when it is not known.
        let files: String?
        let metrics: [MetricResult]
    }

    /// 64 hexadecimal digits of the SHA-256 of canonical JSON: sorted keys, no latencies, no blanks.
    static func hex(of results: [MetricResult], facts: Facts) -> String {
        hex(of: results, model: facts.model, kind: facts.kind, commit: facts.commit, files: facts.files.value)
    }

    static func hex(
        of results: [MetricResult], model: String, kind: String, commit: String, files: [FileFact]?
    ) -> String {
        let timeless = results.map { result in
            var copy = result
            copy.latencyMs = 0
            return copy
        }
        let content = Content(
            scorerVersion: Evaluator.scorerVersion, model: model, kind: kind, commit: commit,
            files: files.map(manifest), metrics: timeless)
        let json = (try? WireJSON.exactText(content)) ?? String()  // plain values cannot fail
        return text(SHA256.hash(data: Data(json.utf8)))
    }

    private static func manifest(_ files: [FileFact]) -> String {
        var hash = SHA256()
        for file in files.sorted(by: { $0.path < $1.path }) {
            hash.update(data: Data("\(file.path)\u{0}\(file.size)\u{0}\(file.identity)\n".utf8))
        }
        return text(hash.finalize())
    }

    private static func text(_ digest: SHA256Digest) -> String { Domain.Digest(bytes: Array(digest))?.hex ?? "" }
}
