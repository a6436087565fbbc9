import Domain
import FoundationEssentials

/// What a Hub would say of the repository, told from its card and its files.
extension FolderRepository {
    func summary(of files: [FolderFile]) throws -> RepositorySummary {
        let readme = try small("README.md", among: files, limit: Self.maximumCard) ?? []
        var row = RepositorySummary(id: id)
        row.gate = metadata.gate
        row.likes = metadata.likes
        row.downloads = metadata.downloads
        row.lastModified = files.map(\.stamp.modifiedSeconds).max().map { Date(timeIntervalSince1970: $0) }
        row.createdAt =
            metadata.createdAt ?? files.map(\.stamp.modifiedSeconds).min().map { Date(timeIntervalSince1970: $0) }
        row.tags = metadata.tags
        row.read(readme: readme, paths: files.map(\.path))
        row.weightBytes = WeightSize.counted(files.map { SelectableFile(path: $0.path, size: $0.size) })
        return row
    }

    func info(_ snapshot: FolderSnapshot, asked: RepositoryID) throws -> RepositoryInfo {
        var summary = try summary(of: snapshot.found)
        summary.commit = snapshot.commit
        var info = RepositoryInfo(asked: asked, summary: summary)
        info.fileNames = snapshot.files.map(\.path.text)
        info.usedStorage = snapshot.files.map(\.size).total()
        info.read(
            readme: try small("README.md", among: snapshot.found, limit: Self.maximumCard) ?? [],
            configuration: try small("config.json", among: snapshot.found, limit: Self.maximumCard))
        return info
    }
}
