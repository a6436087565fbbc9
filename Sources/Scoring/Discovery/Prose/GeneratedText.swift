/// What a card's author did not write: the sentences of the Hub's card templates, placeholders, and the sentences that
/// training and conversion tools put into every card they make. None of it counts as documentation.
enum GeneratedText {
    /// What is left of a line without generated sentences and placeholders; nil when nothing is.
    static func remaining(of line: String) -> String? {
        let lowered = LoweredText(line)
        guard lowered.bytes.contains(where: LoweredText.isWord) else { return nil }
        if lowered.contains("](#"), isAnchorOnly(lowered) { return nil }
        guard let kept = withoutPlaceholders(line, lowered) else { return nil }
        let sentences = sentences(of: kept).filter { !isGenerated($0) }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// An entry of a table of contents: nothing but a link within the page.
    private static func isAnchorOnly(_ line: LoweredText) -> Bool {
        guard let open = line.bytes.firstIndex(of: UInt8(ascii: "[")) else { return false }
        let before = line.bytes[..<open].allSatisfy { !LoweredText.isWord($0) || (48...57).contains($0) }
        guard before, let target = line.position(of: "](#") else { return false }
        guard let close = line.bytes[target...].firstIndex(of: UInt8(ascii: ")")) else { return false }
        return !line.bytes[close...].contains(where: LoweredText.isWord)
    }

    /// The line without placeholders; nil when only a label is left: `- **Developed by:** [More Information Needed]`.
    private static func withoutPlaceholders(_ line: String, _ lowered: LoweredText) -> String? {
        guard lowered.containsAny(placeholders) || lowered.contains("{{") || isUnwritten(line, lowered)
        else { return line }
        // Lower-casing ASCII keeps every position.
        var bytes = Array(line.utf8)
        for placeholder in placeholders {
            var from = 0
            while let found = lowered.position(of: placeholder, from: from) {
                from = found + placeholder.utf8.count
                for index in found..<from { bytes[index] = UInt8(ascii: " ") }
            }
        }
        blankTemplateFields(&bytes, lowered)
        var kept = String(decoding: bytes, as: UTF8.self)
        if isUnwritten(kept, lowered) {
            kept = kept.split(separator: " ").filter { !unwritten.contains($0.filter(\.isLetter)) }.joined(
                separator: " ")
        }
        let end = kept.utf8.last { LoweredText.isWord($0) || $0 == UInt8(ascii: ":") }
        return end == nil || end == UInt8(ascii: ":") ? nil : kept
    }

    /// `{{ field }}` of a template engine.
    private static func blankTemplateFields(_ bytes: inout [UInt8], _ lowered: LoweredText) {
        var from = 0
        while let open = lowered.position(of: "{{", from: from), let close = lowered.position(of: "}}", from: open) {
            from = close + 2
            for index in open..<from { bytes[index] = UInt8(ascii: " ") }
        }
    }

    /// Capitals only: `todo` is a word of other languages.
    private static func isUnwritten(_ line: String, _ lowered: LoweredText) -> Bool {
        guard lowered.contains("todo") || lowered.contains("tbd"), line.utf8.count < 4000 else { return false }
        return line.split { !$0.isLetter }.contains { unwritten.contains(String($0)) }
    }

    private static let unwritten: Set<String> = ["TODO", "TBD"]

    /// Parts that end with `. ` or `: `.
    private static func sentences(of line: String) -> [Substring] {
        let bytes = line.utf8
        var parts: [Substring] = []
        var start = line.startIndex
        var index = bytes.startIndex
        while index != bytes.endIndex {
            let next = bytes.index(after: index)
            let isEnd = bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ":")
            if isEnd, next != bytes.endIndex, bytes[next] == UInt8(ascii: " ") {
                parts.append(line[start..<next])
                start = next
            }
            index = next
        }
        parts.append(line[start...])
        return parts
    }

    private static func isGenerated(_ sentence: Substring) -> Bool {
        guard sentence.utf8.count < 1000 else { return false }
        let normalised = LoweredText(sentence).normalised
        guard !normalised.isEmpty else { return true }
        return whole.contains(normalised) || beginnings.contains { normalised.hasPrefix($0) }
            || inside.contains { LoweredText(normalised).contains($0) }
    }

    private static let placeholders = [
        "[more information needed]", "more information needed", "[needs more information]", "[optional]",
        "[add text here]", "[information needed]",
    ]

    private static let whole: Set<String> = [
        "click to expand", "bibtex", "apa", "for further recommendations", "none", "n a", "uploaded model",
        "coming soon",
        "use the code below to get started with the model",
        "users both direct and downstream should be made aware of the risks biases and limitations of the model",
        "users should be made aware of the risks biases and limitations of the model",
        "this model card has been automatically generated", "you should probably proofread and complete it",
    ]

    private static let beginnings = [
        "carbon emissions can be estimated using the machine learning impact calculator", "presented in lacoste et al",
        "this is the model card of a", "this modelcard aims to be a base template for new models",
        "this dataset card aims to be a base template", "it has been generated using this raw template",
        "this model card has been generated automatically", "this model is a fine tuned version of",
        "this model was trained from scratch on", "it achieves the following results on the evaluation set",
        "the following hyperparameters were used during training", "the following bitsandbytes quantization config",
        "this model has been pushed to the hub using", "it has been trained using trl", "model trained using autotrain",
        "this is a merge of pre trained language models", "this model was merged using",
        "the following models were included in the merge", "the following yaml configuration was used to produce",
        "this model was converted to gguf format from", "refer to the original model card",
        "this model was trained with sft", "this is a trained model of a",
    ]

    private static let inside = ["was trained 2x faster with"]
}
