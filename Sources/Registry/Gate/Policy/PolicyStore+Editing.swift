import Blobs
import Domain
import Scoring
import SystemPackage

/// A policy's file as somebody who wants to change it sees it.
package struct PolicyDraft: Sendable, Hashable {
    /// What the file says, be it right or wrong; the text in force where there is none or it is no text.
    package let text: String
    /// Names exactly these bytes of the file, so that nobody overwrites what they have not seen; `none` without a file.
    package let tag: String
    /// Where it is, or would be.
    package let path: String
    /// Why it cannot be saved here; nil when it can.
    package let obstacle: String?
}

extension PolicyStore {
    /// The file for somebody who wants to change it.
    package func draft() throws -> PolicyDraft {
        let known = try current()
        let bytes = try Self.reading(file) { try $0.bytes() }
        let text = bytes.flatMap { $0.count > Self.maximumBytes ? nil : String(validating: $0, as: UTF8.self) }
        return PolicyDraft(
            text: text ?? known.text, tag: TextFile.tag(of: bytes), path: file.path.string, obstacle: obstacle)
    }

    /// The text of any file, within the limits of a policy; nil when there is none.
    package static func text(_ path: String) throws -> String? {
        try reading(TextFile(FilePath(path), maximumBytes: maximumBytes)) { try $0.read()?.text }
    }

    /// Puts a text in the place of the file and in force. The file before is kept beside it, with `.before` at its end.
    ///
    /// Throws `PolicyError` when the text is no policy, `GateError.policyChanged` when the file is not the one of the tag, and
    /// `GateError.policyFixed` where it cannot be written.
    /// - Parameter tag: of the draft the change was made from; nil overwrites whatever is there.
    package func save(_ text: String, expecting tag: String?) throws -> LoadedPolicy {
        _ = try Policy(parsing: text)
        if let obstacle { throw GateError.policyFixed(file: file.path.string, reason: obstacle) }
        let path = try WholeFile.destination(of: file.path)
        try WholeFile.holding(folderOf: path) {
            let before = try Self.reading(file) { try $0.bytes() }
            guard tag == nil || tag == TextFile.tag(of: before) else {
                throw GateError.policyChanged(file: file.path.string)
            }
            let permissions = try before == nil ? Self.usual : Stat(path).permissions
            if let before { try WholeFile.replace(FilePath("\(path).before"), with: before, permissions: permissions) }
            try WholeFile.replace(path, with: Array(text.utf8), permissions: permissions)
        }
        return try current()
    }

    private static let usual: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

    private var obstacle: String? {
        do {
            return WholeFile.obstacle(to: try WholeFile.destination(of: file.path))
        } catch {
            return "its folder cannot be looked at"
        }
    }
}
