package import Blobs
package import Domain

/// What a person wants taken in from the disk.
package struct ImportRequest: Sendable {
    package let path: String
    /// The name to keep it under; nil takes it from what is imported.
    package let name: RepositoryID?
    package let mode: ImportMode

    package init(path: String, name: String?, mode: String) throws {
        self.path = path
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
