import API
import Access
import Domain
import Registry
import Scoring
import Wire

/// The files of a version: their hashes, what the scan says of each, and the bytes for who may have them.
struct FilesTab: Sendable {
    struct Digest: Sendable {
        let kind: String
        let hex: String
        let start: String
    }

    struct Finding: Sendable {
        let badge: BadgeWords
        let place: String?
        let message: String
        let rule: String
    }

    struct File: Sendable {
        let filePath: String
        let fileAddress: String?
        let role: String
        let size: String
        let digest: Digest?
        let isAbsent: Bool
        let badge: BadgeWords?
        let format: String?
        let findings: [Finding]
        let hasFindings: Bool
    }

    struct Count: Sendable {
        let badge: BadgeWords
        let number: String
    }

    let total: String
    let counts: [Count]
    /// Whether the files were ever looked into.
    let isScanned: Bool
    let rows: [File]
    let nextPage: String?

    private static let rowsAtOnce = 200
    private static let findingsAtMost = 20

    /// - Parameter path: the path to go on behind.
    init(_ sight: ModelSight, _ services: ModelServices, after path: String?) async throws {
        let (files, next) = try await services.catalogue.files(
            of: sight.headline, after: path, limit: Self.rowsAtOnce)
        let scan = try await Known(sight, services).subject?.scan
        let found = Dictionary((scan ?? []).map { ($0.path, $0) }) { first, _ in first }
        let summary = sight.headline.summary
        total = "\(Words.size(summary.sizeBytes)) in \(Words.count(summary.files, "kept file"))"
        isScanned = scan != nil
        counts = ScanVerdict.allCases.reversed().compactMap { verdict in
            let number = (scan ?? []).count { $0.verdict == verdict }
            return number == 0 ? nil : Count(badge: .scan(verdict), number: Words.count(number))
        }
        let mayDownload = sight.may(.download) && !summary.quarantined
        rows = files.map { file in
            Self.row(file, found[file.path], address: mayDownload && file.kept ? Self.address(file, sight) : nil)
        }
        nextPage = next.map { sight.address.page(.files, [("after", $0)]) }
    }

    private static func address(_ file: ModelFile, _ sight: ModelSight) -> String {
        sight.address.at(sight.headline.summary.commit).api(Paths.file, [("path", file.path)])
    }

    private static func row(_ file: ModelFile, _ scan: FileScan?, address: String?) -> File {
        let digest =
            file.sha256.map { Digest(kind: "SHA-256", hex: $0, start: String($0.prefix(12))) }
            ?? file.gitOid.map { Digest(kind: "git blob", hex: $0, start: String($0.prefix(12))) }
        let findings = (scan?.findings ?? []).prefix(findingsAtMost).map { finding in
            let place = [finding.member, finding.offset.map { "byte \(Words.count($0))" }, finding.name]
            return Finding(
                badge: .scan(finding.verdict), place: place.compactMap(\.self).joined(separator: " · ").nonEmpty,
                message: finding.message, rule: finding.rule)
        }
        return File(
            filePath: file.path, fileAddress: address, role: file.role.rawValue, size: Words.size(file.sizeBytes),
            digest: digest, isAbsent: !file.kept, badge: scan.map { .scan($0.verdict) }, format: scan?.format,
            findings: findings, hasFindings: !findings.isEmpty)
    }
}

extension String {
    /// Nil for nothing, which a template can tell apart.
    var nonEmpty: String? { isEmpty ? nil : self }
}
