import Domain

/// How the vectors of all tokens become one, by llama.cpp's numbers.
enum Pooling: Int64, Sendable {
    case mean = 1
    case cls = 2
    case last = 3

    /// As the files of sentence-transformers say; nil when there are none.
    static func read(_ files: SourceFiles) async throws -> Pooling? {
        guard let modules = try await files.tree("modules.json")?.list,
            let module = modules.first(where: { $0["type"]?.string?.hasSuffix("Pooling") == true }),
            let folder = module["path"]?.string
        else { return nil }
        let path = "\(folder)/config.json"
        guard RepositoryPath(path) != nil, let config = try await files.tree(path) else {
            throw ConversionError.fileMissing(path, for: "what its `modules.json` says of pooling")
        }
        func isOn(_ key: String) -> Bool { config[key]?.isSomething == true }
        if isOn("pooling_mode_mean_tokens") { return .mean }
        if isOn("pooling_mode_cls_token") { return .cls }
        if isOn("pooling_mode_lasttoken") { return .last }
        switch config["pooling_mode"]?.string {
        case "mean": return .mean
        case "cls": return .cls
        case "lasttoken": return .last
        default:
            throw ConversionError.malformed(file: path, "llama.cpp pools by mean, cls or last token, and it names none")
        }
    }
}
