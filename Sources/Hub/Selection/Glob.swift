/// A pattern for paths as `hf download --include` reads it: `*` any run of characters, `/` too; `?` one character;
/// `[a-z]`, `[!a-z]` one of a set; a slash at the end means everything below. Letter case counts.
package struct Glob: Hashable, Sendable {
    /// The longest pattern that is read, in characters.
    package static let maximumLength = 1024

    package let text: String
    private let steps: [Step]

    private enum Step: Hashable, Sendable {
        case one(Unicode.Scalar)
        case anyOne
        case anyRun
        case set([ClosedRange<UInt32>], isNegated: Bool)
    }

    /// Nil for a pattern that is empty or longer than `maximumLength`.
    package init?(_ text: String) {
        let whole = text.utf8.last == UInt8(ascii: "/") ? text + "*" : text
        let scalars = Array(whole.unicodeScalars)
        guard (1...Self.maximumLength).contains(scalars.count) else { return nil }
        self.text = text
        steps = Self.compile(scalars)
    }

    /// Whether the whole path fits. Takes time in proportion to path times pattern at most: only the last `*` is
    /// ever tried again.
    package func matches(_ path: String) -> Bool {
        let scalars = Array(path.unicodeScalars)
        var position = 0
        var step = 0
        var retry: (step: Int, position: Int)?
        while position < scalars.count {
            if step < steps.count, steps[step] == .anyRun {
                retry = (step, position)
                step += 1
            } else if step < steps.count, Self.fits(steps[step], scalars[position]) {
                step += 1
                position += 1
            } else if let last = retry {
                retry = (last.step, last.position + 1)
                (step, position) = (last.step + 1, last.position + 1)
            } else {
                return false
            }
        }
        return steps[step...].allSatisfy { $0 == .anyRun }
    }

    private static func fits(_ step: Step, _ scalar: Unicode.Scalar) -> Bool {
        switch step {
        case .one(let wanted): scalar == wanted
        case .anyOne: true
        case .anyRun: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
        }
    }

    private static func compile(_ scalars: [Unicode.Scalar]) -> [Step] {
        var steps: [Step] = []
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*":
                if steps.last != .anyRun { steps.append(.anyRun) }
            case "?": steps.append(.anyOne)
            case "[":
                guard let (set, end) = compileSet(scalars, from: index + 1) else { fallthrough }
                steps.append(set)
                index = end
            default: steps.append(.one(scalars[index]))
            }
            index += 1
        }
        return steps
    }

    /// A set and where its `]` stands; nil when there is none, and `[` means itself.
    private static func compileSet(_ scalars: [Unicode.Scalar], from start: Int) -> (Step, end: Int)? {
        var index = start
        let isNegated = index < scalars.count && scalars[index] == "!"
        if isNegated { index += 1 }
        // A `]` that comes first is a member.
        guard index + 1 < scalars.count, let end = scalars[(index + 1)...].firstIndex(of: "]") else { return nil }
        var ranges: [ClosedRange<UInt32>] = []
        while index < end {
            let low = scalars[index].value
            if index + 2 < end, scalars[index + 1] == "-" {
                let high = scalars[index + 2].value
                if low <= high { ranges.append(low...high) }
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        return (.set(ranges, isNegated: isNegated), end)
    }
}
