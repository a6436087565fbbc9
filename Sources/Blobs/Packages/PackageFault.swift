/// Why a package is refused. Names come from the file itself and are shown escaped and shortened.
package enum PackageFault: Error, Hashable, Sendable, CustomStringConvertible {
    case notZip
    /// Valid in other zip files, never in a package: compression, encryption, links …
    case unsupported(String)
    /// Parts of the file contradict each other or its length.
    case inconsistent(String)
    case unsafeName(String)
    case duplicateName(String)
    /// One entry would have to be a file and a folder.
    case nameInsideFile(String)
    case tooLarge(String)
    case manifest(String)
    case damagedEntry(String)

    package var description: String {
        switch self {
        case .notZip: "it does not end like a zip file"
        case .unsupported(let what): "it has \(what)"
        case .inconsistent(let what): what
        case .unsafeName(let name): "the name \(Self.shown(name)) could leave its folder"
        case .duplicateName(let name): "the name \(Self.shown(name)) occurs twice"
        case .nameInsideFile(let name): "\(Self.shown(name)) is used as a folder and is a file"
        case .tooLarge(let what): "too large: \(what)"
        case .manifest(let what): "its manifest is unusable: \(what)"
        case .damagedEntry(let name): "the bytes of \(Self.shown(name)) are not those it lists"
        }
    }

    /// What the reader can do about it.
    var hint: String {
        switch self {
        case .notZip, .inconsistent, .damagedEntry: "it was cut short or altered on the way; transfer it again"
        case .tooLarge: "split it"
        default: "only packages made by `roost export` are accepted"
        }
    }

    static func shown(_ name: String) -> String {
        let escaped = name.unicodeScalars.prefix(80).map { $0.escaped(asASCII: false) }.joined()
        return name.unicodeScalars.count > 80 ? "`\(escaped)…`" : "`\(escaped)`"
    }
}

/// What a package may measure at most, both when it is made and when it is read.
package enum PackageLimits {
    package static let entries = 250_000
    /// Of the manifest, in bytes.
    package static let manifest = 64 << 20
    /// Of the central directory, in bytes.
    package static let directory = 64 << 20
}
