import Domain
import Glibc
import SystemPackage

extension BlobStore {
    /// Gives a blob of the store a second name, so that its bytes stay whatever is removed: staged, as if it had just come, until
    /// it is placed or discarded.
    ///
    /// - Parameter facts: what is known of it; the bytes are not read.
    /// - Returns: nil when the store has no such file, or its file system gives no second names.
    package func pin(_ facts: BlobFacts) throws -> StagedBlob? {
        let (blob, name) = (path(of: facts.digest), try session.nextPath())
        let isLinked = blob.withPlatformString { from in name.withPlatformString { link(from, $0) == 0 } }
        guard isLinked else { return nil }
        guard let status = try name.statusIfThere(), status.type == .regular, ByteCount(status.size) == facts.size
        else {
            try name.unlink()
            return nil
        }
        return StagedBlob(facts: facts, gitBlob: nil, origin: .hardlink, path: name)
    }
}
