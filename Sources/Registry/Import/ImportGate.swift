import Domain
import Hub
import Scoring
import Wire

/// Asks the gate about what was taken over, before a byte of it is placed: what is refused was never in the store.
struct ImportGate: Sendable {
    let vetter: Vetter
    let catalogue: Catalogue
    /// Asked about what a model links: its parents and data sets.
    let hubs: [any HubReading]
    let wish: GateWish

    /// What the gate says of an arrival; nil when the very same files of the same version are kept already and may be used.
    /// Whoever keeps the arrival, or does not, writes down the entry with it.
    ///
    /// Judged is all that the version will show then: what arrives, and what it shows already. Nothing the source says of itself
    /// is believed but what its own files say.
    /// - Parameters:
    ///   - kept: what the house has of this very commit.
    ///   - origin: where it comes from on the disk: no Hub vouches for it, whatever its name and its commit are.
    func judge(
        _ arrival: Arrival, _ arriving: [HeldFile], beside kept: KeptVersion?, from origin: String
    ) async throws -> ImportJudgement? {
        if let kept, !kept.isQuarantined, Self.adds(nothing: arriving, to: kept) { return nil }
        let files = catalogue.held(arriving, with: kept)
        let hub = KeptHub(
            arrival.repository, at: arrival.commit, files: files, endpoint: HubEndpoint(folder: origin))
        let pass = try await vetter.keeper.open(wish, for: arrival.repository)
        let facts = try await vetter.facts(of: hub, linked: hubs)
        var subject = await vetter.subject(of: facts, under: pass, size: files.map(\.content.size).total())
        subject.add(try await vetter.scan(files), under: pass)
        let course = try await pass.preview(subject, .afterScan)
        return ImportJudgement(course: course, entry: try GateEntry(subject, course.verdict))
    }

    /// Writes down what was decided about what is not kept.
    func record(_ refused: [ImportJudgement]) async throws {
        try await vetter.keeper.ledger.record(refused.map(\.entry))
    }

    private static func adds(nothing arriving: [HeldFile], to kept: KeptVersion) -> Bool {
        let shown = Dictionary(kept.files.map { ($0.path, $0.digest) }) { first, _ in first }
        return arriving.allSatisfy { shown[$0.path] == $0.digest }
    }
}

/// What the gate said of an arrival, written down nowhere yet.
struct ImportJudgement: Sendable {
    let course: GateCourse
    let entry: GateEntry

    var refusal: GateRefusal? {
        guard case .refused(let verdict) = course else { return nil }
        return GateRefusal(verdict)
    }
}
