package import Domain

/// Why the header of a weight file could not be read; offsets count bytes from the start of the file.
package enum HeaderError: ProblemConvertible, Hashable {
    /// The file is of another kind.
    case foreign(HeaderFormat)
    /// A version of the format that is not known.
    case version(HeaderFormat, UInt32)
    /// The file ends before its header does.
    case truncated(HeaderFormat, offset: Int64)
    /// What is wrong, and where.
    case malformed(HeaderFormat, offset: Int64, String)
    /// Something is larger than Roost is willing to hold.
    case tooLarge(HeaderFormat, offset: Int64, what: String, limit: Int64)
    /// The source gave fewer or more bytes than it was asked for.
    case shortRead(expected: Int, got: Int)
    /// A key that is needed is not there, or is no number that makes sense.
    case missing(HeaderFormat, key: String)

    package var problem: Problem {
        switch self {
        case .foreign(let format):
            Problem(.damaged, "this is not a \(format.rawValue) file", hint: "its name promises \(format.rawValue)")
        case .version(let format, let number):
            Problem(
                .unsupported, "\(format.rawValue) version \(number) is not known", hint: "a newer Roost may read it")
        case .truncated(let format, let offset):
            Problem(
                .damaged, "the \(format.rawValue) file ends inside its header, at byte \(offset)",
                hint: "download it again; if it stays so, the file on the Hub is damaged")
        case .malformed(let format, let offset, let what):
            Problem(
                .damaged, "the \(format.rawValue) header is wrong at byte \(offset): \(what)",
                hint: "do not load this file; tell its publisher")
        case .tooLarge(let format, let offset, let what, let limit):
            Problem(
                .unsupported,
                "the \(format.rawValue) header has too much at byte \(offset): \(what), the limit is \(limit)",
                hint: "no ordinary model needs this; treat the file with suspicion")
        case .shortRead(let expected, let got):
            Problem(.upstream, "asked for \(expected) bytes of a header and got \(got)", hint: "try again")
        case .missing(let format, let key):
            Problem(
                .unsupported, "the \(format.rawValue) header does not say `\(key)` in a usable way",
                hint: "what depends on it stays unknown")
        }
    }
}

extension HeaderError {
    /// A name out of a file, fit for a message: at most 80 characters, what is no printable ASCII written out.
    static func shown(_ name: String) -> String {
        let scalars = name.unicodeScalars
        let text = scalars.prefix(80).map { $0.escaped(asASCII: true) }.joined()
        return scalars.count > 80 ? text + "…" : text
    }
}
