import Domain
import Wire

extension MirrorHistory {
    /// As `…/refs` answers. Roost keeps neither converted branches nor pull requests.
    func references(withRequests: Bool) -> JSONValue {
        var object: [String: JSONValue] = [
            "branches": .array(branches.map { $0.json(under: "refs/heads/") }),
            "tags": .array(tags.map { $0.json(under: "refs/tags/") }),
            "converts": .array([]),
        ]
        if withRequests { object["pullRequests"] = .array([]) }
        return .object(object)
    }
}

extension MirrorHistory.Reference {
    fileprivate func json(under prefix: String) -> JSONValue {
        .object([
            "name": .string(name.name), "ref": .string(prefix + name.name), "targetCommit": .string(commit.hex),
        ])
    }
}

extension MirrorCommit {
    /// As `…/commits` lists it.
    var json: JSONValue {
        .object([
            "id": .string(id.hex), "title": .string(title), "message": .string(message), "date": .date(date),
            "authors": .array(authors.map { .object(["user": .string($0)]) }),
        ])
    }
}
