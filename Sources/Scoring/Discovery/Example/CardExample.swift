/// The one example of a card that is worth running: Python, and the most complete of those that load or run the model.
package struct CardExample: Sendable, Hashable {
    /// As printed.
    package let code: String
    /// The Python blocks that stand before it in the card, in its order.
    let before: [String]

    /// Why there is none, in a few words.
    package struct Missing: Error, Hashable, Sendable {
        package let reason: String
    }

    /// Bytes of what is run; a longer block is no example.
    private static let maximumBytes = 64 << 10
    private static let mostBefore = 20

    /// The block that the static answer looks at too: the first of those that leave the fewest gaps.
    package init(_ facts: Facts) throws(Missing) {
        let reading = Reading(facts)
        if case .unavailable(let why) = reading.readme { throw Missing(reason: "the card could not be read: \(why)") }
        let runnable = reading.snippets.runnable
        guard !runnable.isEmpty else { throw Missing(reason: "the card has no example that loads or runs the model") }
        let judged = runnable.filter(Self.isPython).enumerated().map {
            ($0.offset, $0.element, SelfContained($0.element, reading).value)
        }
        guard let best = judged.max(by: { ($0.2, $1.0) < ($1.2, $0.0) })?.1 else {
            throw Missing(reason: "the example of the card is not Python")
        }
        guard best.text.utf8.count <= Self.maximumBytes else {
            throw Missing(reason: "the example of the card is longer than \(Self.maximumBytes / 1024) KiB")
        }
        code = best.text
        let place = reading.prose.blocks.firstIndex { $0.text == best.text } ?? 0
        before = reading.prose.blocks[..<place].filter(Self.isPython).suffix(Self.mostBefore).map(\.text)
    }

    private static let languages: Set<String> = ["python", "python3", "py", "py3", "ipython", "pycon"]

    private static func isPython(_ block: Prose.Block) -> Bool {
        if languages.contains(block.language) { return true }
        guard block.language.isEmpty else { return false }
        let text = LoweredText("\n\(block.text)")
        let isOther = text.containsAny([
            "require(", "#include", "\n$ ", "\ncurl ", "\nollama ", "\nllama-", "\ndocker ",
        ])
        return !isOther && text.containsAny(["\nimport ", "\nfrom ", "\n>>> import ", "\n>>> from "])
    }
}
