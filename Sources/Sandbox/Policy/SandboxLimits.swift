package import Domain

/// What confined code may use of the machine. The defaults suit a snippet; a training run asks for more.
package struct SandboxLimits: Hashable, Sendable {
    /// Time from its start to its end; then everything of it is killed.
    package var wall: Duration = .seconds(60)
    /// Processor time of all its processes together.
    package var cpu: Duration = .seconds(60)
    /// Memory of all its processes together, with what it keeps in `/tmp` and `/out` where a control group counts.
    package var memory = ByteCount(1 << 30)
    /// Processes and threads at once.
    package var processes = 64
    /// Bytes in `/out`, and of one file anywhere.
    package var disk = ByteCount(256 << 20)
    /// Bytes in `/tmp`, and in `/dev/shm`.
    package var scratch = ByteCount(64 << 20)
    /// Files and folders in `/out`, `/tmp` and `/dev/shm`, each.
    package var files = 10_000
    /// Bytes on standard output, and on standard error; more ends it.
    package var output = 8 << 20
    /// Open files of one process.
    package var openFiles = 1024

    package init() {}

    /// The largest that may be asked for: beyond, a number is a mistake.
    static let longest = Duration.seconds(30 * 24 * 3600)
    static let largest = ByteCount(1 << 42)

    /// Throws `SandboxError.badRequest` naming the limit that makes no sense.
    func check() throws(SandboxError) {
        let times = [("wall", wall), ("cpu", cpu)]
        for (name, value) in times where !(.seconds(1)...Self.longest).contains(value) {
            throw .badRequest("the limit `\(name)` must be 1 second to 30 days")
        }
        let sizes = [("memory", memory, 16 << 20), ("disk", disk, 4096), ("scratch", scratch, 4096)]
        for (name, value, least) in sizes where !(ByteCount(least)...Self.largest).contains(value) {
            throw .badRequest("the limit `\(name)` must be \(ByteCount(least)) to \(Self.largest)")
        }
        let counts = [("processes", processes, 4...65_536), ("files", files, 16...10_000_000)]
        for (name, value, range) in counts + [
            ("open files", openFiles, 16...65_536), ("output", output, 0...(1 << 32)),
        ]
        where !range.contains(value) {
            throw .badRequest("the limit `\(name)` must be \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
