import Crypto
import Domain

/// The names git gives: SHA-1 over kind, length and bytes.
enum GitObject {
    static func id(of kind: String, _ bytes: [UInt8]) -> GitObjectID {
        var hash = Insecure.SHA1()
        hash.update(data: Array("\(kind) \(bytes.count)\0".utf8))
        hash.update(data: bytes)
        guard let id = GitObjectID(bytes: Array(hash.finalize())) else { preconditionFailure("SHA-1 is 20 bytes") }
        return id
    }
}
