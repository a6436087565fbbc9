import Blobs
import Domain
import Scoring
import Wire

/// A staged source the gate has spoken about.
struct JudgedSource: Sendable {
    let staged: StagedSource
    let complete: CompleteArrival

    private var arrival: Arrival { complete.arrival }
    /// Nil when there was nothing to ask, or nobody.
    var judgement: ImportJudgement? { complete.judgement }
    var refusal: GateRefusal? { judgement?.refusal }

    /// - Parameter how: how the bytes came.
    func report(how: String) -> ImportReport {
        ImportReport(
            name: arrival.repository.path, kind: arrival.repository.kind.rawValue, commit: arrival.commit.hex,
            files: staged.files.count, sizeBytes: staged.files.map(\.file.content.size).total().bytes,
            how: refusal == nil ? how : "refused, nothing of it is kept", verdict: judgement?.course.verdict.summary,
            refusal: refusal?.problem.message)
    }
}

/// The sources of a batch the gate has spoken about, and what stopped those behind them.
struct JudgedBatch: Sendable {
    var judged: [JudgedSource] = []
    var failure: (any Error)?
}

/// What became of a staged source at the gate. A struct, as `StagingOutcome` is.
private struct JudgingOutcome: Sendable {
    let index: Int
    let judged: JudgedSource?
    let error: (any Error)?
}

extension Importer {
    /// Models that are looked into at the same time.
    private static let judgedAtOnce = 4

    /// Asks the gate about staged sources, some at a time. Those it could not be asked about are dropped; the first reason comes back.
    func judge(
        _ staged: [StagedSource], _ gate: ImportGate?
    ) async -> (judged: [JudgedSource], failure: (any Error)?) {
        let names = staged.map(\.name)
        let kept: [KeptVersion?]
        do {
            kept = try await catalogue.versions(exactly: names)
        } catch {
            try? catalogue.blobs.discard(staged.flatMap(\.blobs))  // What stays is removed by `cleanPartial`.
            return ([], error)
        }
        let outcomes = await withTaskGroup(of: JudgingOutcome.self) { group in
            var rest = staged.indices.makeIterator()
            func addNext() {
                guard let index = rest.next() else { return }
                group.addTask {
                    do {
                        let judged = try await judge(staged[index], at: names[index].commit, beside: kept[index], gate)
                        return JudgingOutcome(index: index, judged: judged, error: nil)
                    } catch {
                        return JudgingOutcome(index: index, judged: nil, error: error)
                    }
                }
            }
            for _ in 0..<Self.judgedAtOnce { addNext() }
            var outcomes: [JudgingOutcome] = []
            for await outcome in group {
                outcomes.append(outcome)
                addNext()
            }
            return outcomes.sorted { $0.index < $1.index }
        }
        for outcome in outcomes where outcome.error != nil || outcome.judged?.refusal != nil {
            try? catalogue.blobs.discard(staged[outcome.index].blobs)  // What stays is removed by `cleanPartial`.
        }
        return (outcomes.compactMap(\.judged), outcomes.lazy.compactMap(\.error).first)
    }

    private func judge(
        _ staged: StagedSource, at commit: GitObjectID, beside kept: KeptVersion?, _ gate: ImportGate?
    ) async throws -> JudgedSource {
        let source = staged.source
        let files = staged.files.map(\.file)
        let arrival = Arrival(
            repository: source.repository, commit: commit,
            revision: source.revision, source: source.origin, info: try StoredInfo().text,
            selection: "everything in \(source.origin)", quantisation: nil, files: files, isListing: false)
        let held = staged.files.map { file in
            HeldFile(
                path: file.file.path, content: file.file.content, digest: file.staged.facts.digest,
                open: { [blobs = catalogue.blobs] in try blobs.open(file.staged) })
        }
        let judgement = try await gate?.judge(arrival, held, beside: kept, from: source.boundary)
        let placed = staged.files.map { ($0.file.content.identity, $0.staged.facts) }
        return JudgedSource(
            staged: staged,
            complete: try await CompleteArrival(
                arrival, held: catalogue.held(held, with: kept), beside: kept, placed: placed, judgement: judgement))
    }
}

extension StagedSource {
    /// The version it becomes; what has no commit is named by its files.
    fileprivate var name: CommitName {
        CommitName(repository: source.repository, commit: source.commit ?? Importer.commit(of: files.map(\.file)))
    }
}
