package import Domain

/// Why the bytes of one file could not be had, though the Hub answered.
package enum DownloadError: ProblemConvertible, Hashable {
    /// The whole is wrong, and a second fetch brought the very same bytes.
    case sourceIsWrong(file: RepositoryPath, wanted: ContentIdentity, got: ContentIdentity)
    /// The whole is wrong, and two fetches brought different bytes.
    case lineIsWrong(file: RepositoryPath, wanted: ContentIdentity, got: ContentIdentity)
    case lengthDiffers(file: RepositoryPath, wanted: ByteCount, got: ByteCount)
    case contentChanged(file: RepositoryPath, wanted: ContentIdentity, got: String)
    case wrongRange(file: RepositoryPath, asked: Int64, got: Int64)
    case endedEarly(file: RepositoryPath, at: Int64, of: Int64)
    case stalled(file: RepositoryPath, at: Int64, after: Duration)

    package var problem: Problem {
        switch self {
        case .sourceIsWrong(let file, let wanted, let got):
            Problem(
                .damaged, "\(file): the source is wrong: wanted \(wanted), got \(got) twice",
                hint: "the Hub serves other bytes than it lists; tell its owner, or pull another revision")
        case .lineIsWrong(let file, let wanted, let got):
            Problem(
                .damaged,
                "\(file): the line or a proxy damages bytes: wanted \(wanted), got \(got), and other bytes before",
                hint: "pull again over another network; what was right is kept")
        case .lengthDiffers(let file, let wanted, let got):
            Problem(
                .damaged, "\(file): the Hub lists \(wanted.bytes) bytes but serves \(got.bytes)",
                hint: "pull again; if it stays so the Hub is inconsistent")
        case .contentChanged(let file, let wanted, let got):
            Problem(
                .damaged, "\(file): the content was swapped: wanted \(wanted), the Hub now serves \(got)",
                hint: "pull again to get the new version as a whole")
        case .wrongRange(let file, let asked, let got):
            Problem(
                .upstream, "\(file): asked for bytes from \(asked), the server began at \(got)",
                hint: "the server does not serve ranges rightly; try another Hub")
        case .endedEarly(let file, let at, let of):
            Problem(
                .unreachable, "\(file): the connection ended at byte \(at) of \(of)",
                hint: "pull again: it goes on there")
        case .stalled(let file, let at, let after):
            Problem(
                .unreachable, "\(file): nothing came for \(after) at byte \(at)", hint: "pull again: it goes on there")
        }
    }

    /// Whether asking again for the missing bytes may help.
    var isWorthAnotherTry: Bool {
        switch self {
        case .endedEarly, .stalled: true
        default: false
        }
    }
}
