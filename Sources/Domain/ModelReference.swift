/// What a person types to name a model: a repository on a Hub, or a folder of this machine.
///
/// | written | means |
/// |---|---|
/// | `gpt2`, `org/name`, `datasets/org/name` | a repository of the default Hub |
/// | `org/name@rev:Q4_K_M` | at a revision (everything between `@` and `:`), in one quantisation; both optional |
/// | `hf://[datasets/]org/name[@rev][/path]` | the same, and one file of it |
/// | `hf.co/org/name[@rev][:Q4_K_M]` | the same on huggingface.co by name, whatever the default Hub is |
/// | `https://host[:port][/hub]/org/name…` | on that Hub; `/tree/rev`, `/blob/rev/path`, `/resolve/rev/path` as browsers show |
/// | `./folder`, `.`, `file:///folder` | a local folder |
///
/// On any host but huggingface.co a first segment `hub`, with something behind it, is the path under which that
/// Hub stands, not an organisation. A first segment `datasets` always means a dataset. Where a file may follow a
/// revision (addresses and `hf://`), a revision is one segment, or three after `refs/`; a slash inside another
/// branch's name is written `%2F`.
package enum ModelReference: Hashable, Sendable, CustomStringConvertible {
    case repository(RepositoryReference)
    /// A path: absolute, or beginning with `.` and relative to the working folder. Never with `..`.
    case folder(String)

    /// Longest text that is read, in bytes.
    package static let maximumLength = 1000

    /// Reads what a person typed, without regard to white space around it.
    package init(parsing text: String) throws(ReferenceError) {
        do throws(ReferenceFault) {
            let reference = try Self.parse(text)
            guard reference.description.utf8.count <= Self.maximumLength else { throw .tooLong }
            self = reference
        } catch {
            throw .refused(text: text, error)
        }
    }

    /// The canonical text; reading it gives an equal reference.
    package var description: String {
        switch self {
        case .repository(let repository): repository.description
        case .folder(let path): FolderReference.text(path)
        }
    }

    private static func parse(_ text: String) throws(ReferenceFault) -> ModelReference {
        guard text.utf8.count <= maximumLength else { throw .tooLong }
        let trimmed = ReferenceText.trimmed(text)
        guard !trimmed.isEmpty else { throw .empty }
        try ReferenceText.checkVisible(trimmed)
        if FolderReference.claims(trimmed) { return .folder(try FolderReference.path(trimmed)) }
        try ReferenceText.checkWord(trimmed)
        return .repository(try RepositoryGrammar.parse(trimmed))
    }
}
