package import Domain
package import Hub

/// The Hubs of this house, in the order in which they are asked.
package protocol HubDirectory: Sendable {
    /// Those asked when a reference names none.
    var standard: [any HubReading] { get }

    /// The Hub at an address a person gave.
    func hub(at address: String) throws -> any HubReading

    /// A folder of the user's as a Hub with one repository.
    func folder(_ path: String, as repository: RepositoryID) -> any HubReading
}
