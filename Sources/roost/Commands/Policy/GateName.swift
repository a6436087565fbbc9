import Domain
import Registry
import Server

/// A model the gate knows, as typed: kept or refused, in full or, when it is kept, only the last part of its name.
struct GateName {
    let name: String
    let kind: RepositoryKind
    let revision: Revision?

    init(_ text: String, isDataset: Bool) throws {
        let kept = try KeptName(text)
        name = kept.name
        revision = kept.revision
        kind = isDataset ? .dataset : .model
    }

    func model(in house: House) async throws -> RepositoryID {
        let typed = RepositoryID(name, kind: kind)
        // What was refused is not in the catalogue, and what was kept under a short name is not in the ledger by it.
        if let typed, try await house.gate.ledger.verdict(of: typed) != nil { return typed }
        do {
            return try await house.catalogue.resolve(name, kind: kind)
        } catch RegistryError.notKept {
            guard let typed else { throw RegistryError.notKept(name) }
            return typed
        }
    }

    /// The commit that is meant; with no revision the one assessed last, or that is kept.
    func commit(of model: RepositoryID, in house: House) async throws -> GitObjectID {
        guard let revision else {
            do {
                return try await house.gate.commit(of: model, nil)
            } catch GateError.neverAssessed(let name) {
                guard let kept = try await house.catalogue.version(of: model) else {
                    throw GateError.neverAssessed(name)
                }
                return kept.commit
            }
        }
        if GitObjectID(revision.name) == nil, let kept = try await house.catalogue.version(of: model, at: revision) {
            return kept.commit
        }
        return try await house.gate.commit(of: model, revision.name)
    }
}
