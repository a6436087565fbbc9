import Blobs
import Domain
import Hub
import Storage
import Wire

extension PullPlan {
    /// The chosen files whose bytes are not in the store, each content once.
    func missing(_ known: [ContentIdentity: BlobFacts]) -> [RemoteFile] {
        var seen: Set<ContentIdentity> = []
        return chosen.filter { known[$0.content.identity] == nil && seen.insert($0.content.identity).inserted }
    }

    var arrivingFiles: [ArrivingFile] {
        let paths = Set(selection.files)
        return files.map { ArrivingFile(path: $0.path, content: $0.content, isChosen: paths.contains($0.path)) }
    }

    var arrival: Arrival {
        get throws {
            Arrival(
                repository: repository, commit: commit, revision: revision.name, source: hub.endpoint.description,
                info: try StoredInfo(info).text, selection: selection.reason, quantisation: selection.quantisation,
                files: arrivingFiles, isListing: true)
        }
    }

    func report(fetched: ByteCount, unchanged: Bool, verdict: Verdict? = nil) -> PullReport {
        PullReport(
            name: repository.path, kind: repository.kind.rawValue, commit: commit.hex, files: chosen.count,
            sizeBytes: chosen.map(\.content.size).total().bytes, fetchedBytes: fetched.bytes, unchanged: unchanged,
            selection: selection.reason, verdict: verdict?.summary)
    }
}

extension Catalogue {
    /// The current version when it shows the very files of the plan already, bytes and all. Nil when something has to come, and
    /// for any other version: the gate is asked before that takes the place of the current one, whatever it said once.
    func shown(_ plan: PullPlan, known: [ContentIdentity: BlobFacts]) async throws -> KeptVersion? {
        guard plan.chosen.allSatisfy({ known[$0.content.identity] != nil }) else { return nil }
        guard let current = try await version(of: plan.repository), current.commit == plan.commit,
            Set(plan.selection.files).isSubset(of: current.files.map(\.path))
        else { return nil }
        return current
    }

    /// The files of a commit as its Hub listed them before; empty when it never did.
    func listing(of repository: RepositoryID, at commit: GitObjectID) async throws -> [RemoteFile] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT f.path, f.size, f.identity FROM files f JOIN versions v ON v.id = f.version_id
                JOIN models m ON m.id = v.model_id WHERE m.kind = \(repository.kind.rawValue)
                AND m.name = \(repository.path) AND v.commit_id = \(commit.hex) AND v.listed = 1 ORDER BY f.path
                """)
        }
        return try rows.compactMap { row in
            guard let path = RepositoryPath(try row.text("path")),
                let identity = ContentIdentity(stored: try row.text("identity"))
            else { return nil }
            return RemoteFile(
                path: path, content: ExpectedContent(identity: identity, size: ByteCount(try row.integer("size"))))
        }
    }
}
