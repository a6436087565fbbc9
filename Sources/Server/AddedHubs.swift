import Blobs
import Domain
import FoundationEssentials
import Hub
import Synchronization
import SystemPackage
import Wire

/// The Hubs that administrators added: a file of the home, beside those of the settings.
///
/// It is read whenever the Hubs are asked for, so that one that another process adds or removes counts at once.
final class AddedHubs: Sendable {
    /// More are refused: every search asks each of them.
    static let most = 16
    /// More is no such file.
    private static let bytesAtMost = 1 << 16
    private static let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

    private let file: FilePath
    private let make: @Sendable (HubEndpoint) throws -> any HubReading
    /// One for each address, because a Hub remembers how often it may be asked.
    private let made = Mutex<[HubEndpoint: any HubReading]>([:])

    init(file: FilePath, make: @escaping @Sendable (HubEndpoint) throws -> any HubReading) {
        self.file = file
        self.make = make
    }

    /// In the order they were added; none when the file cannot be read.
    var endpoints: [HubEndpoint] { (try? read()) ?? [] }  // `problem` says why; a broken file must not end every search

    /// Why none of them is asked; nil when the file is whole or none was ever added. It names the file without its folder.
    var problem: Problem? {
        do {
            _ = try read()
            return nil
        } catch {
            let name = file.lastComponent?.string ?? ""
            let problem = Problem(error)
            return Problem(
                problem.code, problem.message.replacing("`\(file)`", with: "`\(name)`"), hint: problem.hint)
        }
    }

    var hubs: [any HubReading] {
        endpoints.compactMap { endpoint in
            made.withLock { made -> (any HubReading)? in
                if let known = made[endpoint] { return known }
                made[endpoint] = try? make(endpoint)  // its address was read: this cannot fail
                return made[endpoint]
            }
        }
    }

    /// Throws `Problem` when there are too many, or the file cannot be read.
    func add(_ endpoint: HubEndpoint) throws {
        try change { hubs in
            guard hubs.count < Self.most else {
                throw Problem(.conflict, "there are \(Self.most) added Hubs already", hint: "remove one first")
            }
            if !hubs.contains(endpoint) { hubs.append(endpoint) }
        }
    }

    func remove(_ endpoint: HubEndpoint) throws {
        try change { $0.removeAll { $0 == endpoint } }
    }

    private func change(_ body: (inout [HubEndpoint]) throws -> Void) throws {
        try WholeFile.holding(folderOf: file) {
            var hubs = try read()
            try body(&hubs)
            let text = try WireJSON.text(hubs.map(\.description)) + "\n"
            try WholeFile.replace(file, with: Array(text.utf8), permissions: Self.permissions)
        }
    }

    private func read() throws -> [HubEndpoint] {
        let bytes: [UInt8]
        do {
            bytes = try OpenFile(file, .readOnly).bytes(at: 0, count: Self.bytesAtMost + 1)
        } catch BlobError.system(_, _, .noSuchFileOrDirectory) {
            return []
        } catch {
            throw damaged(Problem(error).message)
        }
        guard bytes.count <= Self.bytesAtMost else { throw damaged("it is too large") }
        do {
            let texts = try JSONDecoder().decode([String].self, from: Data(bytes))
            return texts.prefix(Self.most).compactMap { HubEndpoint($0) }
        } catch {
            throw damaged("it is no JSON array of addresses")
        }
    }

    private func damaged(_ why: String) -> Problem {
        Problem(
            .damaged, "the added Hubs in `\(file)` cannot be read: \(why)",
            hint: "mend the file, or move it away and add the Hubs again")
    }
}
