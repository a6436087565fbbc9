import Blobs
import SystemPackage

/// The file of the routes as somebody who wants to change it sees it.
package struct RoutesDraft: Sendable, Hashable {
    /// What the file says, be it right or wrong; the text in force where there is none or it is no text.
    package let text: String
    /// Names exactly these bytes of the file; `none` without a file.
    package let tag: String
    /// Why it cannot be saved here; nil when it can.
    package let obstacle: String?
}

extension RoutesStore {
    /// The file for somebody who wants to change it.
    package func draft() throws -> RoutesDraft {
        let bytes: [UInt8]?
        do {
            bytes = try file.bytes()
        } catch {
            throw RoutesError.unreadable(file: file.path.string, reason: error.reason)
        }
        let text = bytes.flatMap { $0.count > file.maximumBytes ? nil : String(validating: $0, as: UTF8.self) }
        return RoutesDraft(text: text ?? current().text, tag: TextFile.tag(of: bytes), obstacle: obstacle)
    }

    /// Reads a text as the routes it would be; nothing is put in force.
    package func check(_ text: String) throws(RoutesError) -> RoutesConfig {
        try RoutesConfig(parsing: text, kinds: kinds)
    }

    /// Puts a text in the place of the file and in force. The file before is kept beside it, with `.before` at its end.
    ///
    /// - Parameter tag: of the draft the change was made from; nil overwrites whatever is there.
    package func save(_ text: String, expecting tag: String?) throws -> Loaded {
        _ = try check(text)
        if let obstacle { throw RoutesError.fixed(file: file.path.string, reason: obstacle) }
        let path = try WholeFile.destination(of: file.path)
        try WholeFile.holding(folderOf: path) {
            let before = try file.bytes()
            guard tag == nil || tag == TextFile.tag(of: before) else {
                throw RoutesError.changed(file: file.path.string)
            }
            let permissions = try before == nil ? Self.usual : Stat(path).permissions
            if let before { try WholeFile.replace(FilePath("\(path).before"), with: before, permissions: permissions) }
            try WholeFile.replace(path, with: Array(text.utf8), permissions: permissions)
        }
        return current(isFresh: true)
    }

    /// Only for whoever keeps the house: addresses and names of keys are in it.
    private static let usual: FilePermissions = [.ownerReadWrite]

    private var obstacle: String? {
        do {
            return WholeFile.obstacle(to: try WholeFile.destination(of: file.path))
        } catch {
            return "its folder cannot be looked at"
        }
    }
}
