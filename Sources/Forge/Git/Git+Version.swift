import Sandbox
import SystemPackage

extension Git {
    /// The git of this machine. Throws `ForgeError.gitMissing` when there is none, or one that is too old.
    static func find() async throws -> Tool {
        let tool = try Tool(named: "git")
        let said = try await tool.run(["--version"], limits: ToolLimits(wall: .seconds(60), output: 4096)).text
        let numbers = said.split { !$0.isNumber && $0 != "." }.first?.split(separator: ".").compactMap { Int($0) } ?? []
        guard numbers.count >= 2, (numbers[0], numbers[1]) >= (oldest.major, oldest.minor) else {
            throw ForgeError.gitMissing(why: "git \(oldest.major).\(oldest.minor) or newer is needed")
        }
        return tool
    }
}
