package import Domain

/// Why a kept model does not run.
package enum ModelError: ProblemConvertible, Hashable {
    /// No file of it is one that an engine reads; these formats there are.
    case noFile(String, has: [String])
    case noQuantisation(String, wanted: String, has: [String])
    case severalFiles(String, label: String, files: [String])
    case partsMissing(String, label: String, has: Int, of: Int)
    case contextTooLong(Int, limit: Int)
    /// It gives vectors, or has no template for chats.
    case cannot(String, what: String, instead: String)

    /// It changes a model that is not kept, or is none that runs.
    case noBase(String, named: [String])
    case noAdapter(String)

    package var problem: Problem {
        switch self {
        case .noFile(let name, let formats):
            Problem(
                .unsupported,
                "`\(name)` has no GGUF file, and llama.cpp reads no other"
                    + (formats.isEmpty ? "" : "; it is kept as \(formats.joined(separator: ", "))"),
                hint: formats.contains("safetensors")
                    ? "convert it: `roost convert \(name)`"
                    : "look for a conversion: `roost search \(name.split(separator: "/").last ?? "") gguf`")
        case .noQuantisation(let name, let wanted, let labels):
            Problem(
                .notFound, "`\(name)` is kept, but not as `\(wanted)`",
                hint: labels.isEmpty
                    ? "get it with `roost pull \(name):\(wanted)`"
                    : "there is \(labels.joined(separator: ", ")); or get it with `roost pull \(name):\(wanted)`")
        case .severalFiles(let name, let label, let files):
            Problem(
                .badRequest, "`\(name)` has several models in \(label): \(files.joined(separator: ", "))",
                hint: "name the file: `hf://\(name)/\(files.first ?? "")`")
        case .partsMissing(let name, let label, let count, let total):
            Problem(
                .damaged, "of `\(name)` in \(label) \(count) of \(total) parts are kept",
                hint: "get the others with `roost pull \(name):\(label)`")
        case .contextTooLong(let context, let limit):
            Problem(.badRequest, "a context of \(context) tokens is none", hint: "choose 1 to \(limit)")
        case .noBase(let name, let bases):
            Problem(
                .unsupported, "`\(name)` is an adapter, and no model it fits is kept as GGUF",
                hint: bases.first.map { "it was made for \($0): pull that, or a GGUF made from it" }
                    ?? "its card names no base model")
        case .noAdapter(let name): Problem(.badRequest, "`\(name)` is no adapter in GGUF")
        case .cannot(let name, let what, let instead):
            Problem(.badRequest, "`\(name)` does not \(what)", hint: instead)
        }
    }
}
