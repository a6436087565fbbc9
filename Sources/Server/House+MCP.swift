package import Domain
package import MCP

extension House {
    /// What answers clients of the Model Context Protocol with the services of this house.
    ///
    /// - Parameters:
    ///   - isReadOnly: whether tools that change anything are neither shown nor used.
    ///   - queued: told of each job that a client wants done; a server finds its jobs by itself.
    package func mcpDesk(isReadOnly: Bool, queued: @escaping @Sendable (JobID) -> Void = { _ in }) -> Desk {
        Desk(services: HouseTools(house: self, queued: queued), isReadOnly: isReadOnly, version: Version.number)
    }
}
