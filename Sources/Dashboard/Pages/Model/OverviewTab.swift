import API
import Domain
import FoundationEssentials
import Registry
import Scoring
import Wire

/// The verdict with every rule, the scores as a picture and as a table, and what is known of the version.
struct OverviewTab: Sendable {
    struct VerdictWords: Sendable {
        let badge: BadgeWords
        let ground: String
        let sentence: String
        let policy: String
        let decidedAt: MomentWords
        /// Whether the bytes were looked into.
        let isFull: Bool
        let standing: Int
        let rules: [RuleWords]
        let ignored: [String]
        let hasIgnored: Bool
    }

    struct Pair: Sendable {
        let label: String
        let text: String
    }

    struct Named: Sendable {
        let label: String
        let address: String?
    }

    struct Device: Sendable {
        let label: String
        let score: String
        let bar: Markup
        /// What the class holds: up to how much well, and from where on not at all.
        let well: String
        let most: String
    }

    let verdict: VerdictWords?
    let radar: Markup?
    let net: String?
    let known: String?
    let metrics: [MetricWords]
    let hasMetrics: Bool
    let assessedAt: MomentWords?
    let scoresAddress: String
    let devices: [Device]
    let hasDevices: Bool
    /// The weights that are held against the devices.
    let weights: String?
    let facts: [Pair]
    let commit: String
    let source: String
    let keptAt: MomentWords
    let tags: [Named]
    let hasTags: Bool
    /// The dialog that excuses a rule; nil for who may not.
    let waiving: WaivingDialog?

    /// Tags beyond are not shown.
    private static let tagsAtMost = 60

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        let (headline, summary) = (sight.headline, sight.headline.summary)
        let known = try await Known(sight, services)
        waiving = try await WaivingDialog(sight, services, known.verdict)
        let waivable = Set((waiving?.rules ?? []).map(\.value))
        verdict = known.verdict.map { Self.verdict($0, waivable) }
        let assessment = known.subject?.assessment
        let words = known.metrics
        metrics = words.map(\.words)
        hasMetrics = !words.isEmpty
        radar = ScoreRadar(spokes: words.map(\.spoke)).draw(title: "Scores of \(summary.name)")
        net = assessment?.netScore.map(Words.score)
        self.known = assessment.map { "\(Int(($0.knownWeight * 100).rounded())) %" }
        assessedAt = assessment.map { Words.moment($0.asOf) }
        scoresAddress = sight.address.page(.scores)
        let sizes = assessment?[metric: "size_score"]?.values ?? [:]
        devices = sizes.sorted { $0.key < $1.key }.map { name, score in
            let capacity = SizeMetric.capacities[name]
            return Device(
                label: name.replacing("_", with: " "), score: Words.score(score), bar: ScoreBar.draw(score),
                well: capacity?.well.description ?? "unknown", most: capacity?.most.description ?? "unknown")
        }
        weights = try await Self.weights(sight, services)
        hasDevices = !devices.isEmpty
        facts = Self.facts(headline)
        commit = summary.commit
        source = summary.told(by: services.sources.words(for: sight.identity)).source
        keptAt = Words.moment(summary.keptAt)
        tags = headline.tags.prefix(Self.tagsAtMost).map { tag in
            Named(label: tag, address: ModelFilter.address([("tag", tag)]))
        }
        hasTags = !tags.isEmpty
    }

    /// One loadable set of weights among the files, as the metric counts them.
    private static func weights(_ sight: ModelSight, _ services: ModelServices) async throws -> String? {
        guard let version = try await services.catalogue.version(of: sight.repository, at: sight.address.revision)
        else { return nil }
        let files = version.files.map {
            FileFact(path: $0.path.text, size: $0.size.bytes, identity: $0.digest.hex)
        }
        let facts = Facts(
            model: sight.repository.path, kind: sight.repository.kind.rawValue, commit: version.commit.hex, source: "",
            asOf: .init(timeIntervalSince1970: 0), info: .absent, commits: .absent, files: .known(files))
        return facts.loadableBytes.map { ByteCount($0).description }
    }

    private static func verdict(_ verdict: Verdict, _ waivable: Set<String>) -> VerdictWords {
        VerdictWords(
            badge: .gate(verdict.decision, quarantined: verdict.decision != .admitted),
            ground: verdict.decision == .admitted ? "good" : verdict.decision == .refused ? "bad" : "warn",
            sentence: verdict.reason, policy: verdict.policy, decidedAt: Words.moment(verdict.decidedAt),
            isFull: verdict.stage == .afterScan, standing: verdict.standing.count,
            rules: RuleWords.order(verdict.rules).map { RuleWords($0, mayWaive: waivable.contains($0.rule)) },
            ignored: verdict.ignoredWaivers.map { "\($0.id) for \($0.rule): \($0.reason)" },
            hasIgnored: !verdict.ignoredWaivers.isEmpty)
    }

    private static func facts(_ headline: ModelHeadline) -> [Pair] {
        let summary = headline.summary
        let pairs: [(String, String?)] = [
            ("Task", summary.task), ("Library", summary.library), ("Declared licence", summary.license),
            ("Architecture", headline.architecture), ("Parameters", headline.parameters.map { Words.count($0) }),
            ("Context length", headline.contextLength.map { Words.count($0, "token") }),
            ("Quantisation", summary.quantisation),
            ("Size", "\(Words.size(summary.sizeBytes)) in \(Words.count(summary.files, "file"))"),
            ("Chosen", headline.selection), ("Downloads", summary.downloads.map { Words.count($0) }),
        ]
        return pairs.compactMap { label, text in text.map { Pair(label: label, text: $0) } }
    }
}
