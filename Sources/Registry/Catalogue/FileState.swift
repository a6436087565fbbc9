import Domain
import Storage

/// What a row of `files` says of a file beside its path and size.
struct FileState {
    let identity: String
    let chosen: Int64
    let digest: String?

    init(_ row: Row) throws {
        identity = try row.text("identity")
        chosen = try row.integer("chosen")
        digest = try row.optionalText("digest")
    }

    /// The state of a file when a version is begun.
    ///
    /// Bytes that came under another name than is announced now count only when the store knows them by that name too.
    ///
    /// - Parameters:
    ///   - known: the digest of the announced bytes, when the store has them.
    ///   - before: what the version knew of the file until now.
    init(_ file: ArrivingFile, known: String?, before: FileState?) {
        let named = file.content.identity.description
        let isSame = before.map { $0.identity == named || ($0.digest != nil && $0.digest == known) } ?? false
        let isShown = isSame && before?.chosen == Chosen.here.rawValue
        let isWanted = file.isChosen || (isSame && before?.chosen == Chosen.arriving.rawValue)
        let choice: Chosen = isShown ? .here : isWanted ? .arriving : .not
        identity = named
        chosen = choice.rawValue
        digest = choice == .not ? nil : known ?? (isSame ? before?.digest : nil)
    }
}
