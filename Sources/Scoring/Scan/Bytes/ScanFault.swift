/// Why a file or a part of it could not be looked into.
enum ScanFault: Error {
    /// The bytes are not what their format demands; what is wrong, and where in the file or member if known.
    case malformed(String, offset: Int64? = nil)
    /// More than Roost is willing to follow.
    case tooMuch(String)
    /// It expands beyond all reason.
    case bomb(String)
    /// Encrypted, or made by a method that is not known.
    case unsupported(String)
}
