import Blobs
import Domain
import Testing

@testable import Registry

/// A version put straight into the catalogue: for lists, where no bytes matter.
struct Sample {
    var name: String
    var kind = RepositoryKind.model
    var size = 0
    var facets = ModelFacets()

    init(_ name: String, size: Int = 0) {
        self.name = name
        self.size = size
    }

    @discardableResult
    func keep(in catalogue: Catalogue) async throws -> RepositoryID {
        let repository = try id(name, kind: kind)
        let facts = BlobFacts(
            digest: ContentHasher.hash(Array(name.utf8)).facts.digest, size: ByteCount(size), crc32: 0)
        let content = ExpectedContent(identity: .sha256(facts.digest), size: facts.size)
        let path = try #require(RepositoryPath("weights.bin"))
        let arrival = Arrival(
            repository: repository, commit: try #require(GitObjectID(facts.digest.hex.prefix(40))), revision: "main",
            source: "https://hub.example", info: "{}", selection: "all", quantisation: nil,
            files: [ArrivingFile(path: path, content: content, isChosen: true)], isListing: true)
        let version = try await catalogue.begin(arrival).id
        try await catalogue.record([(content.identity, facts)], in: version)
        try await catalogue.finish(version, arrival, facets: facets)
        return repository
    }
}
