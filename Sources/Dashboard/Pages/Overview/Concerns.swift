import Blobs
import Domain
import Jobs
import Registry
import Wire

/// Finds what needs a person. Each question reads a bounded number of rows by an index, however much is kept.
struct Concerns: Sendable {
    static let day: Int64 = 86_400_000
    /// How many of a kind are named one by one.
    static let named = 5

    let house: DashboardServices
    /// What folders are called; nil for who may know them.
    let words: SourceWords?
    var now: Int64 = JobClock.system.now()

    /// The gravest first.
    func all() async throws -> [Concern] {
        let found =
            try await [damage(), disk(), jobs(), changes(), apart(), waivers()].flatMap(\.self) + hubs()
        return found.filter { $0.weight == Concern.Weight.bad.rawValue }
            + found.filter { $0.weight != Concern.Weight.bad.rawValue }
    }

    private func damage() async throws -> [Concern] {
        let damage = try await house.catalogue.openDamage()
        guard let first = damage.first else { return [] }
        let name = first.usedBy.first.flatMap { $0.split(separator: "@").first.map(String.init) }
        let uses = first.usedBy.first.map { "; `\($0)` needs \(damage.count == 1 ? "it" : "the first")" } ?? ""
        return [
            Concern(
                .bad, "damage",
                "\(Words.count(damage.count, "blob")) that `roost verify` found \(first.state) "
                    + "\(damage.count == 1 ? "was" : "were") not fetched again\(uses)",
                advice: "Pull \(name.map { "`\($0)`" } ?? "the models") again: only what is wrong is fetched.",
                at: name.map { ("To the model", PagePaths.model($0)) })
        ]
    }

    private func disk() async throws -> [Concern] {
        let blobs = house.catalogue.blobs
        return DiskConcern.find(
            free: try blobs.freeSpace(), reserve: blobs.reserve,
            pending: try await house.queue.pendingWork(kind: .pull))
    }

    private func jobs() async throws -> [Concern] {
        let troubles = try await house.queue.troubles(since: now - 3 * Self.day, limit: Self.named)
        return troubles.map { job in
            let told = JobView(job).told(by: words)
            let message = told.problem.map { String($0.message.prefix { $0 != "\n" }.prefix(300)) } ?? "no reason given"
            let isPaused = job.state == .paused
            return Concern(
                isPaused || job.problem?.code != .refused ? .bad : .warn, isPaused ? "waiting job" : "failed job",
                "The \(job.kind) of \(told.subject): \(message)",
                advice: told.problem?.hint.map { String($0.prefix(300)) } ?? "See what happened, and try again.",
                at: ("To the job", PagePaths.job(job.id.text)))
        }
    }

    private func changes() async throws -> [Concern] {
        let changes = try await house.catalogue.changedStandings(since: now - 7 * Self.day, limit: Self.named)
        // What is apart now is said by `apart`.
        return changes.filter { !$0.isApart }.map { change in
            Concern(
                .warn, "verdict",
                Words.prose("\(change.model) was released on ") + Words.time(change.at)
                    + Words.prose(": \(change.reason)"),
                advice: "It may be used again; see that this is what you meant.",
                at: ("To the model", PagePaths.model(change.model)))
        }
    }

    private func apart() async throws -> [Concern] {
        let (models, count) = try await house.catalogue.apart(limit: Self.named)
        let changed = Set(
            try await house.catalogue.changedStandings(since: now - 7 * Self.day, limit: 100)
                .filter(\.isApart).map(\.model))
        var found = models.map { model in
            let isNew = changed.contains(model.name)
            return Concern(
                isNew ? .bad : .warn, isNew ? "verdict changed" : "quarantine",
                "\(model.name) is kept apart: \(model.reason)",
                advice: "Meet the rule, excuse it with a waiver, or remove the model.",
                at: ("To the model", PagePaths.model(model.name)))
        }
        if count > models.count {
            found.append(
                Concern(
                    .warn, "quarantine", "\(Words.count(count - models.count, "more model")) kept apart",
                    advice: "The model browser can show only these.", at: ("To the models", PagePaths.models)))
        }
        return found
    }

    private func waivers() async throws -> [Concern] {
        let waivers = try await house.ledger.waivers(
            endingFrom: now - 14 * Self.day, to: now + 14 * Self.day, limit: 2 * Self.named)
        return waivers.map { waiver in
            let isOver = waiver.until <= now
            return Concern(
                .warn, isOver ? "waiver ended" : "waiver ends",
                Words.prose(
                    "The exception to `\(waiver.rule)` for \(waiver.model), given by \(waiver.by), "
                        + "\(isOver ? "ended" : "ends") on ") + Words.time(waiver.until),
                advice: isOver
                    ? "The rule counts again. Give a new waiver with `roost waive`, if it is still right."
                    : "Meet the rule until then, or give a new waiver with `roost waive`.",
                at: ("To the model", PagePaths.model(waiver.model)))
        }
    }

    private func hubs() -> [Concern] {
        let damaged = house.damagedHubs().map { problem in
            Concern(
                .bad, "Hubs", "The Hubs that were added are not asked: \(problem.message)",
                advice: problem.hint ?? "Mend the file of the home.", at: ("To the Hubs", PagePaths.hubs))
        }
        return [damaged].compactMap(\.self) + silent()
    }

    private func silent() -> [Concern] {
        house.silentHubs().map { hub in
            Concern(
                .warn, "Hub",
                Words.prose("\(house.sources.words(hub.hub)) did not answer on ") + Words.time(hub.at)
                    + Words.prose(": \(hub.reason)"),
                advice: "Search again to see whether it is back; `roost doctor` looks at the way there.",
                at: ("To the search", PagePaths.search))
        }
    }
}

/// Whether what is still to come fits.
enum DiskConcern {
    static func find(free: ByteCount, reserve: ByteCount, pending: PendingWork) -> [Concern] {
        let coming = ByteCount(pending.bytes)
        let unmeasured =
            pending.unmeasured > 0 ? "; \(Words.count(pending.unmeasured, "job")) cannot say yet how much comes" : ""
        let advice = "Free what nothing refers to with `roost prune`, or remove models."
        if free < reserve {
            return [
                Concern(
                    .bad, "disk", "\(free) are free, less than the reserve of \(reserve): nothing new is fetched",
                    advice: advice, at: ("To the models", PagePaths.models))
            ]
        }
        guard free < reserve + coming else { return [] }
        return [
            Concern(
                .bad, "disk",
                "\(free) are free, and \(coming) are still to come beside a reserve of \(reserve)\(unmeasured)",
                advice: advice, at: ("To the jobs", PagePaths.jobs))
        ]
    }
}
