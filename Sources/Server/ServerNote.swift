import Domain
import FoundationEssentials
import Glibc
import SystemPackage
import Wire

/// What a running server leaves in the home so that other processes find it.
struct ServerNote: Codable, Sendable {
    let pid: Int32
    let address: String
    let servesSamples: Bool

    /// The note of a server that is alive; nil when there is none.
    static func read(_ home: Home) -> ServerNote? {
        guard let data = try? Data(contentsOf: URL(filePath: home.serverNote.string)),  // no file: no server
            let note = try? WireJSON.decode(ServerNote.self, from: data)  // torn or foreign: as good as none
        else { return nil }
        return kill(note.pid, 0) == 0 || errno == EPERM ? note : nil
    }

    func write(_ home: Home) throws {
        try WireJSON.encode(self).write(to: URL(filePath: home.serverNote.string), options: .atomic)
    }

    /// Removes the note of this process; that of another server, which a second one found running, stays.
    static func remove(_ home: Home) {
        guard let note = read(home), note.pid == getpid() else { return }
        unlink(home.serverNote.string)
    }
}
