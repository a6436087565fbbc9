import Blobs
import Domain
package import Registry
package import SystemPackage
import Storage
import Wire

/// Finds what runs under a name: of the kept models those that a policy let in, and that an engine can read.
package final class RunnableModels: Sendable {
    private let catalogue: Catalogue
    private let links: SplitLinks
    /// What was made from kept models.
    package let derived: DerivedModels
    private let headers: KnownHeaders
    /// Names that are read from the catalogue at once.
    private static let atOnce = 500

    /// - Parameter links: a folder for the names that parts of split files must have.
    package init(catalogue: Catalogue, derived: DerivedModels, links: FilePath) {
        self.derived = derived
        self.catalogue = catalogue
        self.links = SplitLinks(folder: links)
        headers = KnownHeaders(blobs: catalogue.blobs)
    }

    /// What a name means: a made model's, `org/name`, its last part where that is enough, with `@rev` and `:Q4_K_M`, or
    /// `:file.gguf`.
    ///
    /// Throws `RegistryError.notKept` where nothing is kept under it, `quarantined` where it may not be run, and
    /// `ModelError` where no engine reads it.
    package func find(_ name: String) async throws -> RunnableModel {
        // A made model never stands before a kept one of the same name, which may have come later.
        guard let made = try await derived.find(name), try await !isKept(name) else { return try await kept(name) }
        return try await model(made)
    }

    /// Whether a version is kept under exactly this name, whatever its quantisation.
    func isKept(_ name: String) async throws -> Bool {
        guard let id = RepositoryID(name.prefix { $0 != ":" && $0 != "@" }) else { return false }
        return try await catalogue.version(of: id) != nil
    }

    /// What a name means among what is kept.
    package func kept(_ name: String) async throws -> RunnableModel {
        let (version, choice) = try await choice(name)
        let model = try await model(version, choice)
        return model.facts.isAdapter ? try await adapted(model, version) : model
    }

    private func choice(_ name: String) async throws -> (KeptVersion, GGUFChoice) {
        let (name, file) = Self.cut(name)
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
        return (
            version, try GGUFChoice(version, quantisation: wish.quantisation, path: wish.path, file: file)
        )
    }

    private func model(_ made: DerivedModel) async throws -> RunnableModel {
        var model = try await kept(made.base)
        if let name = made.adapter {
            let (version, choice) = try await choice(name)
            let adapter = try await self.model(version, choice)
            guard adapter.facts.isAdapter else { throw ModelError.noAdapter(name) }
            model.adapters.append(ModelAdapter(adapter))
        }
        model.label = made.name
        model.derived = made
        return model
    }

    /// A name, and the file it names behind a colon.
    private static func cut(_ name: String) -> (name: String, file: String?) {
        guard name.hasSuffix(".gguf"), let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else {
            return (name, nil)
        }
        return (String(name[..<colon]), String(name[name.index(after: colon)...]))
    }

    /// Every kept model that can be run, each quantisation of its own; what cannot is left out.
    package func all() async throws -> [RunnableModel] {
        var found: [RunnableModel] = []
        var last: Int64 = 0
        while true {
            let page = try await catalogue.withGGUF(after: last, limit: Self.atOnce)
            for (_, name) in page { found += try await all(of: name) }
            guard page.count == Self.atOnce, let end = page.last else { break }
            last = end.key
        }
        found.sort { ($1.keptAt, $0.label) < ($0.keptAt, $1.label) }
        for (made, _) in try await derived.all() {
            guard let model = try? await model(made) else { continue }  // its base is gone: `find` says so
            found.append(model)
        }
        return found
    }

    private func all(of name: String) async throws -> [RunnableModel] {
        guard let id = RepositoryID(name), let version = try await catalogue.version(of: id), !version.isQuarantined
        else { return [] }
        var found: [RunnableModel] = []
        for choice in GGUFChoice.all(version) where choice.isWhole {
            guard var model = try? await model(version, choice) else { continue }  // damaged: `find` says how
            if model.facts.isAdapter {
                guard let whole = try? await adapted(model, version) else { continue }  // its base is not kept
                model = whole
            }
            found.append(model)
        }
        return found
    }

    private func model(_ version: KeptVersion, _ choice: GGUFChoice) async throws -> RunnableModel {
        guard let first = choice.files.first else { throw ModelError.noFile(version.repository.path, has: []) }
        let facts = try await headers.facts(of: first.digest)
        let file =
            choice.files.count == 1
            ? catalogue.blobs.path(of: first.digest) : try links.link(choice.files, in: catalogue.blobs)
        return RunnableModel(
            label: version.repository.path + (choice.tag.map { ":\($0)" } ?? ""),
            repository: version.repository, commit: version.commit,
            quantisation: choice.label ?? facts.quantisation, digest: first.digest,
            size: choice.files.map(\.size).total(), keptAt: version.keptAt, file: file, facts: facts,
            parts: choice.files.count)
    }

    /// An adapter's base with the adapter: the model its card names, or one that was quantised from that.
    private func adapted(_ adapter: RunnableModel, _ version: KeptVersion) async throws -> RunnableModel {
        let lineage = try await catalogue.lineage(of: version.repository)
        let bases = lineage.edges.filter { $0.child == version.repository.path && $0.relation != "dataset" }
            .map(\.parent)
        for base in bases {
            let quantised = try await catalogue.quantised(from: base)
            for name in [base] + quantised {
                // Not kept, not let in, or nothing that an engine reads: the next one may do.
                // Not `kept`: cards may name each other in a circle.
                guard let (version, choice) = try? await self.choice(name) else { continue }  // said above
                guard var model = try? await self.model(version, choice) else { continue }  // said above
                guard !model.facts.isAdapter, model.facts.architecture == adapter.facts.architecture else { continue }
                model.adapters = [ModelAdapter(adapter)]
                model.label = adapter.label
                return model
            }
        }
        throw ModelError.noBase(adapter.label, named: bases)
    }
}

extension ModelAdapter {
    fileprivate init(_ model: RunnableModel) { self.init(digest: model.digest, file: model.file, size: model.size) }
}

extension Catalogue {
    /// Kept models with a GGUF file behind a key of the table, in the order of their keys.
    fileprivate func withGGUF(after key: Int64, limit: Int) async throws -> [(key: Int64, name: String)] {
        try await database.read { session in
            try session.rows(
                """
                SELECT m.id, m.name FROM models m
                WHERE m.kind = \(RepositoryKind.model.rawValue) AND m.id > \(key) AND EXISTS (
                    SELECT 1 FROM files f WHERE f.version_id = m.current_version AND lower(f.path) LIKE '%.gguf')
                ORDER BY m.id LIMIT \(Int64(limit))
                """
            ).map { (key: try $0.integer("id"), name: try $0.text("name")) }
        }
    }

    /// Kept models that say they were quantised from one.
    fileprivate func quantised(from base: String) async throws -> [String] {
        try await database.read { session in
            try session.rows(
                """
                SELECT m.name FROM model_tags t JOIN models m ON m.id = t.model_id
                WHERE t.tag = \("base_model:quantized:\(base)") AND m.current_version IS NOT NULL
                ORDER BY m.name LIMIT 20
                """
            ).map { try $0.text("name") }
        }
    }
}
