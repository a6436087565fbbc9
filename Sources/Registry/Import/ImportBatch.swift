/// Sources that are taken in together: one sync of the disk and one transaction for all of them.
enum ImportBatch {
    /// How many are hashed at the same time.
    static let sourcesAtOnce = 8
    /// One transaction holds up other writers for about a tenth of a second.
    private static let mostSources = 128
    private static let mostFiles = 1024
    /// What is shown only after so much more was hashed is late; large models come one by one.
    private static let mostBytes: Int64 = 1 << 30

    /// The sources in the order they have, in batches of at least one.
    static func cut(_ sources: [ImportSource]) -> [ArraySlice<ImportSource>] {
        var batches: [ArraySlice<ImportSource>] = []
        var start = sources.startIndex
        var (files, bytes) = (0, Int64(0))
        for index in sources.indices {
            let (more, size) = (sources[index].files.count, sources[index].files.map(\.size).reduce(0, +))
            let isFull = index - start >= mostSources || files + more > mostFiles || bytes + size > mostBytes
            if isFull, index > start {
                batches.append(sources[start..<index])
                (start, files, bytes) = (index, 0, 0)
            }
            files += more
            bytes += size
        }
        if start < sources.endIndex { batches.append(sources[start...]) }
        return batches
    }
}
