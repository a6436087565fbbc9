import API
import Domain
import Registry
import Wire

/// The kept versions, and what changed between two of them.
struct VersionsTab: Sendable {
    struct Version: Sendable {
        let commit: String
        let shortCommit: String
        let revisionName: String
        let versionAddress: String
        let isShown: Bool
        let isCurrent: Bool
        let badge: BadgeWords
        let size: String
        let files: String
        let origin: String
        let keptAt: MomentWords
        let isOld: Bool
        let isNew: Bool
    }

    let rows: [Version]
    let canCompare: Bool
    let model: String
    let isDataset: Bool
    let comparison: ComparisonWords?
    /// Why two versions could not be compared.
    let compareProblem: String?
    let formAction: String

    init(_ sight: ModelSight, _ services: ModelServices, _ query: FormItems) async throws {
        let page = try await services.catalogue.versions(of: sight.repository, PageWish(limit: PageWish.most))
            .told(by: services.sources.words(for: sight.identity))
        let (from, to) = (query.first("from"), query.first("to"))
        let shown = sight.headline.summary.commit
        let newest = page.versions.first?.commit
        let second = page.versions.dropFirst().first?.commit
        rows = page.versions.map { version in
            Version(
                commit: version.commit, shortCommit: String(version.commit.prefix(7)), revisionName: version.revision,
                versionAddress: version.current
                    ? ModelAddress(sight.repository, nil).page() : sight.address.at(version.commit).page(),
                isShown: version.commit == shown, isCurrent: version.current,
                badge: .gate(version.verdict?.decision, quarantined: version.quarantined),
                size: Words.size(version.sizeBytes), files: Words.count(version.files), origin: version.source,
                keptAt: Words.moment(version.keptAt), isOld: version.commit == (from ?? second),
                isNew: version.commit == (to ?? newest))
        }
        canCompare = rows.count > 1
        model = sight.repository.path
        isDataset = sight.repository.kind == .dataset
        formAction = PagePaths.model(sight.repository.path)
        guard let from, let to, canCompare else {
            (comparison, compareProblem) = (nil, nil)
            return
        }
        do {
            guard let old = Revision(from), let new = Revision(to) else {
                throw Problem(.badRequest, "one of the two is no version")
            }
            let comparer = VersionComparer(catalogue: services.catalogue, ledger: services.gate.ledger)
            comparison = ComparisonWords(try await comparer.compare(sight.repository, from: old, to: new))
            compareProblem = nil
        } catch let error as any ProblemConvertible {
            (comparison, compareProblem) = (nil, error.problem.message)
        }
    }
}
