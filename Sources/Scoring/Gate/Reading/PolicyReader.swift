import Wire

/// Reads a policy from its file, and goes on behind each mistake so that all are told at once.
struct PolicyReader {
    /// Of a policy file, in bytes.
    static let maximumBytes = 65_536
    /// More are not told: a file with as many is no policy.
    static let maximumMistakes = 100
    static let maximumListLength = 500

    /// The line of a key; nil when nobody knows, as in a policy that came over the wire.
    private let line: (_ path: String) -> Int?
    private(set) var mistakes: [FileMistake] = []

    init(line: @escaping (_ path: String) -> Int? = { _ in nil }) { self.line = line }

    mutating func report(_ path: String, _ message: String) {
        guard mistakes.count < Self.maximumMistakes else { return }
        mistakes.append(FileMistake(line: line(path), key: path.oneLine(limit: 120), message: message))
    }

    mutating func report(_ mistake: FileMistake) {
        if mistakes.count < Self.maximumMistakes { mistakes.append(mistake) }
    }

    /// In the order of the file.
    var sortedMistakes: [FileMistake] {
        mistakes.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
            .map(\.element)
    }
}

/// A mapping of a policy and where it stands.
struct PolicySection {
    let path: String
    let fields: [String: JSONValue]

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    subscript(key: String) -> JSONValue? { fields[key] }
}
