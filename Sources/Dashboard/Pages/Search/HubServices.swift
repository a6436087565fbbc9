package import Access
package import Domain
package import Hub
package import Registry
package import Wire

/// What the pages about Hubs ask of the house.
package struct HubServices: Sendable {
    let catalogue: Catalogue
    /// The Hubs the house asks by itself, in its order.
    var hubs: [any HubReading] { list() }
    private let list: @Sendable () -> [any HubReading]
    /// What this machine could hold of a model in memory; nil when that is not known.
    let memory: ByteCount?
    /// Another Hub by its address, for who may name one.
    let other: @Sendable (String, ModelReference, Identity) throws -> any HubReading
    let vet: @Sendable (VetRequest, Identity) async throws -> VetReport

    package init(
        catalogue: Catalogue, hubs: @escaping @Sendable () -> [any HubReading], memory: ByteCount?,
        other: @escaping @Sendable (String, ModelReference, Identity) throws -> any HubReading,
        vet: @escaping @Sendable (VetRequest, Identity) async throws -> VetReport
    ) {
        self.catalogue = catalogue
        list = hubs
        self.memory = memory
        self.other = other
        self.vet = vet
    }
}

/// How a Hub is called on a page and in its addresses.
struct HubName: Sendable, Hashable {
    /// The sample Hub is a folder of the server: its path is nobody's business.
    private static let samples = "samples"

    /// For people: a host and port, or `sample Hub`.
    let label: String
    /// For `?hub=`.
    let key: String
    /// For `hub` of the API; nil where only the house's own order leads there.
    let address: String?

    init(_ endpoint: HubEndpoint) {
        address = endpoint.origin == nil ? nil : endpoint.description
        key = address ?? Self.samples
        label = address.map { String($0.drop { $0 != "/" }.dropFirst(2)) } ?? "sample Hub"
    }
}
