package import Access
package import Domain
import Hummingbird
package import Registry
package import Wire

/// The gate: vetting, what is known of kept versions, waivers.
package struct GateRoutes: Sendable {
    private let keeper: GateKeeper
    private let catalogue: Catalogue
    private let sources: SourceWords
    private let vet: @Sendable (VetRequest, Identity) async throws -> VetReport
    private let checkLicence: @Sendable (RepositoryID, String) async throws -> LicenceCheck

    /// `sources`: what folders are called to who is no administrator.
    package init(
        keeper: GateKeeper, catalogue: Catalogue, sources: SourceWords,
        vet: @escaping @Sendable (VetRequest, Identity) async throws -> VetReport,
        checkLicence: @escaping @Sendable (RepositoryID, String) async throws -> LicenceCheck
    ) {
        self.keeper = keeper
        self.catalogue = catalogue
        self.sources = sources
        self.vet = vet
        self.checkLicence = checkLicence
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.vet, needs: .search, records: .nothing) { request, context in
            let wish = try await request.decodeWire(VetRequest.self)
            let report = try await vet(wish, context.identity)
            return try Response(wire: report.told(by: sources.words(for: context.identity)))
        }
        router.get(Paths.assessment, needs: .search) { request, context in
            let (model, revision) = try NamedModel.read(request, context)
            let commit = try await keeper.commit(of: model, revision?.name)
            guard let subject = try await keeper.ledger.subject(of: model, at: commit),
                let verdict = try await keeper.ledger.verdict(of: model, at: commit)
            else { throw GateError.neverAssessed(model.path) }
            return try Response(wire: VetReport(subject, verdict).told(by: sources.words(for: context.identity)))
        }
        router.get(Paths.verdicts, needs: .search) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            return try Response(wire: try await keeper.ledger.history(of: model))
        }
        router.post(Paths.licenceCheck, needs: .search, records: .nothing) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            let wish = try await request.decodeWire(LicenceCheckWish.self)
            return try Response(wire: try await checkLicence(model, wish.githubUrl))
        }
        router.get(Paths.lineage, needs: .search) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            return try Response(wire: try await catalogue.lineage(of: model))
        }
        addWaivers(to: router)
    }

    private func addWaivers(to router: RouteTable) {
        router.get(Paths.waivers, needs: .search) { request, _ in
            let all = FormItems(request.uri.query ?? "").flag("all") ?? false
            return try Response(wire: try await keeper.waivers(includingEnded: all))
        }
        router.post(Paths.waivers, needs: .admin, records: .service) { request, context in
            let wish = try await request.decodeWire(WaiverBody.self)
            let model = try wish.repository
            let commit = try await keeper.commit(of: model, wish.commit)
            let report = try await keeper.waive(
                WaiverWish(
                    model: model, commit: wish.anyVersion == true ? nil : commit, rule: wish.rule,
                    reason: wish.reason, by: context.identity.actor, until: try wish.end))
            return try Response(wire: report, status: .created)
        }
        router.delete(Paths.waiver, needs: .admin, records: .service) { _, context in
            let id = try context.parameters.require("id")
            return try Response(wire: try await keeper.revoke(id, by: context.identity.actor))
        }
    }
}
