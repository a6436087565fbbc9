import FoundationEssentials

/// The same coding without renaming keys: for documents that hold somebody else's JSON, whose names must survive.
extension WireJSON {
    package static func exactText(_ value: some Encodable) throws -> String {
        String(decoding: try ExactEncoder.bytes(of: value), as: UTF8.self)
    }

    package static func decodeExactly<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
