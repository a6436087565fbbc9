import Blobs
import Domain
import Foundation
import Hub
import Registry
import Storage
import SystemPackage
import Wire

@testable import Conversion

/// A home in a temporary folder, in which models are kept and converted.
struct ConversionHome: Sendable {
    let folder: String
    let catalogue: Catalogue

    static func with(_ body: (ConversionHome) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/conversion-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        let database = try await SQLiteDatabase.open("\(folder)/roost.db")
        try await database.migrate([.registry(database.dialect), .ingests, .executions, .overview(database.dialect)])
        let blobs = try BlobStore.create(at: FilePath(folder), reserve: .zero)
        try await body(
            ConversionHome(folder: folder, catalogue: Catalogue(database: database, blobs: blobs, now: { 1 })))
        try await database.close()
    }

    private var importer: Importer { Importer(catalogue: catalogue, vetter: nil, hubs: { [] }) }

    /// Keeps a model as `org/tiny`; files named are left out.
    func keep(_ model: TinyModel, as name: String = "org/tiny", without missing: [String] = []) async throws
        -> KeptVersion
    {
        let source = "\(folder)/source-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        for (path, bytes) in model.files where !missing.contains(path) {
            try Data(bytes).write(to: URL(filePath: "\(source)/\(path)"))
        }
        let request = try ImportRequest(path: source, name: name, mode: "copy")
        _ = try await importer.run(request, dryRun: false) { _, _, _ in }
        guard let id = RepositoryID(name), let version = try await catalogue.version(of: id) else {
            throw RegistryError.notKept(name)
        }
        return version
    }

    /// What a conversion of the version would write.
    func plan(_ version: KeptVersion, _ type: WeightType = .f32) async throws -> ConversionPlan {
        try await ConversionPlan(SourceFiles(version, in: catalogue.blobs), type: type)
    }

    func convert(
        _ version: KeptVersion, to type: String, name: String? = nil, quantiser: String? = nil,
        progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws -> ConversionReport {
        let request = try ConvertRequest(model: version.repository, commit: version.commit, to: type, name: name)
        let converter = Converter(
            catalogue: catalogue, importer: importer, quantiser: Quantiser(path: FilePath(quantiser ?? "/nowhere")))
        return try await converter.run(request, key: "job", phase: { _ in }, progress: progress)
    }

    func version(_ report: ConversionReport) async throws -> KeptVersion? {
        guard let id = RepositoryID(report.model) else { return nil }
        return try await catalogue.version(of: id)
    }

    func reader(_ report: ConversionReport) throws -> SourceRanges {
        guard let digest = Digest(report.sha256) else { throw RegistryError.notKept(report.sha256) }
        return SourceRanges(reader: try catalogue.blobs.open(digest))
    }

    /// The weights of a tensor in single precision, and its type as ggml numbers it.
    func weights(_ name: String, of report: ConversionReport) async throws -> [Float] {
        let reader = try reader(report)
        let header = try await GGUFHeader.read(from: reader)
        guard let tensor = header.tensors.first(where: { $0.name == name }), let size = tensor.size else { return [] }
        let bytes = try await reader.read(tensor.offset..<tensor.offset + size.bytes)
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            Float(bitPattern: bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        }
    }

    /// Files that are not finished.
    var unfinished: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: "\(folder)/partial").filter { $0.hasPrefix("convert-") }
        }
    }
}
