import Access
import Domain

/// The tools there are, and who may use which.
struct Toolbox: Sendable {
    private let tools: [any Tool]
    private let isReadOnly: Bool

    /// - Parameter isReadOnly: whether tools that change anything are neither shown nor used.
    init(isReadOnly: Bool) {
        self.isReadOnly = isReadOnly
        tools = [
            SearchModels(), VetModel(), PullModel(), ListModels(), ShowModel(), VerifyModels(), ListJobs(), GetJob(),
            CancelJob(), DeleteModel(),
        ]
    }

    /// Those that somebody may use.
    func offered(to identity: Identity) -> [any Tool] {
        tools.filter { identity.allows($0.permission) && (!isReadOnly || $0.effect.isReading) }
    }

    func tool(named name: String) -> (any Tool)? { tools.first { $0.name == name } }

    /// Why somebody may not use a tool; nil when they may.
    func refusal(of tool: any Tool, to identity: Identity) -> Problem? {
        guard identity.allows(tool.permission) else {
            return Problem(
                .forbidden,
                "`\(tool.name)` needs the permission `\(tool.permission.rawValue)`, which `\(identity.actor)` lacks",
                hint: "an administrator gives it: `roost user grant`, and a token that holds it: `roost token create`")
        }
        guard !isReadOnly || tool.effect.isReading else {
            return Problem(
                .forbidden, "`\(tool.name)` changes something, and this server only reads",
                hint: "start it without `--read-only`, or set `mcp.read-only` to false")
        }
        return nil
    }
}
