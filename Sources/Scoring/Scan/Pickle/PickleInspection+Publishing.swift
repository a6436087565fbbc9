import Wire

extension PickleInspection {
    /// Turns what a walk found into findings.
    func publish(_ report: PickleReport) {
        for each in report.imports {
            let verdict = ImportRules.verdict(each)
            guard verdict > .safe, !isGuess || report.hasEnded || verdict == .unsafe else { continue }
            inspection.report(
                "pickle-import", verdict, at: place, offset: each.offset, name: "\(each.module).\(each.name)",
                Self.message(each, verdict))
        }
        if isGuess, !report.hasEnded { return }
        for each in report.oddities {
            inspection.report(
                each.rule, each.isUnsafe ? .unsafe : .suspicious, at: place, offset: each.offset, each.message)
        }
        if let fault = report.fault {
            inspection.report(
                "pickle-broken", .unscanned, at: place, offset: fault.offset,
                "it cannot be followed from here: \(fault.message)")
        }
    }

    private static func message(_ each: PickleImport, _ verdict: ScanVerdict) -> String {
        let name = "`\(ImportRules.shown("\(each.module).\(each.name)"))`"
        if let misuse = each.misuse { return "\(name) is imported, and \(misuse)" }
        return verdict == .unsafe
            ? "\(name) can run programs or code, or reach files or the network, when the file is loaded"
            : "\(name) is not known to be harmless"
    }
}
