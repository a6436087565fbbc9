import Domain
import Hub
import Scoring

/// Reads the headers of weight files without the weights.
struct HeaderCapture: Sendable {
    let hub: any HubReading
    let repository: RepositoryID
    let commit: GitObjectID
    let limits: CaptureLimits

    /// The files that are read: first parts before others, small ones before large ones.
    func choose(from files: [RemoteFile]) -> [RemoteFile] {
        func first(_ count: Int, of format: String) -> ArraySlice<RemoteFile> {
            files.filter { $0.path.fileExtension == format }
                .sorted { (Self.part($0), $0.size, $0.path) < (Self.part($1), $1.size, $1.path) }.prefix(count)
        }
        return Array(first(limits.safetensorsHeaders, of: "safetensors") + first(limits.ggufHeaders, of: "gguf"))
    }

    /// The number of a part of a split file: `model-00002-of-00003` is 2; what is whole is 0.
    private static func part(_ file: RemoteFile) -> Int {
        let stem = file.path.name.prefix { $0 != "." }
        let words = stem.split(separator: "-")
        guard words.count >= 4, words[words.count - 2] == "of", let part = Int(words[words.count - 3]) else { return 0 }
        return part
    }

    /// What the header of one file says. Throws what the Hub and the header's reader throw.
    func read(_ file: RemoteFile) async throws -> Captured<HeaderFact> {
        let source = HubRanges(hub: hub, repository: repository, commit: commit, file: file, limit: limits.header)
        if file.path.fileExtension == "gguf" {
            var bounds = GGUFLimits()
            bounds.headerBytes = min(bounds.headerBytes, limits.header.bytes)
            return .known(fact(try await GGUFHeader.read(from: source, limits: bounds)))
        }
        var bounds = SafetensorsLimits()
        bounds.headerBytes = min(bounds.headerBytes, limits.header.bytes)
        return .known(fact(try await SafetensorsHeader.read(from: source, limits: bounds)))
    }

    private func fact(_ header: GGUFHeader) -> HeaderFact {
        HeaderFact(
            format: "gguf", license: header.license?.id ?? header.license?.name, architecture: header.architecture,
            parameters: header.parameterCount, chatTemplate: bounded(header.chatTemplate),
            baseModels: header.baseModels.compactMap(Self.name))
    }

    private func fact(_ header: SafetensorsHeader) -> HeaderFact {
        let said = header.metadata
        return HeaderFact(
            format: "safetensors", license: said["license"] ?? said["modelspec.license"],
            architecture: said["modelspec.architecture"], parameters: header.parameterCount, chatTemplate: nil,
            baseModels: [said["base_model"]].compactMap { $0 })
    }

    private func bounded(_ template: String?) -> String? {
        template.map { text in
            text.utf8.count <= limits.chatTemplate ? text : String(text.unicodeScalars.prefix(limits.chatTemplate))
        }
    }

    /// `org/name`, from the address when there is one: the other fields are titles for people.
    private static func name(_ base: GGUFBaseModel) -> String? {
        if let location = base.url.flatMap({ WebLocation($0) }),
            ["huggingface.co", "hf.co"].contains(location.origin.host)
        {
            let segments = location.path.split(separator: "/").prefix(2)
            if let id = RepositoryID(segments.joined(separator: "/")) { return id.path }
        }
        if let organization = base.organization, let name = base.name {
            // A title such as "Qwen2.5 7B" is no name of a repository, and stays as it is.
            return RepositoryID("\(organization)/\(name)")?.path ?? name
        }
        return base.name
    }
}
