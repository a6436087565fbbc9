import Blobs
import Domain
import Glibc
import Registry
import Storage
import SystemPackage

/// How many models a second are registered: `RegistrationBench FOLDER COUNT` prints `row WHAT|MODELS PER SECOND`.
///
/// Each has one version, two files and a card of fifty words; the bytes are taken as placed and no gate is asked. FOLDER must be empty.
@main
struct RegistrationBench {
    let catalogue: Catalogue
    let count: Int

    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 3, let count = Int(words[2]), count > 0 else {
            print("usage: RegistrationBench FOLDER COUNT")
            exit(2)
        }
        for batch in [1, 128] {
            let folder = FilePath(words[1]).appending("\(batch)")
            guard mkdir(folder.string, 0o700) == 0 else {
                print("\(folder) cannot be made: \(String(cString: strerror(errno)))")
                exit(1)
            }
            let database = try await SQLiteDatabase.open(folder.appending("roost.db").string)
            try await database.migrate([.registry(database.dialect), .overview(database.dialect)])
            let catalogue = Catalogue(
                database: database, blobs: try BlobStore.create(at: folder, reserve: .zero), now: { 1_700_000_000_000 })
            try await RegistrationBench(catalogue: catalogue, count: count).register(by: batch)
            try await database.close()
        }
    }

    private func register(by batch: Int) async throws {
        let models = try (0..<count).map(Self.model)
        let start = ContinuousClock.now
        for first in stride(from: 0, to: count, by: batch) {
            try await catalogue.keep(Array(models[first..<min(first + batch, count)]))
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard try await catalogue.count() == count else {
            print("not all of \(count) models are there")
            exit(1)
        }
        print("row \(batch == 1 ? "one by one" : "\(batch) in one transaction")|\(Int(Double(count) / seconds))")
    }

    private static func model(_ number: Int) throws -> CompleteArrival {
        let name = "bench/model\(number)"
        let commit = hex(number, length: 40)
        let digest = hex(number, length: 64)
        guard let repository = RepositoryID(name, kind: .model), let commit = GitObjectID(commit),
            let weights = Digest(digest), let card = GitObjectID(hex(number + 1 << 32, length: 40)),
            let shown = Digest(hex(number + 1 << 32, length: 64))
        else { throw Problem(.internal, "`\(name)` is no name") }
        let size = ByteCount(1000)
        let contents = [(ContentIdentity.sha256(weights), weights), (ContentIdentity.gitBlob(card), shown)]
        let files = zip(["model.gguf", "README.md"], contents).compactMap { path, content in
            RepositoryPath(path).map {
                ArrivingFile(
                    path: $0, content: ExpectedContent(identity: content.0, size: size), isChosen: true)
            }
        }
        let arrival = Arrival(
            repository: repository, commit: commit, revision: "main", source: "https://hub.example", info: "{}",
            selection: "whole repository", quantisation: nil, files: files, isListing: true)
        var facets = ModelFacets()
        facets.license = "mit"
        facets.tags = ["bench", "license:mit"]
        facets.card = String(repeating: "word ", count: 50)
        return CompleteArrival(
            arrival, facets: facets,
            placed: contents.map { ($0.0, BlobFacts(digest: $0.1, size: size, crc32: 0)) })
    }

    private static func hex(_ number: Int, length: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: length - digits.count) + digits
    }
}
