import Domain
package import Wire

/// Looking into the facts without confusing what is not there with what was not captured.
extension Facts {
    /// The text of a file: absent only if the list of files says so.
    package func text(_ path: String) -> Captured<String> {
        if let text = texts[path] { return text }
        switch files {
        case .known(let listed): return listed.contains { $0.path == path } ? .unavailable("not captured") : .absent
        case .absent: return .absent
        case .unavailable(let why): return .unavailable(why)
        }
    }

    /// A small JSON file; what cannot be read as JSON is absent.
    package func json(_ path: String) -> Captured<JSONValue> {
        switch text(path) {
        case .known(let text):
            let value = try? WireJSON.decodeExactly(JSONValue.self, from: text)  // unreadable: it says nothing
            return value.map { .known($0) } ?? .absent
        case .absent: return .absent
        case .unavailable(let why): return .unavailable(why)
        }
    }

    /// Paths at the commit, nil when the list is not known.
    package var paths: [String]? { files.value?.map(\.path) }

    /// Whether the subject is a data set.
    package var isDataset: Bool { kind == RepositoryKind.dataset.rawValue }
}
