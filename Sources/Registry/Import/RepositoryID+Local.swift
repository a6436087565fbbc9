import Domain

extension RepositoryID {
    /// The name under which something without a name of its own is kept: `local/<stem>`, other characters made `-`.
    static func local(_ stem: String, kind: RepositoryKind = .model) throws -> RepositoryID {
        let safe = stem.unicodeScalars.map { isPlain($0) ? Character($0) : "-" }
        guard let id = RepositoryID("local/\(String(safe))", kind: kind) else {
            throw Problem(.badRequest, "`\(stem)` gives no model name", hint: "name it with --name org/name")
        }
        return id
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || ".-_".unicodeScalars.contains(scalar))
    }
}
