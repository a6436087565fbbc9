import Domain
import FoundationEssentials
package import SystemPackage

/// The folder in which a house keeps everything: `roost.db`, `blobs/`, `partial/`, `config.yaml`, `logs/`.
///
/// A home that was there before and is missing now is an error, never a silent new one: an unmounted disk must not look
/// like an empty catalogue. Which homes there were is noted in `$XDG_STATE_HOME/roost/homes`.
package struct Home: Sendable {
    package let path: FilePath
    private let register: FilePath

    package init(_ path: String, environment: [String: String]) {
        // Absolute, because it is remembered: a relative name is another folder in another working folder.
        self.path = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(path)).lexicallyNormalized()
        let state = environment["XDG_STATE_HOME"].nonEmpty ?? "\(environment["HOME"] ?? "/")/.local/state"
        register = FilePath(state).appending("roost").appending("homes")
    }

    package var database: FilePath { path.appending("roost.db") }
    package var logs: FilePath { path.appending("logs") }
    /// The gate's policy, where no other file is set; there need be none.
    var policy: FilePath { path.appending("policy.yaml") }
    /// Whom requests to models are put to; there need be none.
    var routes: FilePath { path.appending("routes.yaml") }
    /// Tokens stored for single Hubs.
    var hubTokens: FilePath { path.appending("hub-tokens.json") }
    /// Hubs that were added to those of the settings.
    var addedHubs: FilePath { path.appending("hubs.json") }
    /// Where a running server says its address.
    package var serverNote: FilePath { path.appending("server.json") }

    /// Whether there is a house already.
    package var isThere: Bool { FileManager.default.fileExists(atPath: database.string) }

    /// Finds the home, or makes a new one where none ever was.
    ///
    /// - Returns: whether it is new.
    package func prepare() throws -> Bool {
        let hasDatabase = FileManager.default.fileExists(atPath: database.string)
        let hasBlobs = FileManager.default.fileExists(atPath: path.appending("blobs").string)
        switch (hasDatabase, hasBlobs) {
        case (true, true): return false
        case (true, false): throw incomplete("has a catalogue but no blobs")
        case (false, true): throw incomplete("has blobs but no catalogue (`roost.db`)")
        case (false, false):
            if try known().contains(path.string) {
                throw Problem(
                    .notFound, "the home `\(path)` was here before and is empty or missing now",
                    hint: "mount its disk; if it is really gone, take its line out of `\(register)`")
            }
            try makeFolder(path)
            return true
        }
    }

    /// Notes that the home exists; call when it is complete.
    package func remember() throws {
        var homes = try known()
        guard !homes.contains(path.string) else { return }
        homes.append(path.string)
        try makeFolder(register.removingLastComponent())
        try Data((homes.joined(separator: "\n") + "\n").utf8).write(
            to: URL(filePath: register.string), options: .atomic)
    }

    private func known() throws -> [String] {
        guard FileManager.default.fileExists(atPath: register.string) else { return [] }
        let text = String(decoding: try Data(contentsOf: URL(filePath: register.string)), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    private func makeFolder(_ folder: FilePath) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                .forbidden, "cannot make the folder `\(folder)`: \(error)", hint: "name another home with `--home`")
        }
    }

    private func incomplete(_ what: String) -> Problem {
        Problem(
            .damaged, "the home `\(path)` \(what)", hint: "mount the missing disk or restore it; nothing was changed")
    }
}
