extension LicenceIndex {
    private static let and = 0xFF01
    private static let or = 0xFF02
    private static let with = 0xFF03

    /// The expression that texts of this number stand for; nil for those that only look like a licence.
    func expression(_ number: Int) -> LicenceExpression? {
        let starts = values(.programStarts, of: UInt32.self)
        guard number + 1 < starts.count else { return nil }
        let program = values(.programs, of: UInt16.self)[Int(starts[number])..<Int(starts[number + 1])]
        var stack: [LicenceExpression] = []
        for code in program.map(Int.init) {
            switch code {
            case Self.and, Self.or, Self.with:
                guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
                stack.append(
                    code == Self.and ? .all(left, right) : code == Self.or ? .any(left, right) : .with(left, right))
            default: stack.append(.licence(licence(code)))
            }
        }
        return stack.count == 1 ? stack[0] : nil
    }
}
