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
    /// What this machine has, by which a quantisation is recommended; nil when that is not known.
    let memory: ByteCount?
    /// What models may hold here now; nil when that is not known.
    let room: @Sendable () async -> MemoryRoom?
    /// Another Hub by its address, for who may name one.
    let other: @Sendable (String, ModelReference, Identity) throws -> any HubReading
    let vet: @Sendable (VetRequest, Identity) async throws -> VetReport
    /// The search that every surface makes: a page from a place, nil for the first.
    let search: @Sendable (HubQuery, RepositoryKind, SearchPlace?) async throws -> MergedSearch.Page

    package init(
        catalogue: Catalogue, hubs: @escaping @Sendable () -> [any HubReading], memory: ByteCount?,
        room: @escaping @Sendable () async -> MemoryRoom?,
        other: @escaping @Sendable (String, ModelReference, Identity) throws -> any HubReading,
        vet: @escaping @Sendable (VetRequest, Identity) async throws -> VetReport,
        search: @escaping @Sendable (HubQuery, RepositoryKind, SearchPlace?) async throws -> MergedSearch.Page
    ) {
        self.catalogue = catalogue
        list = hubs
        self.memory = memory
        self.room = room
        self.other = other
        self.vet = vet
        self.search = search
    }
}

/// How a Hub is called on a page and in its addresses.
struct HubName: Sendable, Hashable {
    /// For people: a host and port, or `sample Hub`.
    let label: String
    /// For `?hub=`.
    let key: String
    /// For `hub` of the API; nil where only the house's own order leads there.
    let address: String?

    init(_ endpoint: HubEndpoint) {
        address = endpoint.origin == nil ? nil : endpoint.description
        // The sample Hub is a folder of the server: its path is nobody's business.
        key = endpoint.placeName
        label = address.map { String($0.drop { $0 != "/" }.dropFirst(2)) } ?? "sample Hub"
    }
}
