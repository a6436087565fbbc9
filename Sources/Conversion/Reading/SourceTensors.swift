import Blobs
import Domain
import Hub
import Registry
import Scoring

/// A tensor of the model that is converted, and the file it lies in.
struct SourceTensor: Sendable {
    let header: SafetensorsHeader.Tensor
    let reader: BlobReader
}

/// All tensors of a model in safetensors, in one file or in parts.
struct SourceTensors: Sendable {
    /// In the order of the files and of the bytes in them.
    let tensors: [SourceTensor]

    static func read(_ files: SourceFiles) async throws -> SourceTensors {
        var tensors: [SourceTensor] = []
        var names: Set<[UInt8]> = []
        let index = try await index(files)
        for part in try parts(files, index) {
            let reader = try files.open(part)
            let header = try await SafetensorsHeader.read(from: SourceRanges(reader: reader))
            for tensor in header.tensors {
                guard names.insert(Array(tensor.name.utf8)).inserted else {
                    throw ConversionError.shards("`\(tensor.name.oneLine(limit: 80))` stands in two files")
                }
                tensors.append(SourceTensor(header: tensor, reader: reader))
            }
        }
        if let index { try check(names, index) }
        return SourceTensors(tensors: tensors)
    }

    /// Which tensor lies in which part; nil of a model in one file.
    private static func index(_ files: SourceFiles) async throws -> [JSONTree.Member]? {
        let name = "model.safetensors.index.json"
        guard let tree = try await files.tree(name, limit: ConversionLimits.indexFile) else { return nil }
        guard let map = tree["weight_map"]?.members, !map.isEmpty else {
            throw ConversionError.malformed(file: name, "it has no `weight_map`")
        }
        return map
    }

    private static func parts(_ files: SourceFiles, _ index: [JSONTree.Member]?) throws -> [KeptFile] {
        guard let index else {
            let parts = files.version.files.filter {
                $0.path.segments.count == 1 && $0.path.name.hasPrefix("model") && $0.path.fileExtension == "safetensors"
            }
            guard !parts.isEmpty else {
                throw ConversionError.noWeights(files.version.repository.path, has: files.formats)
            }
            return parts
        }
        let names = Set(index.compactMap(\.value.string)).sorted()
        guard names.count <= ConversionLimits.parts else { throw ConversionError.shards("there are \(names.count)") }
        let missing = names.filter { !files.has($0) }
        guard missing.isEmpty else {
            let shown = missing.prefix(3).map { "`\($0.oneLine(limit: 80))`" }.joined(separator: ", ")
            throw ConversionError.shards(
                "\(missing.count) of \(names.count) files of the index are not kept: \(shown)")
        }
        return names.compactMap { files.file($0) }
    }

    private static func check(_ names: Set<[UInt8]>, _ index: [JSONTree.Member]) throws {
        let wanted = Set(index.map(\.key))
        guard wanted != names else { return }
        if let absent = wanted.subtracting(names).first {
            throw ConversionError.shards("`\(absent.shown)` is in the index and in no file")
        }
        let extra = names.subtracting(wanted).first?.shown ?? ""
        throw ConversionError.shards("`\(extra)` is in a file and not in the index")
    }
}

extension [UInt8] {
    /// A name out of a file, fit for a message.
    var shown: String { String(decoding: self, as: UTF8.self).oneLine(limit: 80) }
}
