import FoundationEssentials
import Access
import API
import Domain
import Engines
import Hub
import Jobs
import Registry
import Scoring
import Wire

/// What the house tells of models on the Hubs, for those who look for one.
struct HubModels: Sendable {
    let house: House

    private static let cardAtMost = ByteCount(1 << 20)

    /// Everything known of a model on the first Hub that has it.
    func describe(_ id: RepositoryID) async throws -> HubModelDetails {
        let (hub, info) = try await find(id)
        var shown = HubModelInfo(
            id: info.id.path, name: info.id.name, tags: info.summary.tags, gated: info.summary.gate != .open,
            hub: house.sources.words(hub.endpoint.description))
        shown.describe(info)
        var details = HubModelDetails(
            status: try await house.catalogue.version(of: info.id) == nil ? "available" : "kept", modelInfo: shown,
            performance: nil, compatibility: nil,
            downloadAvailable: info.summary.gate == .open && !info.summary.isDisabled,
            testAvailable: await runs(info.id))
        guard let commit = info.commit else { return details }
        if let facts = await sizes(of: info.id, at: commit, on: hub) {
            details.modelInfo.sizeBytes = facts.loadableBytes
            details.modelInfo.sizeMb = facts.loadableBytes.map { Double($0) / 1_000_000 }
            details.compatibility = try SizeMetric().evaluate(facts, MetricContext()).values
        }
        if let path = RepositoryPath("README.md") {
            // none: the field is absent
            let card = try? await hub.smallFile(info.id, commit: commit, path: path, limit: Self.cardAtMost)  // as said
            details.modelInfo.modelCard = card.map { String(decoding: $0, as: UTF8.self) }
        }
        if let subject = try await house.gate.ledger.subject(of: info.id, at: commit) {
            details.performance = Self.scores(subject.assessment)
        }
        return details
    }

    /// Whether a test would find the model kept, let in, and an engine for its format.
    private func runs(_ id: RepositoryID) async -> Bool {
        do {
            _ = try await house.inference.models.find(id.path)
            _ = try house.engine.describe()
            return true
        } catch {
            return false  // A test says why.
        }
    }

    /// What was measured of those of the models that are kept, by name.
    func measured(_ names: [String]) async throws -> [String: HubModelMeasures] {
        var measured: [String: HubModelMeasures] = [:]
        for name in names {
            guard let id = RepositoryID(name), let version = try await house.catalogue.version(of: id),
                let assessment = try await house.gate.ledger.subject(of: id, at: version.commit)?.assessment
            else { continue }
            measured[name] = HubModelMeasures(
                performance: Self.scores(assessment), compatibility: assessment[metric: "size_score"]?.values)
        }
        return measured
    }

    /// Kept models of a task that were assessed, the best first.
    func recommend(_ need: HubModelNeed) async throws -> HubModelRecommendations {
        var query = ModelQuery()
        query.kind = .model
        query.task = need.task
        query.limit = 200
        let kept = try await house.catalogue.search(query).models.filter { !$0.quarantined }
        var items: [HubModelRecommendations.Item] = []
        for model in kept {
            guard let id = RepositoryID(model.name), let commit = GitObjectID(model.commit),
                let assessment = try await house.gate.ledger.subject(of: id, at: commit)?.assessment,
                let item = Self.item(model, assessment, need)
            else { continue }
            items.append(item)
        }
        let best = items.sorted { ($1.score, $0.modelId) < ($0.score, $1.modelId) }.prefix(need.limit)
        return HubModelRecommendations(
            recommendations: Array(best),
            context: .init(
                taskType: need.task, hardware: need.hardware, performance: need.performance.rawValue,
                considered: kept.count, unmeasured: kept.count - items.count))
    }

    /// Queues a pull; the gate is in it. What is kept already needs none.
    func download(_ id: RepositoryID, by identity: Identity) async throws -> HubModelDownload {
        if try await house.catalogue.version(of: id) != nil {
            return HubModelDownload(status: "kept", modelId: id.path, jobId: nil)
        }
        // Asked before, so that a name nobody has and a model the gate refuses are answers and not jobs that fail.
        let report = try await house.puller.vet(VetRequest(reference: id.path)).report
        if report.verdict.decision == .refused { throw GateRefusal(report.verdict) }
        let job = try await house.enqueue(pull: PullRequest(reference: id.path), by: identity)
        return HubModelDownload(status: "queued", modelId: id.path, jobId: job.id.description)
    }

    func stats() async throws -> HubModelStats { try await house.catalogue.stats() }

    private func find(_ id: RepositoryID) async throws -> (any HubReading, RepositoryInfo) {
        var problems: [Problem] = []
        for hub in house.hubs.standard {
            do { return (hub, try await hub.info(id, revision: .main)) } catch { problems.append(Problem(error)) }
        }
        // A Hub that could not be asked may have it: that is no "not found".
        throw problems.first { $0.code != .notFound } ?? problems.first
            ?? Problem(.notFound, "there is no Hub to ask for `\(id)`", hint: "name one with `--hub`")
    }

    /// Only what the size of the weights is read from.
    private func sizes(of id: RepositoryID, at commit: GitObjectID, on hub: any HubReading) async -> Facts? {
        let files = try? await hub.tree(id, commit: commit)  // unknown: the fields are absent
        guard let files else { return nil }
        return Facts(
            model: id.path, kind: id.kind.rawValue, commit: commit.hex, source: hub.endpoint.description,
            asOf: .init(timeIntervalSince1970: 0), info: .absent, commits: .absent,
            files: .known(
                files.map { FileFact(path: $0.path.text, size: $0.size.bytes, identity: $0.content.identity.hex) }))
    }

    private static func scores(_ assessment: Assessment) -> [String: Double] {
        var scores: [String: Double] = [:]
        for metric in assessment.metrics { scores[metric.name] = metric.score }
        scores["net_score"] = assessment.netScore
        return scores
    }

    private static func item(
        _ model: ModelSummary, _ assessment: Assessment, _ need: HubModelNeed
    ) -> HubModelRecommendations.Item? {
        let size = assessment[metric: "size_score"]?.values ?? [:]
        let device = need.hardware ?? "desktop_pc"
        guard let net = assessment.netScore else { return nil }
        let fits = size[device]
        if need.hardware != nil, (fits ?? 0) == 0 { return nil }
        guard let score = need.performance == .fast ? fits : net else { return nil }
        var reason = "net score \(net)"
        if let fits { reason += ", size score \(fits) on \(device)" }
        return .init(
            modelId: model.name, score: score, reason: reason, sizeBytes: model.sizeBytes, license: model.license)
    }
}

extension HubModelInfo {
    /// What the Hub says when it is asked for one model.
    fileprivate mutating func describe(_ info: RepositoryInfo) {
        let summary = info.summary
        description = info.description
        pipelineTag = summary.task
        library = summary.libraryName
        license = summary.tags.licence
        downloads = summary.downloads
        likes = summary.likes
        created = summary.createdAt.map(Timestamp.text)
        modified = summary.lastModified.map(Timestamp.text)
        `private` = summary.isPrivate
        config = info.config
        architecture = info.config?["architectures"]?.strings.first ?? info.gguf?.architecture
        parameters = info.parameters?.total ?? info.gguf?.parameters
    }
}
