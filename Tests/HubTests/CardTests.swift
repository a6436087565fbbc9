import Domain
import Testing
import Wire

@testable import Hub

@Suite struct `Cards` {
    private static func card(_ yaml: String, body: String = "# Title\n") -> ModelCard {
        ModelCard(Array("---\n\(yaml)\n---\n\(body)".utf8))
    }

    @Test func `a model card gives its fields and its text`() {
        let card = Self.card(
            """
            license: other
            license_name: my-licence
            license_link: LICENSE.md
            language: [en, "no", fr]
            library_name: transformers
            pipeline_tag: text-generation
            tags:
            - gguf
            - 2023
            datasets: org/data
            base_model:
              - org/base
            base_model_relation: quantized
            model-index:
            - name: x
              results: [{metrics: [{type: acc, value: 0.91}]}]
            """)
        #expect(card.problem == nil)
        #expect(card.license == "other" && card.licenseName == "my-licence" && card.licenseLink == "LICENSE.md")
        #expect(card.languages == ["en", "no", "fr"])
        #expect(card.libraryName == "transformers" && card.pipelineTag == "text-generation")
        #expect(card.tags == ["gguf", "2023"])
        #expect(card.datasets == ["org/data"] && card.baseModels == ["org/base"])
        #expect(card.baseModelRelation == "quantized")
        let metric = card.modelIndex?.array?.first?["results"]?.array?.first?["metrics"]?.array?.first
        #expect(metric?["value"]?.double == 0.91)
        #expect(card.body == "# Title\n")
    }

    @Test(arguments: [
        ("no", "no"), ("NO", "NO"), ("1.10", "1.10"), ("true", "true"), ("2024-01-01", "2024-01-01"), ("[mit]", "mit"),
    ])
    func `a licence that looks like another type stays text`(written: String, expected: String) {
        let card = Self.card("license: \(written)\nlanguage: \(written)")
        #expect(card.license == expected)
        #expect(card.languages == [expected])
    }

    @Test(arguments: ["", "~", "null", "[]", "{a: b}"])
    func `a licence that says nothing is absent`(written: String) {
        #expect(Self.card("license: \(written)\nx: 1").license == nil)
    }

    @Test func `values become JSON by the rules of YAML 1.2`() {
        let card = Self.card(
            """
            a: no
            b: true
            c: 12
            d: 1.5
            e: "12"
            f: 2024-01-01
            g: ~
            h: 0x1F
            i: 1e3
            j: .inf
            k: 100000000000000000000
            l: |
              two
              lines
            m: 1_000
            """)
        let expected: JSONValue = [
            "a": "no", "b": true, "c": 12, "d": .number(1.5), "e": "12", "f": "2024-01-01", "g": .null, "h": 31,
            "i": .number(1000), "j": ".inf", "k": .number(1e20), "l": "two\nlines\n",
            "m": "1_000",
        ]
        #expect(card.frontMatter == expected)
    }

    @Test func `repeated keys, anchors and merges are understood`() {
        let card = Self.card(
            """
            license: mit
            base: &base {a: 1, b: 2}
            other:
              <<: *base
              b: 3
            list: [*base]
            license: apache-2.0
            """)
        #expect(card.problem == nil)
        #expect(card.license == "apache-2.0")
        #expect(card.frontMatter?["other"] == ["a": 1, "b": 3])
        #expect(card.frontMatter?["list"] == [["a": 1, "b": 2]])
    }

    @Test func `a byte order mark, Windows line ends and tabs do no harm`() {
        let text = "\u{FEFF}---\r\nlicense:\tmit\r\ntags:\r\n\t- a\r\n\t- b\r\n---\r\nbody\r\n"
        let card = ModelCard(Array(text.utf8))
        #expect(card.problem == nil)
        #expect(card.license == "mit" && card.tags == ["a", "b"])
        #expect(card.body == "body\r\n")
    }

    @Test(
        arguments: [
            ("no front matter", nil, "no front matter"),
            ("---\na: b\n---\ntext", "a: b", "text"),
            (" \n\n---\na: b\n---", "a: b", ""),
            ("---\na: b\n---  \t\ntext\n---\nmore", "a: b", "text\n---\nmore"),
            ("---\na: |\n x\n----\n---\nt", "a: |\n x\n----", "t"),
            ("---\n\n---\nt", "", "t"),
            ("--- \na: b\n---\nt", nil, "--- \na: b\n---\nt"),
            ("---\na: b", nil, "---\na: b"),
            ("---\ra: b\r---\nt", "a: b", "t"),
            ("text\n---\na: b\n---\n", nil, "text\n---\na: b\n---\n"),
            ("", nil, ""), ("---", nil, "---"), ("---\n", nil, "---\n"),
        ] as [(String, String?, String)])
    func `front matter is split where the Hub's client splits it`(text: String, yaml: String?, body: String) {
        let split = FrontMatter(Array(text.utf8))
        #expect(split.yaml == yaml)
        #expect(split.body == body)
    }

