import Domain
import FoundationEssentials

extension ImportSource {
    /// What a path holds: every repository of a Hugging Face cache, one of its repositories, a plain folder, or a `.gguf`.
    static func find(at path: String, name: RepositoryID?) throws -> [ImportSource] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Problem(.notFound, "there is nothing at `\(path)`", hint: "look at the spelling of the path")
        }
        let absolute = URL(filePath: path).standardizedFileURL.path
        guard isFolder else { return [try singleFile(absolute, name)] }
        let last = lastComponent(absolute)
        if last.hasPrefix("models--") || last.hasPrefix("datasets--") {
            return try cached(absolute, in: absolute)
        }
        let inner = try names(in: absolute).filter { $0.hasPrefix("models--") || $0.hasPrefix("datasets--") }
        if !inner.isEmpty { return try inner.flatMap { try cached("\(absolute)/\($0)", in: absolute) } }
        return [try folder(absolute, name)]
    }

    private static func singleFile(_ path: String, _ name: RepositoryID?) throws -> ImportSource {
        let file = lastComponent(path)
        guard let inside = RepositoryPath(file), ["gguf", "safetensors"].contains(inside.fileExtension) else {
            throw Problem(
                .unsupported, "`\(path)` is neither a folder, a .gguf, a .safetensors nor a package (.zip)",
                hint: "give the folder the model lies in")
        }
        let stem = String(file.dropLast(inside.fileExtension.count + 1))
        return ImportSource(
            repository: try name ?? .local(stem), commit: nil, revision: "main", origin: "file://\(path)",
            boundary: path, files: [File(path: inside, location: path, announced: nil)])
    }

    private static func folder(_ path: String, _ name: RepositoryID?) throws -> ImportSource {
        let files = try files(below: path)
        guard !files.isEmpty else { throw RegistryError.nothingChosen(repository: path) }
        return ImportSource(
            repository: try name ?? .local(lastComponent(path)), commit: nil, revision: "main",
            origin: "file://\(path)", boundary: path, files: files)
    }

    /// One repository of a Hugging Face cache, at the commit its `refs/main` names, else at every commit it has.
    private static func cached(_ path: String, in cache: String) throws -> [ImportSource] {
        let parts = lastComponent(path).components(separatedBy: "--")
        let kind: RepositoryKind = parts[0] == "datasets" ? .dataset : .model
        guard let repository = RepositoryID(parts.dropFirst().joined(separator: "/"), kind: kind) else {
            throw Problem(.badRequest, "`\(path)` does not name a repository", hint: "expected models--ORG--NAME")
        }
        let main = try? String(contentsOfFile: "\(path)/refs/main", encoding: .utf8)  // absent: every commit then
        // A download that broke off early leaves no snapshot, or a `refs/main` without one.
        guard FileManager.default.fileExists(atPath: "\(path)/snapshots") else { return [] }
        let commits = try names(in: "\(path)/snapshots").compactMap { GitObjectID($0) }
        let wanted = main.flatMap { GitObjectID($0.trimmingCharacters) }.map { [$0] } ?? commits
        return try wanted.filter(commits.contains).map { commit in
            let snapshot = "\(path)/snapshots/\(commit.hex)"
            return ImportSource(
                repository: repository, commit: commit, revision: main == nil ? commit.hex : "main",
                origin: "file://\(snapshot)", boundary: cache, files: try files(below: snapshot, followingLinks: true))
        }.filter { !$0.files.isEmpty }
    }

    private static func files(below root: String, followingLinks: Bool = false) throws -> [File] {
        var found: [File] = []
        var folders = [""]
        while let folder = folders.popLast() {
            for name in try names(in: "\(root)/\(folder)")
            where ![".git", ".cache", ".DS_Store", ".locks", ".roost.json"].contains(name) {
                let inside = folder.isEmpty ? name : "\(folder)/\(name)"
                guard let path = RepositoryPath(inside) else {
                    throw Problem(
                        .badRequest, "`\(root)/\(inside)` has a name no repository may have", hint: "rename it")
                }
                var isFolder = false
                _ = FileManager.default.fileExists(atPath: "\(root)/\(inside)", isDirectory: &isFolder)
                if isFolder {
                    folders.append(inside)
                } else {
                    found.append(file(path, at: "\(root)/\(inside)", isCached: followingLinks))
                }
                guard found.count + folders.count <= 100_000 else {
                    throw Problem(.badRequest, "`\(root)` holds over 100,000 files", hint: "import a smaller folder")
                }
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// In a cache a link's target is named by what it should hold.
    private static func file(_ path: RepositoryPath, at location: String, isCached: Bool) -> File {
        guard isCached, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: location)  // no link
        else { return File(path: path, location: location, announced: nil) }
        let name = lastComponent(target)
        let announced = Digest(name).map(ContentIdentity.sha256) ?? GitObjectID(name).map(ContentIdentity.gitBlob)
        return File(path: path, location: location, announced: announced)
    }

    private static func names(in folder: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw Problem(.notFound, "cannot list `\(folder)`", hint: "look at its path and permissions")
        }
    }

    private static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmingCharacters: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
