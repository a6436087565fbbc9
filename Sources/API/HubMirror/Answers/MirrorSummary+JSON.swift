import Domain
import Wire

extension MirrorSummary {
    /// The answer about a repository, with the fields asked for.
    func json(_ fields: MirrorFields, files: [MirrorFile]) -> JSONValue {
        var object: [String: JSONValue] = ["_id": .string(stableID), "id": .string(id.path)]
        for name in fields.names {
            object[name.rawValue] = name.value(self, files: files, detailed: fields.detailsFiles)
        }
        return .object(object)
    }

    /// Twenty-four digits that stand for the repository whatever its commit.
    private var stableID: String {
        String(GitObject.id(of: "repository", Array("\(id.kind.plural)/\(id.path)".utf8)).hex.prefix(24))
    }
}
