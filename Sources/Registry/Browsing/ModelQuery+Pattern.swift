package import Domain
import Storage

extension ModelQuery {
    /// What is wrong with the pattern; nil when it is well formed, or when there is none.
    package var patternProblem: Problem? {
        guard let pattern else { return nil }
        do {
            _ = try RegularExpression(pattern: pattern)
            return nil
        } catch {
            return Problem(error)
        }
    }
}
