/// Why the parsing of a piece of a header stopped.
enum HeaderStop: Error {
    /// The piece ended; more of the file is needed.
    case needsMore
    case failed(HeaderError)
}
