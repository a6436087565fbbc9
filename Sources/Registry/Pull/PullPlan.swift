import Domain
import Hub

/// What a pull will do, before the first byte: from which Hub, which commit, which files.
struct PullPlan: Sendable {
    /// Remembers what it was asked for the plan, and what the gate asks it.
    let hub: any HubReading
    /// The name the Hub itself gives, which is not the one asked for when a repository was renamed.
    let repository: RepositoryID
    let commit: GitObjectID
    let revision: Revision
    let info: RepositoryInfo
    let files: [RemoteFile]
    let selection: Selection

    var chosen: [RemoteFile] {
        let paths = Set(selection.files)
        return files.filter { paths.contains($0.path) }
    }
}
