import Domain
import Wire

/// What is different between two versions.
struct ComparisonWords: Sendable {
    struct Line: Sendable {
        let label: String
        let before: String
        let after: String
        let isSame: Bool
    }

    struct File: Sendable {
        let filePath: String
        let change: String
        let style: String
        let before: String
        let after: String
    }

    struct Score: Sendable {
        let title: String
        let before: String
        let after: String
        let style: String
        let difference: String
    }

    let oldCommit: String
    let newCommit: String
    let lines: [Line]
    let scores: [Score]
    let hasScores: Bool
    let files: [File]
    let hasFiles: Bool
    let changed: String
    let unchanged: String
    let left: String?
    let isIncomplete: Bool

    /// Of files that are named on the page.
    private static let filesAtMost = 500

    init(_ comparison: VersionComparison) {
        let (from, to) = (comparison.from, comparison.to)
        oldCommit = String(from.commit.prefix(7))
        newCommit = String(to.commit.prefix(7))
        lines = [
            Self.line("Gate", Self.gate(from), Self.gate(to)),
            Self.line("Declared licence", from.licence ?? "none", to.licence ?? "none"),
            Self.line("Licence chain", Self.chain(from), Self.chain(to)),
            Self.line("Net score", Self.score(from.netScore), Self.score(to.netScore)),
            Self.line("Size", Words.size(from.sizeBytes), Words.size(to.sizeBytes)),
        ]
        scores = comparison.scores.map { score in
            let gain = score.from.flatMap { old in score.to.map { $0 - old } }
            return Score(
                title: MetricWords.title(score.metric), before: Self.score(score.from), after: Self.score(score.to),
                style: gain.map { $0 < 0 ? "removed" : "added" } ?? "",
                difference: gain.map { ($0 < 0 ? "−" : "+") + Words.score(abs($0)) } ?? "")
        }
        hasScores = !scores.isEmpty
        files = comparison.files.prefix(Self.filesAtMost).map { Self.file($0) }
        hasFiles = !files.isEmpty
        changed = Words.count(comparison.filesChanged)
        unchanged = Words.count(comparison.filesUnchanged)
        left = comparison.filesChanged > files.count ? Words.count(comparison.filesChanged - files.count, "file") : nil
        isIncomplete = !comparison.complete
    }

    private static func line(_ label: String, _ before: String, _ after: String) -> Line {
        Line(label: label, before: before, after: after, isSame: before == after)
    }

    private static func gate(_ side: VersionComparison.Side) -> String {
        BadgeWords.gate(side.verdict?.decision, quarantined: side.quarantined).text
    }

    private static func chain(_ side: VersionComparison.Side) -> String {
        side.licenceVerdict?.rawValue ?? "never assessed"
    }

    private static func score(_ score: Double?) -> String { score.map(Words.score) ?? "unknown" }

    private static func file(_ file: VersionComparison.File) -> File {
        let style =
            switch file.change {
            case .added: "added"
            case .removed: "removed"
            case .changed: "altered"
            }
        return File(
            filePath: file.path, change: file.change.rawValue, style: style,
            before: file.fromBytes.map { Words.size($0) } ?? "—", after: file.toBytes.map { Words.size($0) } ?? "—")
    }
}
