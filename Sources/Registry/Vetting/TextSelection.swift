import Domain
import Hub

/// Which small files of a model are read as text.
struct TextSelection: Sendable {
    let limits: CaptureLimits

    /// What is read, what is too large to be, and the paths of code that only matters when a configuration names it.
    struct Choice: Sendable {
        var wanted: [RemoteFile] = []
        var tooLarge: [RemoteFile] = []
    }

    /// The most telling first, within the limits.
    /// - Parameter withCode: whether the model's own code takes part in loading it.
    func choose(from files: [RemoteFile], withCode: Bool) -> Choice {
        var ranked: [(rank: Int, file: RemoteFile)] = []
        for file in files {
            guard let rank = Self.rank(file.path) else { continue }
            let isCode = file.path.fileExtension == "py"
            if isCode == withCode { ranked.append((rank, file)) }
        }
        ranked.sort { ($0.rank, $0.file.path) < ($1.rank, $1.file.path) }
        var choice = Choice()
        var total = ByteCount.zero
        for (_, file) in ranked where choice.wanted.count + choice.tooLarge.count < limits.texts {
            if file.size <= limits.text, total + file.size <= limits.textTotal {
                choice.wanted.append(file)
                total += file.size
            } else {
                choice.tooLarge.append(file)
            }
        }
        return choice
    }

    /// 0 is the most telling; nil is not read.
    static func rank(_ path: RepositoryPath) -> Int? {
        let name = path.name.lowercased()
        let isTop = path.parent == nil
        if path.text == "README.md" { return 0 }
        if isTop, legal.contains(where: { name.hasPrefix($0) }) { return 1 }
        if path.segments.first == ".eval_results" { return ["yaml", "yml"].contains(path.fileExtension) ? 1 : nil }
        if name == "config.json" || name == "adapter_config.json" { return isTop ? 1 : 4 }
        if name.hasSuffix(".index.json") || name == "model_index.json" { return 2 }
        if name.hasPrefix("requirements"), path.fileExtension == "txt" { return 2 }
        if vocabularies.contains(name) { return nil }
        switch path.fileExtension {
        case "json": return isTop ? 2 : nil
        case "yaml", "yml", "toml": return isTop ? 2 : nil
        case "py": return isTop ? 3 : 4
        case "jinja", "cff", "modelfile": return 3
        case "md": return isTop ? 3 : nil
        default: return ["modelfile", "params", "template", "system"].contains(name) && isTop ? 3 : nil
        }
    }

    private static let legal = ["license", "licence", "copying", "notice", "use_policy", "terms"]
    /// Lists of tokens: large, and nothing a metric reads.
    private static let vocabularies: Set<String> = [
        "tokenizer.json", "vocab.json", "added_tokens.json", "merges.json", "spiece.json",
    ]

    /// Whether what has been read says that code of the repository runs when the model is loaded.
    static func loadsCode(_ texts: [String]) -> Bool {
        texts.contains { $0.contains("\"auto_map\"") || $0.contains("trust_remote_code") }
    }
}
