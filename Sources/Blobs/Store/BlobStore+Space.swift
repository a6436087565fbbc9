package import Domain
import Glibc
import SystemPackage

extension BlobStore {
    /// What a process of this user can still write to the home's file system.
    package func freeSpace() throws -> ByteCount {
        var figures = statvfs()
        _ = try naming("inspect", root) { try checked { root.withPlatformString { statvfs($0, &figures) } } }
        let (bytes, overflow) = UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize))
        return ByteCount(overflow ? UInt64.max : bytes)
    }

    /// Throws `BlobError.diskFull` unless so many bytes can be written and the reserve still be left.
    package func requireSpace(_ need: ByteCount) throws {
        let have = try freeSpace()
        guard need + reserve <= have else {
            throw BlobError.diskFull(folder: root, need: need, have: have, reserve: reserve)
        }
    }
}
