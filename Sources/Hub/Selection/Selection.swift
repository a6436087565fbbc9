package import Domain

/// The files of a repository that will be pulled, and why these.
///
/// It leaves out files only where a person said so, or where a repository offers one model in several GGUF
/// quantisations of which one is enough.
package struct Selection: Hashable, Sendable {
    /// One model in one quantisation, all its parts together.
    package struct Quantisation: Hashable, Sendable, CustomStringConvertible {
        package let label: String
        package let size: ByteCount

        package var description: String { "\(label) (\(size))" }
    }

    /// In the order they were given in.
    package let files: [RepositoryPath]
    package let size: ByteCount
    /// One sentence without a full stop.
    package let reason: String
    /// The label that was chosen; nil when there was nothing to choose.
    package let quantisation: String?
    /// Files that were left out.
    package let skipped: Int
    package let skippedSize: ByteCount
    /// The whole quantisations there are, smallest first.
    package let available: [Quantisation]

    /// Chooses from the files of a tree. `memory` is what the machine has that will run the model; nil if not known.
    package init(
        from files: [SelectableFile], choice: FileChoice, memory: ByteCount? = nil
    ) throws(SelectionError) {
        guard !files.isEmpty else { throw .emptyRepository }
        let pool = files.filter { choice.allows($0.path.text) }
        guard !pool.isEmpty else {
            throw .nothingFits(examples: files.prefix(5).map { HeaderError.shown($0.path.text) })
        }
        let offer = QuantisationOffer(pool)
        let pick = try offer.pick(choice, memory: memory)
        let taken = pick.files.map { wanted in pool.filter { wanted.contains($0.path) } } ?? pool
        self.files = taken.map(\.path)
        size = taken.map(\.size).total()
        reason = pick.reason ?? Self.plainReason(taken, size, choice)
        quantisation = pick.label
        skipped = files.count - taken.count
        skippedSize = files.map(\.size).total() - size
        available = offer.available
    }

    private static func plainReason(_ taken: [SelectableFile], _ size: ByteCount, _ choice: FileChoice) -> String {
        let files = taken.count == 1 ? "1 file" : "\(taken.count) files"
        let isNarrowed = !choice.include.isEmpty || !choice.exclude.isEmpty
        return isNarrowed ? "the patterns leave \(files) (\(size))" : "the whole repository: \(files) (\(size))"
    }
}
