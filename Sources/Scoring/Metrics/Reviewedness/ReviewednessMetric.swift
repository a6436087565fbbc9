package import Wire

/// Which share of the code's commits somebody else could look at first: those that came by a pull request.
package struct ReviewednessMetric: Metric {
    package let name = "reviewedness"

    package init() {}

    package func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult {
        var sheet = ProbeSheet(name)
        signatures(facts, &sheet)
        guard let code = facts.code.first(where: { $0.history.value != nil }), let history = code.history.value else {
            let why =
                facts.code.isEmpty
                ? "no code repository is known" : "the history of \(facts.code[0].url) could not be read"
            sheet.unknown("reviewed_commits", 1, why)
            return sheet.result(score: nil, coverage: 0, why)
        }
        let reviewed = ReviewedCommits(history)
        guard reviewed.commits > 0 else {
            sheet.unknown("reviewed_commits", 1, "\(code.url) has no commits")
            return sheet.result(score: nil, coverage: 0, "\(code.url) has no commits")
        }
        var reason = "\(reviewed.reviewed) of \(reviewed.commits) commits came by pull requests"
        if !reviewed.isExact { reason += ", at least: how branches were merged is not known" }
        if code.historyIsPartial { reason += "; only the newest were looked at" }
        let evidence = [Evidence(source: code.url, locator: "history", excerpt: reason)]
        let remedy = "let changes come by pull requests that somebody reviews"
        sheet.partial("reviewed_commits", 1, reviewed.share, reason, remedy: remedy, evidence)
        return sheet.result(reason)
    }

    /// A detached signature of the model's files. It is noted; whether it holds is not verified here.
    private func signatures(_ facts: Facts, _ sheet: inout ProbeSheet) {
        guard let paths = facts.paths else { return sheet.unknown("signature", 0, "the list of files is not known") }
        if let path = paths.first(where: {
            $0.hasSuffix(".sig") || $0.hasSuffix(".sigstore.json") || $0.hasSuffix(".sigstore")
        }) {
            let evidence = Evidence(source: "files", locator: path, excerpt: "signed, not verified")
            sheet.yes("signature", 0, "\(path) signs the files; it was not verified", [evidence])
        } else {
            sheet.no("signature", 0, "the files are not signed", remedy: nil)
        }
    }
}
