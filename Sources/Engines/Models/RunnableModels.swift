import Domain
import Blobs
import Hub
package import Registry
package import SystemPackage
import Synchronization
import NIOCore
import Wire

/// Finds what runs under a name: of the kept models those that a policy let in, and that an engine can read.
package final class RunnableModels: Sendable {
    private let catalogue: Catalogue
    private let links: SplitLinks
    /// Headers by the digest of their file: a large vocabulary takes a while to read.
    private let known = Mutex<[Digest: ModelFacts]>([:])
    private static let mostKnown = 64

    /// - Parameter links: a folder for the names that parts of split files must have.
    package init(catalogue: Catalogue, links: FilePath) {
        self.catalogue = catalogue
        self.links = SplitLinks(folder: links)
    }

    /// What a name means: `org/name`, its last part where that is enough, with `@rev` and `:Q4_K_M`.
    ///
    /// Throws `RegistryError.notKept` where nothing is kept under it, `quarantined` where it may not be run, and
    /// `ModelError` where no engine reads it.
    package func find(_ name: String) async throws -> RunnableModel {
        guard case .repository(let wish) = try ModelReference(parsing: name) else {
            throw Problem(
                .badRequest, "a folder is not run as it is", hint: "bring it in first: `roost pull ./folder`")
        }
        let repository = try await catalogue.resolve(wish.id.path, kind: .model)
        guard let version = try await catalogue.version(of: repository, at: wish.revision) else {
            throw wish.revision.map { RegistryError.versionNotKept(model: repository.path, revision: $0.name) }
                ?? RegistryError.notKept(repository.path)
        }
        try version.require(.run)
        let choice = try GGUFChoice(version, quantisation: wish.quantisation, path: wish.path)
        return try await model(version, choice)
    }

    /// Every kept model that can be run, each quantisation of its own; what cannot is left out.
    package func all() async throws -> [RunnableModel] {
        var query = ModelQuery()
        query.kind = .model
        query.limit = 1000
        var found: [RunnableModel] = []
        for summary in try await catalogue.search(query).models where !summary.quarantined {
            guard let id = RepositoryID(summary.name), let version = try await catalogue.version(of: id) else {
                continue
            }
            for choice in GGUFChoice.all(version) where choice.isWhole {
                guard let model = try? await model(version, choice) else { continue }  // damaged: `find` says how
                found.append(model)
            }
        }
        return found
    }

    private func model(_ version: KeptVersion, _ choice: GGUFChoice) async throws -> RunnableModel {
        guard let first = choice.files.first else { throw ModelError.noFile(version.repository.path, has: []) }
        let facts = try await facts(of: first)
        let file =
            choice.files.count == 1
            ? catalogue.blobs.path(of: first.digest) : try links.link(choice.files, in: catalogue.blobs)
        return RunnableModel(
            label: choice.isOnlyOne
                ? version.repository.path : "\(version.repository.path):\(choice.label ?? first.path.name)",
            repository: version.repository, commit: version.commit,
            quantisation: choice.label ?? facts.header.quantisationLabel, digest: first.digest,
            size: choice.files.map(\.size).total(), keptAt: version.keptAt, file: file, facts: facts)
    }

    private func facts(of file: KeptFile) async throws -> ModelFacts {
        if let facts = known.withLock({ $0[file.digest] }) { return facts }
        let reader = try catalogue.blobs.open(file.digest)
        let facts = ModelFacts(try await GGUFHeader.read(from: HeldRanges(reader: reader)))
        known.withLock { known in
            if known.count >= Self.mostKnown { known.removeAll() }
            known[file.digest] = facts
        }
        return facts
    }
}

/// A blob as something whose header can be read.
private struct HeldRanges: RangeReading {
    let reader: BlobReader
    var size: Int64 { reader.size.bytes }
    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        Array(try await reader.bytes(in: range).readableBytesView)
    }
}
