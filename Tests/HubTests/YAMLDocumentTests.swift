import Hub
import Testing
import Wire

@Suite struct `A YAML text somebody edits` {
    private let text = """
        # a comment
        name: owl
        metrics:
          license: {threshold: 0.5,
                    mode: warn}
          "bus.factor":
            threshold: 1
        list:
          - one
          - models: [a, b]
            why: |
              two
              lines
          - [x, [y]]
        """

    @Test func `tells the line of everything in it`() throws {
        let document = try YAMLDocument(text)
        let lines = [
            "name": 2, "metrics": 3, "metrics.license": 4, "metrics.license.threshold": 4, "metrics.license.mode": 5,
            "metrics.bus.factor": 6, "metrics.bus.factor.threshold": 7, "list": 8, "list[0]": 9, "list[1]": 10,
            "list[1].models": 10, "list[1].models[1]": 10, "list[1].why": 11, "list[2]": 14, "list[2][1][0]": 14,
        ]
        for (path, line) in lines { #expect(document.line(of: path) == line, "\(path)") }
        #expect(document.value?["list"]?.array?.count == 3)
        #expect(document.repeated.isEmpty)
    }

    @Test func `tells the line of what stands around a place that is not there`() throws {
        let document = try YAMLDocument(text)
        #expect(document.line(of: "metrics.license.weight") == 4)
        #expect(document.line(of: "list[7].models") == 8)
        #expect(document.line(of: "nothing") == nil)
    }

    @Test func `names keys that stand twice in one mapping, and only those`() throws {
        let document = try YAMLDocument("a: 1\nb: {a: 1}\nc: &x {a: 2}\nd: {<<: *x}\na: 3\nb: {a: 4, a: 5}\n")
        #expect(document.repeated.map(\.path).contains("a"))
        #expect(document.repeated.first { $0.path == "a" }?.line == 5)
        #expect(document.repeated.contains { $0.path == "b.a" })
        #expect(!document.repeated.contains { $0.path.hasPrefix("c") || $0.path.hasPrefix("d") })
        #expect(document.value?["d"]?["a"]?.integer == 2)
    }

    @Test func `may have a mapping as a key, and goes on behind it`() throws {
        let document = try YAMLDocument("? {a: 1}\n: 2\nb:\n  - c\n")
        #expect(document.line(of: "b[0]") == 4)
    }

    @Test(arguments: [
        ("a: [1", 2), ("a: *b", 1), ("a: 1\n---\nb: 2", nil), ("\"\(String(repeating: "x", count: 1 << 20))\"", nil),
        (String(repeating: "[", count: 100), nil),
    ])
    func `that cannot be read says where`(_ text: String, _ line: Int?) {
        let error = #expect(throws: YAMLProblem.self) { try YAMLDocument(text) }
        #expect(error?.message.isEmpty == false)
        if let line { #expect(error?.line == line) }
    }

    @Test func `may be empty`() throws {
        #expect(try YAMLDocument("# nothing\n").value == nil)
    }
}
