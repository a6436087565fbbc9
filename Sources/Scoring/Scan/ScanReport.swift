package import Wire

/// The scans of several files together.
package struct ScanReport: Sendable, Hashable {
    package var scans: [FileScan]

    package init(_ scans: [FileScan]) {
        self.scans = scans.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The worst verdict; safe when there is no file.
    package var verdict: ScanVerdict { scans.map(\.verdict).max() ?? .safe }

    /// How many files got each verdict.
    package var counts: [ScanVerdict: Int] { Dictionary(grouping: scans, by: \.verdict).mapValues(\.count) }

    /// The same, with the Python files marked that a configuration beside them has loaded.
    package var withRemoteCode: ScanReport {
        var loaders: [String: String] = [:]
        for scan in scans {
            let folder = scan.path.lastIndex(of: "/").map { String(scan.path[...$0]) } ?? ""
            for finding in scan.findings where finding.rule == "remote-code" {
                guard let name = finding.name else { continue }
                let own = name.split(separator: "--").last.map(String.init) ?? name
                let module = own.split(separator: ".").dropLast().joined(separator: "/")
                if !module.isEmpty { loaders["\(folder)\(module).py"] = scan.path }
            }
        }
        var report = self
        for index in report.scans.indices {
            guard let loader = loaders[report.scans[index].path] else { continue }
            report.scans[index].findings.append(
                ScanFinding(
                    rule: "remote-code", verdict: .suspicious,
                    message: "it is code that `\(loader)` has loaded with the model"))
            report.scans[index].verdict = max(report.scans[index].verdict, .suspicious)
        }
        return report
    }
}
