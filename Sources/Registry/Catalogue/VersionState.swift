/// How far a version has come.
enum VersionState: String {
    /// Some chosen file is not proved: invisible.
    case fetching
    /// Every chosen file is proved and in the store.
    case whole
}

/// Whether a file of a version is wanted, and how far it has come.
enum Chosen: Int64 {
    /// Listed by the Hub, not wanted.
    case not = 0
    /// Its bytes are in the store and it is shown.
    case here = 1
    /// Wanted; shown when all of its version are here.
    case arriving = 2
}
