/// An import of a pickle, and what was done with it.
struct PickleImport {
    let module: String
    let name: String
    /// From the start of the file or member.
    let offset: Int64
    /// How often it was called.
    var calls = 0
    /// It was used in a way that its rule does not excuse; why.
    var misuse: String?
}

/// Something in the instructions themselves that no pickler writes.
struct PickleOddity {
    let rule: String
    let isUnsafe: Bool
    let offset: Int64
    let message: String
}

/// What a walk through one pickle found.
struct PickleReport {
    var imports: [PickleImport] = []
    var oddities: [PickleOddity] = []
    var instructions = 0
    /// The walk came to the pickle's proper end.
    var hasEnded = false
    /// Why the walk could not go on, and where.
    var fault: (message: String, offset: Int64)?
    /// It holds the number that opens a file of the old torch format.
    var isTorchMagic = false
    var hasProtocol = false
}
