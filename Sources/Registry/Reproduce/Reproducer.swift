import Blobs
import Domain
import FoundationEssentials
import NIOCore
package import Sandbox
import Scoring
package import SystemPackage
package import Wire

/// Runs the example of a kept model's card in a sandbox, and has the gate decide again with what came of it.
///
/// The files are those that are kept; there is no network. What says more of this machine than of the card (a library it lacks, a
/// limit, no sandbox) leaves the static answer as it is, with the reason; it is never a zero.
package struct Reproducer: Sendable {
    let catalogue: Catalogue
    let vetter: Vetter
    let executions: ExecutionLedger
    let sandbox: any SandboxRunning
    let settings: ReproduceSettings
    /// Where runs have their folders; on the file system of the blobs, so that files can be linked.
    let folder: FilePath

    /// What killed runs may have left.
    package var folders: RunFolders { RunFolders(folder) }

    package init(
        catalogue: Catalogue, vetter: Vetter, executions: ExecutionLedger, sandbox: any SandboxRunning,
        settings: ReproduceSettings, folder: FilePath
    ) {
        self.catalogue = catalogue
        self.vetter = vetter
        self.executions = executions
        self.sandbox = sandbox
        self.settings = settings
        self.folder = folder
    }

    /// As much of a card as the metrics read.
    private static let mostCardBytes: Int64 = 1 << 20
    /// Other kept models that an example names: a base, an adapter.
    private static let mostRelated = 8

    /// - Parameters:
    ///   - name: of the run's own folder, which nobody else has at this time.
    ///   - phase: told what is done now.
    package func run(
        _ request: ReproduceRequest, name: FilePath.Component,
        phase: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ReproduceReport {
        let (repository, commit) = try request.version
        guard let version = try await catalogue.version(of: repository, exactly: commit) else {
            throw RegistryError.versionNotKept(model: repository.path, revision: commit.hex)
        }
        if !request.mayRunQuarantined { try version.require(.run) }
        let run: Captured<ExecutionFact>
        do {
            run = .known(try await execute(version, name, phase))
        } catch let error as NotRun {
            run = .unavailable(error.reason)
        }
        try await phase("deciding again")
        return try await record(run, of: version, by: request.by)
    }

    /// Why an example was not run, in a few words.
    struct NotRun: Error {
        let reason: String
    }

    private func execute(
        _ version: KeptVersion, _ name: FilePath.Component, _ phase: @Sendable (String) async throws -> Void
    ) async throws -> ExecutionFact {
        let facts = try await facts(of: version)
        do {
            let example = try CardExample(facts)
            let python = try PythonPlace(settings)
            try folders.clear()
            try await phase("laying out \(version.files.count) files")
            let stage = try SnapshotStage(name, in: folders)
            defer { try? stage.remove() }  // whoever clears next does it
            try await stage.add(version, from: catalogue.blobs)
            for other in try await related(to: version, example, facts) {
                try await stage.add(other, from: catalogue.blobs)
            }
            let runs = ExampleRun(sandbox: sandbox, settings: settings, python: python, stage: stage, version: version)
            return try await runs.execute(example, phase)
        } catch let error as CardExample.Missing {
            throw NotRun(reason: error.reason)
        } catch let error as PythonPlace.Missing {
            throw NotRun(reason: error.reason)
        } catch let error as SandboxError {
            guard case .refused(let reasons) = error else { throw error }
            throw NotRun(reason: "this machine cannot confine code: \(reasons.joined(separator: "; "))")
        }
    }

    /// As much as finding the example takes: the card and the list of files.
    private func facts(of version: KeptVersion) async throws -> Facts {
        var texts: [String: Captured<String>] = [:]
        if let card = version.files.first(where: { $0.path.text == "README.md" }) {
            let reader = try catalogue.blobs.open(card.digest)
            let end = min(reader.size.bytes, Self.mostCardBytes)
            let bytes = try await reader.bytes(in: 0..<end)
            texts["README.md"] = .known(String(decoding: bytes.readableBytesView, as: UTF8.self))
        }
        return Facts(
            model: version.repository.path, kind: version.repository.kind.rawValue, commit: version.commit.hex,
            source: version.source, asOf: .init(timeIntervalSince1970: 0), info: .absent, commits: .absent,
            files: .known(version.fileFacts), texts: texts)
    }

    /// What else of the house the example may read: models it names, and those the card says it was made from.
    private func related(
        to version: KeptVersion, _ example: CardExample, _ facts: Facts
    ) async throws -> [KeptVersion] {
        let named = example.code.matches(of: /["']([\w.\-]{1,96}\/[\w.\-]{1,96})["']/).map { String($0.output.1) }
        var found: [KeptVersion] = []
        var seen: Set<String> = [SnapshotStage.name(of: version.repository)]
        for name in (named + LinkedNames(from: facts).parents.map(\.name)).prefix(4 * Self.mostRelated)
        where found.count < Self.mostRelated {
            guard let id = RepositoryID(name), seen.insert(SnapshotStage.name(of: id)).inserted,
                let other = try await catalogue.version(of: id), !other.isQuarantined
            else { continue }
            found.append(other)
        }
        return found
    }
}

extension KeptVersion {
    var fileFacts: [FileFact] {
        files.map { FileFact(path: $0.path.text, size: $0.size.bytes, identity: $0.identity.hex) }
    }
}
