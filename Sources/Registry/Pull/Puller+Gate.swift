package import Domain
import Hub
package import Scoring
package import Wire

extension Puller {
    /// What the gate says of a model, and what that rests on; nothing is kept or written down.
    /// - Parameter orKept: whether a model that no Hub could tell of is judged by what is kept of it; `source` of the report then
    ///   names the house.
    package func vet(
        _ request: VetRequest, orKept: Bool = false
    ) async throws -> (report: VetReport, saved: SavedFacts) {
        guard let vetter else { throw Problem(.unsupported, "this house has no gate") }
        let plan: PullPlan
        do {
            plan = try await self.plan(PullRequest(reference: request.reference, hub: request.hub, kind: request.kind))
        } catch {
            guard orKept, let kept = try await kept(request, after: error) else { throw error }
            return try await vet(kept, request, with: vetter)
        }
        let facts = try await vetter.facts(
            of: plan.repository, at: plan.commit, from: plan.hub, others: hubs.standard)
        let scan = try await vetter.scan(plan.chosen, of: plan.repository, at: plan.commit, from: plan.hub)
        let wish = try GateWish(thresholds: request.thresholds ?? [:], presetNamed: request.policy)
        let saved = SavedFacts(facts, scan: scan, sizeBytes: plan.chosen.map(\.content.size).total().bytes)
        return (try await vetter.report(on: saved, wish: wish), saved)
    }

    /// The first half of the gate: from metadata, before a byte of a weight comes. Throws `GateRefusal`.
    func ask(_ plan: PullPlan, _ wish: GateWish, report: some PullReporting) async throws -> GateAsked? {
        guard let vetter else { return nil }
        try await report.phase("asking the gate")
        let pass = try await vetter.keeper.open(wish, for: plan.repository)
        let facts = try await vetter.facts(
            of: plan.repository, at: plan.commit, from: plan.hub, others: hubs.standard)
        let size = plan.chosen.map(\.content.size).total()
        var subject = await vetter.subject(of: facts, under: pass, size: size)
        var course = try await pass.decide(subject, .beforeWeights)
        if case .refused = course {
            // Whoever is refused wants to know everything that stands in the way, also what the files hold.
            let scan = try await vetter.scan(plan.chosen, of: plan.repository, at: plan.commit, from: plan.hub)
            subject.add(scan, under: pass)
            course = try await pass.decide(subject, .afterScan)
        }
        let verdict = try course.orRefuse()
        if verdict.decision == .quarantined { try await report.note("will be kept apart: \(verdict.reason)") }
        return GateAsked(pass: pass, subject: subject)
    }

    /// The second half: with the bytes here and looked into. Throws `GateRefusal` when nothing of it may be kept; else what was
    /// decided is written down by whoever shows the version.
    ///
    /// What the version shows already is looked into as well: a few harmless files more must not release the others.
    func conclude(
        _ asked: GateAsked?, _ plan: PullPlan, version: Int64, report: some PullReporting
    ) async throws -> GateConclusion? {
        guard let vetter, let asked else { return nil }
        let shown = try await catalogue.version(of: plan.repository, exactly: plan.commit)
        let arrived = try await catalogue.held(plan.arrivingFiles.filter(\.isChosen), of: plan.repository)
        let files = catalogue.held(arrived, with: shown)
        try await report.phase("looking into \(files.count) files")
        var subject = asked.subject
        subject.add(try await vetter.scan(files), under: asked.pass)
        let course = try await asked.pass.preview(subject, .afterScan)
        let entry = try GateEntry(subject, course.verdict)
        if case .refused(let verdict) = course {
            try await vetter.keeper.ledger.record([entry])
            try await catalogue.discard(version)
            throw GateRefusal(verdict)
        }
        return GateConclusion(course: course, entry: entry)
    }
}

/// What the gate says in the end of a pull that may be kept.
struct GateConclusion: Sendable {
    let course: GateCourse
    let entry: GateEntry
}

/// A pull that the gate let begin.
struct GateAsked: Sendable {
    let pass: GatePass
    let subject: GateSubject
}

extension GateWish {
    /// With the metric rules of a built-in policy by its name; a name there is none of is a `Problem`.
    package init(
        thresholds: [String: Double] = [:], quarantine: Bool = false, presetNamed name: String?
    ) throws(Problem) {
        guard let name else {
            self.init(thresholds: thresholds, quarantine: quarantine)
            return
        }
        guard let preset = PolicyPreset(rawValue: name) else {
            let known = PolicyPreset.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badRequest, "there is no built-in policy `\(name)`", hint: "there are \(known)")
        }
        self.init(thresholds: thresholds, quarantine: quarantine, preset: preset)
    }
}
