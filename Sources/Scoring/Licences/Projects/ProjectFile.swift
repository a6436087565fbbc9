/// A file of a project that may say under which licence the project is.
package struct ProjectFile: Sendable, Hashable {
    /// Relative to the project: `LICENSES/MIT.txt`.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// What the name promises.
    var role: ProjectFileRole { ProjectFileRole(path: path) }
}
