import Domain
import Testing

@Suite struct `Model references at random` {
    private struct Alphabet {
        var generator: SeededGenerator

        mutating func pick<Element>(_ elements: [Element]) -> Element {
            elements[Int.random(in: 0..<elements.count, using: &generator)]
        }

        mutating func word(_ letters: String, _ lengths: ClosedRange<Int>) -> String {
            let all = Array(letters)
            return String((0..<Int.random(in: lengths, using: &generator)).map { _ in pick(all) })
        }

        mutating func valid<Value>(_ make: (inout Alphabet) -> Value?) -> Value {
            while true { if let value = make(&self) { return value } }
        }

        mutating func reference() -> RepositoryReference {
            let hub = pick([nil, nil, "https://huggingface.co", "http://127.0.0.1:8899/hub", "https://models.example"])
            let id = valid { random -> RepositoryID? in
                let parts = (0..<random.pick([1, 2, 2])).map { _ in
                    random.pick(["tree", "blob", random.word("abzAZ09-_.", 1...12)])
                }
                return RepositoryID(parts.joined(separator: "/"), kind: random.pick([.model, .model, .dataset]))
            }
            let revision = valid { random -> Revision?? in
                if random.pick([true, false]) { return .some(nil) }
                let word = random.word("abz09-_./%@#!(){}", 1...12)
                return Revision(random.pick([word, "refs/pr/\(word)", "main", "tree"])).map { .some($0) }
            }
            let path = valid { random -> RepositoryPath?? in
                if random.pick([true, false]) { return .some(nil) }
                return RepositoryPath(random.word("ab/. %#?@:é\u{301}模&+\u{3000}-", 1...20)).map { .some($0) }
            }
            let label = pick([nil, "Q4_K_M", "UD-IQ2_XXS", "f16"])
            return RepositoryReference(hub: hub, id: id, revision: revision, quantisation: label, path: path)
        }
    }

    /// What a reference that was read may never contain, whatever was typed.
    private func check(_ reference: ModelReference, from text: String) throws {
        switch reference {
        case .folder(let path):
            #expect(!path.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }, "\(text)")
            #expect(!path.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(text)")
        case .repository(let repository):
            let id = repository.id
            #expect(RepositoryID(id.path, kind: id.kind) == id, "\(text)")
            if let path = repository.path {
                #expect(!path.segments.contains(".."), "\(text)")
                #expect(!path.text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(text)")
            }
            #expect(repository.hub?.utf8.contains(UInt8(ascii: "@")) != true, "\(text)")
        }
        #expect(try ModelReference(parsing: reference.description) == reference, "\(text)")
    }

    @Test func `valid ones are read back as they were written`() throws {
        var random = Alphabet(generator: SeededGenerator(seed: 20))
        for _ in 0..<4000 {
            let reference = random.reference()
            // `a../b` is a file git allows and Roost does not let anyone type.
            if let path = reference.path, "\(path)".contains("../") { continue }
            // Texts that are encoded twice are refused.
            let plain = "\(reference.path?.text ?? "")\(reference.revision?.name ?? "")".lowercased()
            if ["%2e", "%2f", "%5c", "%00", "%25"].contains(where: { plain.contains($0) }) { continue }
            #expect(try ModelReference(parsing: reference.description) == .repository(reference))
        }
    }

    @Test func `mutations of good texts are refused or safe`() throws {
        var random = Alphabet(generator: SeededGenerator(seed: 21))
        let good = `Model references`.forms.map(\.0)
        let seeds = good + good + good + `Refused model references`.refusals.map(\.0)
        let pieces = [
            "..", "/", "../", "%2e%2e", "%2F", "%00", "@", ":", "#", "?", "\u{301}", "\u{0}", "\n", " ", "\\", "hub/",
            "tree/",
            "datasets/", "file://", "./", ".git", "--", "xn--", "é", "%", "refs/pr/", "a", "-b", "Q4", ".c",
        ]
        var read = 0
        for _ in 0..<6000 {
            var scalars = Array(random.pick(seeds).prefix(200).unicodeScalars)
            for _ in 0..<random.pick([1, 1, 2, 3]) {
                let index = Int.random(in: 0...scalars.count, using: &random.generator)
                let end = min(scalars.count, index + Int.random(in: 0...3, using: &random.generator))
                scalars.replaceSubrange(index..<end, with: Array(random.pick(pieces).unicodeScalars))
            }
            let text = String(String.UnicodeScalarView(scalars))
            guard let reference = try? ModelReference(parsing: text) else { continue }  // refused: also right
            read += 1
            try check(reference, from: text)
        }
        #expect(read > 500)
    }

    @Test func `random bytes are refused or safe`() throws {
        var random = Alphabet(generator: SeededGenerator(seed: 22))
        for _ in 0..<4000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random.generator)).map { _ in
                random.pick([UInt8.random(in: 0...255, using: &random.generator), random.pick(Array("ab/.:@%#".utf8))])
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let reference = try? ModelReference(parsing: text) else { continue }  // refused: also right
            try check(reference, from: text)
        }
    }
}
