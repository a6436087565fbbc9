import Testing

@testable import Scoring

@Suite struct `Prose of a card` {
    @Test func `a section has its own text and that of its subsections`() throws {
        let prose = Prose("# A\none two\n## B\nthree\n### C\nfour\n## D\nfive\n")
        func words(_ title: String) throws -> Int {
            prose.words(in: try #require(prose.sections.first { $0.title == title }))
        }
        #expect(try words("A") == 5)
        #expect(try words("B") == 2)
        #expect(try words("C") == 1)
        #expect(try words("D") == 1)
        #expect(prose.words == 5)
    }

    @Test(arguments: [
        ("plain words here", 3), ("[two words](https://a.example/x_y)", 2), ("see https://a.example/b", 1),
        ("![alt text](a.png) left", 1), ("<b>bold</b> word", 2), ("12 34 5.6 %", 0), ("don't well-known", 2),
        ("模型介绍", 2),
        ("| a | 1 |", 1), ("a < b", 2),
    ])
    func `words are what a reader reads`(_ line: String, _ words: Int) {
        #expect(Prose(line).words == words)
    }

    @Test(arguments: [
        "[More Information Needed]", "- **Developed by:** [More Information Needed]", "More information needed",
        "**Shared by [optional]:** {{ shared_by }}", "Use the code below to get started with the model.",
        "- **Paper:** TODO",
        "1. [Model Details](#model-details)", "<!-- a hint -->", "---",
        "This model is a fine-tuned version of [a/b](https://c.example).",
        "Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. More information needed for further recommendations.",
    ])
    func `templates and placeholders are nothing`(_ line: String) {
        #expect(Prose("# Title\n\n\(line)\n").words == 0)
    }

    @Test func `what follows a generated sentence counts`() {
        #expect(Prose("This model is a fine-tuned version of x. It reads digits.").words == 3)
        #expect(Prose("Todo el mundo habla").words == 4)
    }

    @Test func `comments go over lines, and code keeps what looks like one`() {
        let prose = Prose("a <!-- hidden\nhidden --> b\n```python\nx = 1 <!-- kept\n```\nc\n")
        #expect(prose.words == 3)
        #expect(prose.blocks.map(\.text) == ["x = 1 <!-- kept"])
        #expect(prose.blocks.first?.language == "python")
    }

    @Test func `headings may be marked, underlined, tagged or bold`() {
        let prose = Prose("One\n===\n\n## Two ##\n<h3>Three</h3>\n**Four**\n- **Five:** text\n\nwords **bold** here\n")
        #expect(prose.sections.map(\.title) == ["", "One", "Two", "Three", "Four", "Five"])
    }

    @Test func `an unclosed fence or comment swallows the rest and nothing breaks`() {
        #expect(Prose("a\n```\nb\n").words == 1)
        #expect(Prose("a\n<!-- b\nc\n").words == 1)
        #expect(Prose("").words == 0)
    }

    @Test(arguments: [
        "#", "<", "[", "](", "![", "*", "|", "-", "`", "<!--", "{{", "<a ", "**a**\n", "- **x:** y\n", "http://",
        "# a\n", "TODO ",
    ])
    func `a card made to be slow is read in time that grows with its length`(_ piece: String) {
        let prose = Prose(String(repeating: piece, count: 200_000 / piece.utf8.count))
        #expect(prose.sections.count <= Prose.maximumSections + 1)
    }
}
