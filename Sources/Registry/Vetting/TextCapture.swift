import Domain
import Hub
import Scoring

/// Reads the small texts of a model at one commit.
struct TextCapture: Sendable {
    let hub: any HubReading
    let repository: RepositoryID
    let commit: GitObjectID
    let limits: CaptureLimits
    let clock: CaptureClock

    private static let readme = "README.md"

    /// The texts of these files, by their paths; code only when a configuration says that it takes part.
    func read(_ files: [RemoteFile]) async throws -> [String: Captured<String>] {
        let selection = TextSelection(limits: limits)
        var texts = try await read(selection.choose(from: files, withCode: false))
        if TextSelection.loadsCode(texts.values.compactMap(\.value)) {
            var rest = limits
            rest.texts -= texts.count
            rest.textTotal = rest.textTotal - ByteCount(texts.values.reduce(0) { $0 + ($1.value?.utf8.count ?? 0) })
            let code = try await read(TextSelection(limits: rest).choose(from: files, withCode: true))
            texts.merge(code) { mine, _ in mine }
        }
        if texts[Self.readme] == nil { texts[Self.readme] = .absent }
        return texts
    }

    /// The card alone: for a model whose files are not listed to us, and for what a model is linked to.
    func card() async throws -> Captured<String> {
        guard let path = RepositoryPath(Self.readme) else { return .absent }
        return try await text(at: path)
    }

    private func read(_ choice: TextSelection.Choice) async throws -> [String: Captured<String>] {
        let read = try await choice.wanted.map(atOnce: limits.atOnce) { file in
            (file.path.text, try await text(at: file.path))
        }
        let refused = choice.tooLarge.map { file in
            (file.path.text, Captured<String>.unavailable("too large: \(file.size)"))
        }
        return Dictionary(read + refused) { first, _ in first }
    }

    private func text(at path: RepositoryPath) async throws -> Captured<String> {
        try await clock.ask {
            let bytes = try await hub.smallFile(repository, commit: commit, path: path, limit: limits.text)
            return bytes.contains(0) ? .unavailable("not text") : .known(String(decoding: bytes, as: UTF8.self))
        }
    }
}
