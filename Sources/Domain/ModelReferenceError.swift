/// Why a text names no model.
package enum ReferenceFault: Error, Hashable, Sendable {
    case empty
    case tooLong
    /// A control, direction or line separator character, by its code point.
    case invisible(UInt32)
    case whiteSpace
    case parentFolder
    case backslash
    case absolutePath
    case homeFolder
    case remoteFolder
    case scheme(String)
    case userInfo
    /// A host that is no host; why.
    case host(String)
    case port(String)
    /// A host, or something that looks like one, written without `https://`.
    case bareHost(String)
    case name(String)
    case escapedName(String)
    case segments(Int)
    case page(String)
    case noName
    case revision(String)
    case quantisation(String)
    case quantisedFile
    case path(String)
    case escape
}

/// A text that names no model, and the reason.
package enum ReferenceError: ProblemConvertible, Hashable {
    case refused(text: String, ReferenceFault)

    /// The words of the refusal; the text is shown shortened, with invisible characters made visible.
    package var problem: Problem {
        guard case .refused(let text, let fault) = self else { return Problem(.badRequest, "not a model reference") }
        if fault == .empty {
            return Problem(.badRequest, "the model reference is empty", hint: ReferenceFault.usualHint)
        }
        return Problem(
            .badRequest, "`\(ReferenceText.shown(Self.discreet(text)))` is not a model reference: \(fault.reason)",
            hint: fault.hint(for: ReferenceText.shown(Self.discreet(text))))
    }

    /// The text without a password that stands before a host: errors end up in logs.
    private static func discreet(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard text.contains("://"), let at = scalars.lastIndex(of: "@") else { return text }
        let scheme = scalars.prefix { $0 != "/" }
        return String(scheme) + "//…" + String(scalars[at...])
    }
}

extension ReferenceFault {
    static let usualHint =
        "write `org/name`, `org/name@revision`, `org/name:Q4_K_M`, `https://huggingface.co/org/name` or `./folder`"

    var reason: String {
        switch self {
        case .empty: "it is empty"
        case .tooLong: "it is longer than \(ModelReference.maximumLength) bytes"
        case .invisible(let code): "it contains the invisible character U+\(Self.hex(code))"
        case .whiteSpace: "it contains white space"
        case .parentFolder: "it contains `..`"
        case .backslash: "it contains a backslash"
        case .absolutePath: "it is a path on this machine"
        case .homeFolder: "`~` is not expanded here"
        case .remoteFolder: "`file:` names a folder of this machine only"
        case .scheme(let scheme): "`\(ReferenceText.shown(scheme)):` is not a scheme Roost reads"
        case .userInfo: "the address carries a user name before its host"
        case .host(let why): why
        case .port(let port): "`\(ReferenceText.shown(port))` is not a port from 1 to 65535"
        case .bareHost(let host): "`\(ReferenceText.shown(host))` looks like a host but the scheme is missing"
        case .name(let name): "`\(ReferenceText.shown(name))` breaks the Hub's rule for names"
        case .escapedName(let name): "the name `\(ReferenceText.shown(name))` contains percent-encoding"
        case .segments(let count): "a name has one or two parts, this has \(count)"
        case .page(let page): "the Hub's page `\(ReferenceText.shown(page))` names no model and no file"
        case .noName: "it names no repository"
        case .revision(let name): "`\(ReferenceText.shown(name))` is not a revision"
        case .quantisation(let label): "`\(ReferenceText.shown(label))` is not a quantisation"
        case .quantisedFile: "only a whole model has a choice of quantisations"
        case .path(let path): "`\(ReferenceText.shown(path))` is not a path inside a repository"
        case .escape: "its percent-encoding is broken, or encoded twice"
        }
    }

    func hint(for text: String) -> String {
        switch self {
        case .absolutePath: "to import a folder or file: `roost import \(text)`, or write it as `file://\(text)`"
        case .homeFolder: "write the whole path: `file:///home/…`, or `./folder`"
        case .remoteFolder: "write `file:///folder`, with three slashes"
        case .scheme: "use `https://`, `http://`, `hf://` or `file://`"
        case .bareHost: "write `https://` before a host you trust, or `hf://` before an organisation of that name"
        case .userInfo: "leave out what stands before the `@`; credentials are set with `HF_TOKEN`"
        case .name, .escapedName:
            "a name is letters, digits, `-`, `_` and `.`, at most 96 of them, without `--`, `..` or `.git` at its end"
        case .segments: "to name one file: `hf://org/name/path/to/file`"
        case .page: "open the model's own page and copy `https://huggingface.co/org/name`"
        case .revision: "write a branch, a tag, `refs/pr/1` or a commit: `org/name@main`"
        case .quantisation: "write a label such as `Q4_K_M`: `org/name:Q4_K_M`"
        case .quantisedFile: "leave out `:` and what follows it"
        case .path, .escape: "copy the file's address from the Hub: `https://huggingface.co/org/name/blob/main/file`"
        default: Self.usualHint
        }
    }

    private static func hex(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
