import Domain
import Testing

@Suite struct `Problems` {
    private struct Known: ProblemConvertible {
        var problem: Problem { Problem(.notFound, "no such thing", hint: "look elsewhere") }
    }
    private struct Unknown: Error {}

    @Test func `an error speaks in its own words`() {
        #expect(Problem(Known()) == Problem(.notFound, "no such thing", hint: "look elsewhere"))
        #expect(Problem(Problem(.busy, "wait")) == Problem(.busy, "wait"))
        #expect(Problem(Known()).description == "no such thing\nhint: look elsewhere")
    }

    @Test func `a cancelled task is no unexpected error`() {
        #expect(Problem(CancellationError()).code == .cancelled)
    }

    @Test func `an unknown error is said to be unexpected`() {
        let problem = Problem(Unknown())
        #expect(problem.code == .internal)
        #expect(problem.message.contains("Unknown"))
    }

    @Test func `the names of the kinds are stable`() {
        #expect(Set(Problem.Code.allCases.map(\.rawValue)).count == Problem.Code.allCases.count)
        #expect(Problem.Code.allCases.map(\.rawValue).allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    }
}
