import API
import Access
import Domain
import Registry
import Wire

/// What may be done with a version: packed, read again, excused, removed.
struct ManageTab: Sendable {
    struct Package: Sendable {
        let address: String
        let fileName: String
        let size: String
    }

    struct Removal: Sendable {
        let call: String
        let id: String
        let what: String
        let frees: String
        let shares: String?
        let versions: String
        let dependants: [Dependant]
        let dependantCount: String?
        let further: String?
        let then: String
    }

    struct Dependant: Sendable {
        let label: String
        let dependantAddress: String
    }

    let package: Package?
    /// Why there is no package.
    let noPackage: String?
    let verifyCall: String?
    let waiving: WaivingDialog?
    let waivers: [WaiverWords]
    let hasWaivers: Bool
    let isAdmin: Bool
    let removals: [Removal]
    let pull: String

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        let known = try await Known(sight, services)
        waiving = try await WaivingDialog(sight, services, known.verdict)
        waivers = try await WaiverWords.all(of: sight.repository, services, mayRevoke: sight.may(.admin))
        hasWaivers = !waivers.isEmpty
        isAdmin = sight.may(.admin)
        verifyCall = sight.may(.upload) ? "POST \(sight.address.api(Paths.verify, ofVersion: false))" : nil
        pull = "roost pull \(sight.repository.path)"
        (package, noPackage) = try await Self.package(sight, services)
        var removals: [Removal] = []
        if sight.may(.admin) {
            if sight.headline.versions > 1 {
                removals.append(try await Self.removal(sight, services, onlyVersion: true))
            }
            removals.append(try await Self.removal(sight, services, onlyVersion: false))
        }
        self.removals = removals
    }

    private static func package(
        _ sight: ModelSight, _ services: ModelServices
    ) async throws -> (Package?, String?) {
        guard sight.may(.download) else { return (nil, "Downloading needs a permission that you do not have.") }
        let summary = sight.headline.summary
        do {
            guard let version = try await services.catalogue.version(of: sight.repository, at: sight.address.revision)
            else { return (nil, "This version was removed meanwhile.") }
            return (
                Package(
                    address: sight.address.at(summary.commit).api(Paths.package),
                    fileName: "\(sight.repository.name)-\(summary.commit.prefix(7)).zip",
                    size: Words.size(try services.packageBytes(version))), nil
            )
        } catch let error as RegistryError {
            return (nil, error.problem.message)
        }
    }

    private static func removal(
        _ sight: ModelSight, _ services: ModelServices, onlyVersion: Bool
    ) async throws -> Removal {
        let preview = try await services.catalogue.removal(of: sight.headline, onlyVersion: onlyVersion)
        let (name, commit) = (sight.repository.path, sight.headline.summary.commit)
        let whole = ModelAddress(sight.repository, nil)
        let target = onlyVersion ? sight.address.at(commit) : whole
        return Removal(
            call: "DELETE \(target.api(Paths.model))", id: onlyVersion ? "remove-version" : "remove-model",
            what: onlyVersion ? "version \(commit.prefix(7))" : name, frees: Words.size(preview.freedBytes),
            shares: preview.sharedBytes > 0 ? Words.size(preview.sharedBytes) : nil,
            versions: Words.count(preview.versions, "version"),
            dependants: preview.dependants.map { Dependant(label: $0, dependantAddress: PagePaths.model($0)) },
            dependantCount: preview.dependantCount == 0
                ? nil : Words.count(preview.dependantCount, "kept model"),
            further: preview.dependantCount > preview.dependants.count
                ? Words.count(preview.dependantCount - preview.dependants.count) : nil,
            then: onlyVersion ? whole.page() : PagePaths.models)
    }
}
