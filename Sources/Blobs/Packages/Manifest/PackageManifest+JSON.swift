import Domain
import FoundationEssentials

extension PackageManifest {
    /// The JSON of `roost-manifest.json`: keys sorted, no optional spaces, the same bytes for the same manifest.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Reads a manifest somebody else wrote; `PackageFault.manifest` when it is not one.
    package init(json: [UInt8]) throws(PackageFault) {
        do {
            self = try JSONDecoder().decode(PackageManifest.self, from: Data(json))
        } catch let error as DecodingError {
            throw .manifest(error.reason)
        } catch {
            throw .manifest("it is not JSON")
        }
    }
}

extension PackageManifest: Codable {
    private enum Key: String, CodingKey {
        case format, repository, kind, revision, commit, source, licence, createdBy, files
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let format = try values.decode(String.self, forKey: .format)
        guard format == Self.format else {
            throw values.invalid(.format, "the format is `\(format.prefix(40))`, known is `\(Self.format)`")
        }
        let kind = try values.parse(.kind, RepositoryKind.init(rawValue:))
        self.init(
            repository: try values.parse(.repository) { RepositoryID($0, kind: kind) },
            revision: try values.parse(.revision) { Revision($0) },
            commit: try values.parseIfPresent(.commit) { GitObjectID($0) },
            source: try values.decode(String.self, forKey: .source),
            licence: try values.decodeIfPresent(String.self, forKey: .licence),
            createdBy: try values.decode(String.self, forKey: .createdBy),
            files: try values.decode([PackagedFile].self, forKey: .files))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(Self.format, forKey: .format)
        try values.encode(repository.path, forKey: .repository)
        try values.encode(repository.kind.rawValue, forKey: .kind)
        try values.encode(revision.name, forKey: .revision)
        try values.encodeIfPresent(commit?.hex, forKey: .commit)
        try values.encode(source, forKey: .source)
        try values.encodeIfPresent(licence, forKey: .licence)
        try values.encode(createdBy, forKey: .createdBy)
        try values.encode(files, forKey: .files)
    }
}

extension PackagedFile: Codable {
    private enum Key: String, CodingKey {
        case path, size, sha256, gitOid
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let size = try values.decode(Int64.self, forKey: .size)
        guard size >= 0 else { throw values.invalid(.size, "a size is negative") }
        self.init(
            path: try values.parse(.path) { RepositoryPath($0) }, size: ByteCount(size),
            sha256: try values.parse(.sha256) { Digest($0) },
            gitOid: try values.parseIfPresent(.gitOid) { GitObjectID($0) })
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(path.text, forKey: .path)
        try values.encode(size.bytes, forKey: .size)
        try values.encode(sha256.hex, forKey: .sha256)
        try values.encodeIfPresent(gitOid?.hex, forKey: .gitOid)
    }
}

extension KeyedDecodingContainer where Key: RawRepresentable<String> {
    fileprivate func parse<Value>(_ key: Key, _ read: (String) -> Value?) throws -> Value {
        guard let value = read(try decode(String.self, forKey: key)) else {
            throw invalid(key, "`\(key.rawValue)` breaks its rule")
        }
        return value
    }

    fileprivate func parseIfPresent<Value>(_ key: Key, _ read: (String) -> Value?) throws -> Value? {
        guard try contains(key) && !decodeNil(forKey: key) else { return nil }
        return try parse(key, read)
    }

    fileprivate func invalid(_ key: Key, _ reason: String) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: reason)
    }
}

extension DecodingError {
    /// What was wrong, without quoting the input at length.
    fileprivate var reason: String {
        switch self {
        case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(context.codingPath.shown) has a wrong type"
        case .dataCorrupted(let context): "\(context.codingPath.shown): \(context.debugDescription)"
        @unknown default: "it cannot be read"
        }
    }
}

extension [any CodingKey] {
    fileprivate var shown: String { isEmpty ? "the top" : map(\.stringValue).joined(separator: ".") }
}
