import Domain
import Hub
import Registry

/// The file, or the parts of one, that are run out of a kept version.
struct GGUFChoice: Sendable {
    /// In the order of their parts.
    let files: [KeptFile]
    /// The quantisation the name tells.
    let label: String?
    /// Whether there is nothing else in the version to run.
    let isOnlyOne: Bool
    /// Whether another of the version has the same quantisation, or none can be told: only its file names it.
    let isAmbiguous: Bool

    /// What it is asked for by, behind the repository's name and a colon; nil where that is enough.
    var tag: String? {
        if isOnlyOne { return nil }
        return isAmbiguous ? files.first?.path.name : label
    }

    /// What is taken where nobody says: four bits lose little, and fit most machines.
    private static let preferred = ["Q4_K_M", "Q4_K_S", "Q4_0", "Q5_K_M", "Q8_0", "F16", "BF16"]

    /// Every one there is, the preferred first.
    static func all(_ version: KeptVersion) -> [GGUFChoice] {
        let models = version.files.filter { $0.path.fileExtension == "gguf" && !isBeside($0.path) }
        let groups = Dictionary(grouping: models) { PartName($0.path.text)?.prefix ?? $0.path.text }
        func rank(_ label: String?) -> Int { label.flatMap { preferred.firstIndex(of: $0) } ?? preferred.count }
        let labels = groups.values.compactMap { $0.first.flatMap { Self.label($0.path) } }
        return groups.values.map { files in
            let label = files.first.flatMap { Self.label($0.path) }
            return GGUFChoice(
                files: files.sorted { $0.path < $1.path }, label: label, isOnlyOne: groups.count == 1,
                isAmbiguous: labels.count { $0 == label } != 1)
        }
        .sorted { left, right in
            let sizes = (left.files.map(\.size).total(), right.files.map(\.size).total())
            let ranks = (rank(left.label), rank(right.label))
            return ranks.0 == ranks.1 ? sizes.0 < sizes.1 : ranks.0 < ranks.1
        }
    }

    private init(files: [KeptFile], label: String?, isOnlyOne: Bool, isAmbiguous: Bool) {
        self.isAmbiguous = isAmbiguous
        self.files = files
        self.label = label
        self.isOnlyOne = isOnlyOne
    }

    /// - Parameters:
    ///   - quantisation: a label in upper case; nil for the preferred one of those kept.
    ///   - path: one file; of a split one any part.
    ///   - file: the name of one, without its folders.
    init(
        _ version: KeptVersion, quantisation: String?, path: RepositoryPath?, file: String? = nil
    ) throws(ModelError) {
        let name = version.repository.path
        let all = Self.all(version)
        guard let first = all.first else { throw .noFile(name, has: Self.formats(version)) }
        var found = [first]
        if let file {
            found = all.filter { $0.files.contains { $0.path.name == file } }
        } else if let path {
            found = all.filter { $0.files.contains { $0.path == path } }
        } else if let quantisation {
            found = all.filter { $0.label == quantisation }
        }
        guard let choice = found.first else {
            let labels = Array(Set(all.compactMap(\.label))).sorted()
            throw .noQuantisation(name, wanted: file ?? quantisation ?? path?.text ?? "", has: labels)
        }
        guard found.count == 1 else {
            let files = found.prefix(5).compactMap { $0.files.first?.path.text }
            throw .severalFiles(name, label: choice.label ?? "GGUF", files: files)
        }
        guard choice.isWhole else {
            throw .partsMissing(name, label: choice.label ?? "GGUF", has: choice.files.count, of: choice.parts)
        }
        self = choice
    }

    /// How many files there must be.
    private var parts: Int { files.first.flatMap { PartName($0.path.text) }?.total ?? 1 }
    var isWhole: Bool { parts == files.count }

    private static func label(_ path: RepositoryPath) -> String? { QuantisationLabel(of: path.text)?.text }

    /// Projectors and importance matrices are no models of their own.
    private static func isBeside(_ path: RepositoryPath) -> Bool {
        let name = path.name.lowercased()
        return name.contains("mmproj") || name.contains("imatrix")
    }

    private static func formats(_ version: KeptVersion) -> [String] {
        let known: Set<String> = ["safetensors", "bin", "onnx", "pt", "pth", "h5", "msgpack", "pkl"]
        return Array(Set(version.files.compactMap(\.path.fileExtension).filter { known.contains($0) })).sorted()
    }
}

/// The name of a part of a split GGUF file: `prefix-00001-of-00003.gguf`.
struct PartName: Hashable {
    let prefix: String
    let part: Int
    let total: Int

    init?(_ path: String) {
        guard let match = path.wholeMatch(of: /(.+)-([0-9]{5})-of-([0-9]{5})\.gguf/), let part = Int(match.output.2),
            let total = Int(match.output.3), (1...total.clampedToOne).contains(part)
        else { return nil }
        prefix = String(match.output.1)
        self.part = part
        self.total = total
    }
}

extension Int {
    /// A range needs an end that is not before its beginning.
    fileprivate var clampedToOne: Int { Swift.max(1, self) }
}
