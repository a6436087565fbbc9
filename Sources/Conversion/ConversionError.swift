package import Domain

/// Why a kept model cannot be converted, or was not.
package enum ConversionError: ProblemConvertible, Hashable {
    /// No weights in safetensors, and nothing else is read.
    case noWeights(String, has: [String])
    case architecture(String, known: [String])
    /// A file that every model of its kind has.
    case fileMissing(String, for: String)
    case fileTooLarge(String, size: ByteCount, limit: ByteCount)
    /// A text file that is not what it should be, and how.
    case malformed(file: String, String)
    /// What `config.json` does not say, or says in a way that makes no sense.
    case setting(String, String)
    /// The index of a model in parts names what is not kept, or not what is.
    case shards(String)
    case tensorMissing(String)
    case tensorUnknown(String, architecture: String)
    case tensorShape(String, has: [Int64], wants: [Int64])
    case tensorType(String, has: String)
    case quantised(String)
    /// The rule by which text is cut before it becomes tokens is none that llama.cpp has.
    case preTokenizer(String)
    case vocabulary(String)
    case targetUnknown(String)
    case quantiserMissing(String)
    case nameTaken(String, by: String)
    case nameInvalid(String)

    package var problem: Problem {
        switch self {
        case .noWeights(let name, let formats):
            Problem(
                .unsupported,
                "`\(name)` has no weights in safetensors"
                    + (formats.isEmpty ? "" : "; it is kept as \(formats.joined(separator: ", "))"),
                hint: "only safetensors is converted; GGUF runs as it is")
        case .architecture(let name, let known):
            Problem(
                .unsupported, "models of the architecture `\(name)` are not converted",
                hint: "these are: \(known.joined(separator: ", "))")
        case .fileMissing(let file, let what):
            Problem(
                .unsupported, "`\(file)` is not kept, and \(what) needs it", hint: "pull the model with all its files")
        case .fileTooLarge(let file, let size, let limit):
            Problem(.unsupported, "`\(file)` has \(size); at most \(limit) are read")
        case .malformed(let file, let what):
            Problem(.damaged, "`\(file)` cannot be used: \(what)", hint: "tell its publisher")
        case .setting(let key, let what): Problem(.unsupported, "`\(key)` in `config.json` \(what)")
        case .shards(let what):
            Problem(
                .unsupported, "the model is in parts that do not fit together: \(what)",
                hint: "pull it again with all its files")
        default: detail
        }
    }

    private var detail: Problem {
        switch self {
        case .tensorMissing(let name):
            Problem(.damaged, "the weights lack the tensor `\(name)`", hint: "the files are not of one whole model")
        case .tensorUnknown(let name, let architecture):
            Problem(
                .unsupported, "the tensor `\(name)` has no place in a \(architecture) of llama.cpp",
                hint: "without it the model would answer otherwise, so it is not left out")
        case .tensorShape(let name, let has, let wants):
            Problem(
                .damaged, "the tensor `\(name)` has the shape \(has), and `config.json` makes it \(wants)",
                hint: "weights and configuration are not of one model")
        case .tensorType(let name, let type):
            Problem(
                .unsupported, "the tensor `\(name)` is \(type); F32, F16 and BF16 are converted",
                hint: "look for the model in its original precision")
        case .quantised(let method):
            Problem(
                .unsupported, "the weights are quantised already (\(method))",
                hint: "convert the model they were made from")
        case .preTokenizer(let what):
            Problem(
                .unsupported, "the way this tokenizer cuts text is not known to llama.cpp: \(what)",
                hint: "a converted model would read text otherwise than it was trained; look for a GGUF by its maker")
        case .vocabulary(let what): Problem(.unsupported, "the vocabulary cannot be converted: \(what)")
        case .targetUnknown(let name):
            Problem(
                .badRequest, "there is no type `\(name)` to convert to",
                hint: "here: \(OutputType.native.joined(separator: ", ")); with `llama-quantize`: "
                    + OutputType.foreign.joined(separator: ", "))
        case .quantiserMissing(let name):
            Problem(
                .unsupported, "\(name) is made by `llama-quantize` of llama.cpp, which is not installed",
                hint: "set LLAMA_QUANTIZE to it, or convert to q8_0 or q4_0, which need nothing")
        case .nameTaken(let name, let source):
            Problem(
                .conflict, "`\(name)` is kept already, and not as this conversion: it came from \(source)",
                hint: "choose another name with `--name org/name`")
        case .nameInvalid(let name): Problem(.badRequest, "`\(name)` is no model name", hint: "write org/name")
        default: Problem(.internal, "unexpected: \(self)")
        }
    }
}
