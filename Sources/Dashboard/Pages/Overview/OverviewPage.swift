import API
import Blobs
import Domain
import Jobs
import Registry
import Wire

/// What the house holds, what it is doing, and what needs somebody.
struct OverviewPage: Page {
    struct Values: Sendable {
        let models: String
        let modelNoun: String
        let versionNoun: String
        let datasets: String?
        let versions: String
        let stored: String
        let shared: String
        let free: String
        let reserve: String
        let counted: MomentWords
        /// Whether it is being counted anew, so that another look is worth it.
        let isBehind: Bool
        let concerns: [Concern]
        let hasConcerns: Bool
        let verified: Markup
        let live: [JobRow]
        let hasLive: Bool
        let recent: [JobRow]
        let hasRecent: Bool
        let position: Int64
        let isEmpty: Bool
    }

    private static let liveAtMost = 20
    private static let recentAtMost = 8

    let path = PagePaths.overview
    let need = Need.search
    let house: DashboardServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let live = JobFilter(states: [.running, .queued, .paused])
        let (running, position) = try await house.queue.page(live, limit: Self.liveAtMost, before: nil)
        let newest = try await house.queue.jobs(limit: Self.recentAtMost + Self.liveAtMost)
        let recent = newest.filter(\.state.isEnded).prefix(Self.recentAtMost)
        let kept = try await house.catalogue.kept(among: (running + recent).compactMap(\.modelName))
        let totals = try await house.totals.totals()
        let words = house.sources.words(for: visit.identity)
        let concerns = try await Concerns(house: house, words: words).all()
        let blobs = house.catalogue.blobs
        let values = Values(
            models: Words.count(totals.models),
            modelNoun: totals.models == 1 ? "model" : "models",
            versionNoun: totals.versions == 1 ? "version" : "versions",
            datasets: totals.datasets > 0 ? Words.count(totals.datasets, "data set") : nil,
            versions: Words.count(totals.versions), stored: Words.size(totals.storedBytes),
            shared: Words.size(totals.versionBytes), free: try blobs.freeSpace().description,
            reserve: blobs.reserve.description, counted: Words.moment(Moment.text(totals.countedAt)),
            isBehind: totals.isBehind,
            concerns: concerns, hasConcerns: !concerns.isEmpty, verified: try await verified(),
            live: running.map { JobRow($0, kept: kept, words: words) }, hasLive: !running.isEmpty,
            recent: recent.map { JobRow($0, kept: kept, words: words) }, hasRecent: !recent.isEmpty, position: position,
            isEmpty: totals.models == 0 && totals.datasets == 0)
        return PageContent(
            "Dashboard", in: .overview, template: "overview", values: values, script: "jobs.js", style: "jobs.css")
    }

    /// When everything was last looked at.
    private func verified() async throws -> Markup {
        guard let last = try await house.catalogue.lastVerification() else {
            return Words.prose("What is kept was never verified as a whole: `roost verify` reads it all again.")
        }
        let words = last.damaged == 0 ? "nothing was wrong" : "\(Words.count(last.damaged)) wrong"
        return Words.prose("What is kept was last verified on ") + Words.time(last.at)
            + Words.prose(": \(Words.count(last.checked, "blob")), \(words).")
    }
}