    @Test(arguments: [
        "a: [", "a: b: c", "\"", "- a\nb: c", "{{ x }}: 1: 2", "just words", "- list", "a: *nothing", "a: &x [*x]",
        "%YAML 9", "a: 1\n--- {b: 2}",
    ])
    func `broken front matter leaves the text and a problem`(yaml: String) {
        let card = Self.card(yaml, body: "still here")
        #expect(card.problem != nil)
        #expect(card.frontMatter == nil)
        #expect(card.body == "still here")
    }

    @Test func `an alias bomb is refused before it goes off`() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            yaml += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        #expect(Self.card(yaml).problem == "the front matter cannot be read: more than 20000 values")
        let keys = yaml + "? *a2\n: x\n"
        #expect(Self.card(keys).problem != nil)
        let long =
            "a: &a \(String(repeating: "x", count: 100_000))\nb: [\(Array(repeating: "*a", count: 1000).joined(separator: ","))]"
        #expect(Self.card(long).problem == "the front matter cannot be read: more than 4194304 bytes")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `depth without end is refused`(opening: String) {
        let card = Self.card("x:\n  " + String(repeating: opening, count: 5000))
        #expect(card.problem != nil)
    }

    @Test func `an alias does not add depth unseen`() {
        var yaml = "a0: &a0 [x]\n"
        for level in 1...70 { yaml += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(Self.card(yaml).problem == "the front matter cannot be read: nested deeper than 64 levels")
    }

    @Test func `front matter of more than a mebibyte is refused`() {
        let card = Self.card("a: \(String(repeating: "x", count: 1 << 20))", body: "b")
        #expect(card.problem == "the front matter cannot be read: more than 1048576 bytes")
        #expect(card.body == "b")
    }

    @Test func `bytes that are no text are no crash`() {
        let bytes: [UInt8] = Array("---\na: ".utf8) + [0xFF, 0xFE, 0x00, 0x80] + Array("\n---\nbody".utf8)
        #expect(ModelCard(bytes).body == "body")
        #expect(ModelCard([0xFF, 0x00]).frontMatter == nil)
    }

    @Test(arguments: [
        "- ", "[", "{", "? ", "a: &a\n", "*a ", "'", "# ", "\t", "!!x ", "a:\n ", "| ", "- - [{", "x, ", "\u{2028}",
        "- a\n",
    ])
    func `many repetitions of one hostile piece ends with a problem or a value`(piece: String) {
        let yaml = "k: [" + String(repeating: piece, count: (1 << 17) / piece.utf8.count)
        #expect(Self.card(yaml, body: "b").body.hasSuffix("b"))
        #expect(
            Self.card(String(repeating: piece, count: (1 << 17) / piece.utf8.count), body: "b").body.hasSuffix("b"))
    }

    @Test func `noise in front matter never crashes`() {
        var random = SeededGenerator(seed: 50)
        let letters = Array("ab:-[]{}&*!|>'\"#%@, \n\t?~<0.".utf8)
        for _ in 0..<500 {
            let noise = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 97
            }
            let card = ModelCard(Array("---\n".utf8) + noise + Array("\n---\nbody".utf8))
            #expect(card.body.hasSuffix("body"))
        }
    }

    @Test func `damage to a card with everything in it still ends with a card`() {
        let whole = Array(
            """
            ---
            license: [mit, "apache-2.0"]
            base_model: &base
              - acme/one
            tags: *base
            model-index:
            - name: owl
              results: [{task: {type: text-generation}, metrics: [{type: accuracy, value: 0.91}]}]
            note: |-
              two
              lines
            ? !!str key
            : 0x1F
            ---
            # Owl

            Text of the card.
            """.utf8)
        var random = SeededGenerator(seed: 51)
        let signs = Array("-:[]{}&*!|>'\"#%@, \n\t?~<\u{0}".utf8) + [0xFF, 0xC3]
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = signs.randomElement(using: &random) ?? 0
                case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(24), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                }
            }
            let (card, data) = (ModelCard(bytes), DatasetCard(bytes))
            #expect(card.body.utf8.count <= bytes.count * 3 && card.tags.count + data.licenses.count <= bytes.count)
        }
    }

    @Test func `a dataset card takes one value where a list is meant`() {
        let card = DatasetCard(
            Array(
                "---\nlicense: [mit, no]\nlanguage: no\npretty_name: Ünï\ntask_categories: qa\ndataset_info: {splits: [1]}\n---\n"
                    .utf8))
        #expect(card.licenses == ["mit", "no"] && card.languages == ["no"] && card.prettyName == "Ünï")
        #expect(card.taskCategories == ["qa"])
        #expect(card.info == ["splits": [1]])
    }
}
