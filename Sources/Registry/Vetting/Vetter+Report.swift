package import Domain
package import Hub
package import Scoring
package import Wire

extension Vetter {
    /// The gate's whole answer about facts: decided, and written down nowhere.
    package func report(on saved: SavedFacts, wish: GateWish) async throws -> VetReport {
        let facts = saved.facts
        let kind = RepositoryKind(rawValue: facts.kind) ?? .model
        guard let repository = RepositoryID(facts.model, kind: kind) else {
            throw Problem(.badRequest, "`\(facts.model)` is no model name")
        }
        let pass = try await keeper.open(wish, for: repository)
        let size = saved.sizeBytes ?? facts.totalBytes
        var subject = await subject(of: facts, under: pass, size: size.map { ByteCount($0) })
        if let scan = saved.scan { subject.add(scan, under: pass) }
        let stage: GateStage = saved.scan == nil ? .beforeWeights : .afterScan
        let verdict = try await pass.preview(subject, stage).verdict
        return VetReport(subject, verdict)
    }

    /// Looks into the files of a commit where they lie, by ranges: headers, pickles and small files, never a whole weight.
    package func scan(
        _ files: [RemoteFile], of repository: RepositoryID, at commit: GitObjectID, from hub: any HubReading
    ) async throws -> [FileScan] {
        let scans = try await files.map(atOnce: 4) { file in
            let ranges = HubRanges(
                hub: hub, repository: repository, commit: commit, file: file, limit: ByteCount(file.size.bytes))
            do {
                return try await scanner.scan(MeteredRanges(ranges, budget: Self.remoteBudget), name: file.path.text)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                return FileScan(
                    path: file.path.text, verdict: .unscanned,
                    findings: [
                        ScanFinding(
                            rule: "not-read", verdict: .unscanned,
                            message: "could not be read from the Hub: \(Problem(error).message)")
                    ])
            }
        }
        return ScanReport(scans).withRemoteCode.scans
    }

    /// Bytes of one file that a look from afar may cost.
    private static let remoteBudget: Int64 = 32 << 20
}

extension GateSubject {
    /// What the files hold, and what that comes to as a metric.
    mutating func add(_ found: [FileScan], under pass: GatePass) {
        scan = found
        assessment = assessment.with(found, weights: pass.weights)
    }
}

extension VetReport {
    package init(_ subject: GateSubject, _ verdict: Verdict) {
        self.init(
            model: subject.model, kind: subject.kind, commit: subject.commit, source: subject.hub,
            assessment: subject.assessment,
            licence: subject.licence
                ?? LicenceChain(verdict: .unknown, reason: "was not looked up", effective: nil, links: []),
            scan: subject.scan, verdict: verdict)
    }
}
