import Blobs
import Domain
import FoundationEssentials
import Hub
import SystemPackage
import Wire

/// Tokens that were stored for single Hubs: a file of the home that only its owner can read.
///
/// It is read whenever a token is needed, so that one that another process stores or takes away counts at once.
struct HubTokens: Sendable {
    /// More is no such file.
    private static let bytesAtMost = 1 << 20
    private static let permissions: FilePermissions = [.ownerReadWrite]

    let file: FilePath

    /// Nil when none is stored for this very address, or the file cannot be read.
    func token(for endpoint: HubEndpoint) -> HubToken? {
        (try? read())?[endpoint.description].flatMap { HubToken($0) }  // `set` says why; here it is as good as none
    }

    /// Stores a token in the place of the one before; nil takes it away.
    ///
    /// - Returns: whether there was one before.
    @discardableResult
    func set(_ token: HubToken?, for endpoint: HubEndpoint) throws -> Bool {
        try WholeFile.holding(folderOf: file) {
            var tokens = try read()
            let before = tokens.updateValue(token?.revealed ?? "", forKey: endpoint.description)
            if token == nil { tokens[endpoint.description] = nil }
            guard before != nil || token != nil else { return false }
            let bytes = try WireJSON.text(tokens) + "\n"
            try WholeFile.replace(file, with: Array(bytes.utf8), permissions: Self.permissions)
            return before != nil
        }
    }

    private func read() throws -> [String: String] {
        let bytes: [UInt8]
        do {
            bytes = try OpenFile(file, .readOnly).bytes(at: 0, count: Self.bytesAtMost + 1)
        } catch BlobError.system(_, _, .noSuchFileOrDirectory) {
            return [:]
        } catch {
            throw damaged(Problem(error).message)
        }
        guard bytes.count <= Self.bytesAtMost else { throw damaged("it is too large") }
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(bytes))
        } catch {
            throw damaged("it is no JSON object of texts")
        }
    }

    private func damaged(_ why: String) -> Problem {
        Problem(
            .damaged, "the stored Hub tokens in `\(file)` cannot be read: \(why)",
            hint: "mend the file, or move it away and store the tokens again")
    }
}
