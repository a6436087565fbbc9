package import Domain
import Sandbox

/// With what, and for how long, the examples of cards are run.
package struct ReproduceSettings: Hashable, Sendable {
    /// The interpreter: below `/usr`, or of an environment that is then mounted. Nil for `python3` of the search path.
    package var python: String?
    /// The folders programs are looked for in.
    package var searchPath: [String] = []
    /// Time of one try.
    package var wall: Duration = .seconds(300)
    /// Memory of one try.
    package var memory = ByteCount(4 << 30)

    package init() {}

    /// Longer or larger than this is a mistake, not a limit.
    package static let mostSeconds = 86_400
    package static let leastMemory = ByteCount(64 << 20)

    /// Processors that a try may keep busy all the time.
    private static let processors = 8
    private static let writable = ByteCount(512 << 20)
    private static let mostOutput = 1 << 20

    /// - Parameter files: how many files of the model are laid out.
    func limits(files: Int) -> SandboxLimits {
        var limits = SandboxLimits()
        limits.wall = wall
        limits.cpu = min(wall * Self.processors, .seconds(30 * 24 * 3600))
        limits.memory = memory
        limits.processes = 512
        limits.disk = Self.writable
        limits.scratch = Self.writable
        limits.files = 10_000 + 2 * files
        limits.output = Self.mostOutput
        return limits
    }
}
