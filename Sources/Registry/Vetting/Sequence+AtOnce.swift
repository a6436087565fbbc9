extension Sequence where Element: Sendable, Self: Sendable {
    /// Does the work for every element, at most so many at once; the results are in the order of the elements.
    func map<Result: Sendable>(
        atOnce limit: Int, _ work: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            var started = 0
            for element in self {
                if started >= limit, let (index, result) = try await group.next() { results[index] = result }
                let index = started
                group.addTask { (index, try await work(element)) }
                started += 1
            }
            for try await (index, result) in group { results[index] = result }
            return (0..<started).compactMap { results[$0] }
        }
    }
}
