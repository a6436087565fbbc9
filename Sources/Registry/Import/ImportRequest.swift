package import Blobs
package import Domain

/// What a person wants taken in from the disk.
package struct ImportRequest: Sendable {
    package let path: String
    /// The name to keep it under; nil takes it from what is imported.
    package let name: RepositoryID?
    package let mode: ImportMode

    /// Whether what the gate refuses is kept apart instead of not at all.
    package let quarantine: Bool

    package init(path: String, name: String?, mode: String, quarantine: Bool = false) throws {
        self.path = path
        self.quarantine = quarantine
        guard let mode = ImportMode(rawValue: mode) else {
            throw Problem(.badRequest, "no import mode `\(mode)`", hint: "auto, reflink, hardlink or copy")
        }
        self.mode = mode
        guard let name else {
            self.name = nil
            return
        }
        guard let id = RepositoryID(name) else {
            throw Problem(.badRequest, "`\(name)` is no model name", hint: "write org/name")
        }
        self.name = id
    }
}
