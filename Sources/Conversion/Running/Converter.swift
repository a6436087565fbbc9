import Blobs
import Domain
package import Registry
import Sandbox
import SystemPackage
package import Wire

/// Makes GGUF out of a kept model in safetensors, and keeps it as a model of its own, made from that one.
///
/// All that was written lies in `partial/` until it is whole: what dies on the way leaves nothing that anybody sees.
package struct Converter: Sendable {
    let catalogue: Catalogue
    let importer: Importer
    let quantiser: Quantiser

    package init(catalogue: Catalogue, importer: Importer, quantiser: Quantiser) {
        self.catalogue = catalogue
        self.importer = importer
        self.quantiser = quantiser
    }

    private var blobs: BlobStore { catalogue.blobs }

    /// - Parameters:
    ///   - key: names the work among what is unfinished; the same again begins with what it left cleared away.
    ///   - phase: told what is done now.
    ///   - progress: bytes that are written, of all that will be.
    package func run(
        _ request: ConvertRequest, key: String, phase: @Sendable (String) async throws -> Void,
        progress: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws -> ConversionReport {
        let base = try await base(of: request)
        let type = try OutputType(named: request.to)
        let target = try ConversionTarget(base, type, name: request.name)
        if let kept = try await alreadyKept(target) { return kept }
        try await phase("reading configuration, tokenizer and headers")
        let plan = try await ConversionPlan(SourceFiles(base, in: blobs), type: type.first)
        let work = try ConversionWork(in: blobs, key: key)
        defer { withExtendedLifetime(work) {} }
        do {
            let made = try await make(plan, type, work, phase, progress)
            try Task.checkCancellation()
            try await phase("asking the gate")
            let derivation = try await target.derivation(of: made, in: blobs)
            let verdict = try await importer.keep(derivation)
            return target.report(made.facts, unchanged: false, verdict: verdict?.summary)
        } catch {
            work.clear()
            throw error
        }
    }

    /// The version that is converted; none that is kept apart, or lacks bytes.
    private func base(of request: ConvertRequest) async throws -> KeptVersion {
        guard let id = RepositoryID(request.model), let commit = GitObjectID(request.commit),
            let version = try await catalogue.version(of: id, at: Revision(commit)), version.commit == commit
        else { throw RegistryError.versionNotKept(model: request.model, revision: request.commit) }
        try version.require(.base)
        if let path = version.lost.first { throw RegistryError.fileLost(model: request.model, path: path) }
        return version
    }

    /// What there is of the same conversion already. Throws when the name belongs to something else.
    private func alreadyKept(_ target: ConversionTarget) async throws -> ConversionReport? {
        if let kept = try await catalogue.version(of: target.repository, at: Revision(target.commit)),
            kept.commit == target.commit, let file = kept.files.first(where: { $0.path == target.path })
        {
            let facts = BlobFacts(digest: file.digest, size: file.size, crc32: file.crc32)
            return target.report(facts, unchanged: true, verdict: nil)
        }
        if let other = try await catalogue.version(of: target.repository), other.source != target.source {
            guard other.source.hasPrefix(ConversionTarget.origin(target.base.repository)) else {
                throw ConversionError.nameTaken(target.repository.path, by: other.source)
            }
        }
        return nil
    }

    private func make(
        _ plan: ConversionPlan, _ type: OutputType, _ work: ConversionWork,
        _ phase: @Sendable (String) async throws -> Void, _ progress: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws -> StagedBlob {
        let total = plan.layout.size
        // What `llama-quantize` makes is never larger than what it is made of.
        let isForeign = if case .foreign = type { true } else { false }
        let tool = isForeign ? try quantiser.tool(for: type.label) : nil
        try blobs.requireSpace(ByteCount(isForeign ? total * 2 : total))
        try await phase("writing \(plan.layout.tensors.count) tensors as \(type.first.label)")
        var hashes = try await GGUFFile(layout: plan.layout).write(to: work.file) { progress($0, total) }
        guard let tool else { return try blobs.stage(verifiedFileAt: work.file, hashes: hashes) }
        try await phase("making \(type.label) with `llama-quantize`")
        hashes = try await quantiser.run(tool, from: work.file, to: work.quantised, label: type.label)
        return try blobs.stage(verifiedFileAt: work.quantised, hashes: hashes)
    }
}

extension OutputType {
    /// What is written here: the type itself, or what `llama-quantize` begins with.
    fileprivate var first: WeightType {
        switch self {
        case .native(let type): type
        case .foreign: .f16
        }
    }
}
