/// Something that needs a person: what, what to do, and where.
struct Concern: Sendable, Hashable {
    enum Weight: String, Sendable {
        case bad
        case warn
    }

    /// The class of its badge.
    let weight: String
    /// `failed job`, `disk`: what it is about, in a word or two.
    let topic: String
    let sentence: Markup
    /// What to do; may hold a command.
    let advice: Markup
    let link: Place?

    struct Place: Sendable, Hashable {
        let placeLabel: String
        let placePath: String
    }

    init(
        _ weight: Weight, _ topic: String, _ sentence: String, advice: String, at place: (label: String, path: String)?
    ) {
        self.init(weight, topic, Words.prose(sentence), advice: advice, at: place)
    }

    /// - Parameter sentence: with moments in it, say.
    init(
        _ weight: Weight, _ topic: String, _ sentence: Markup, advice: String, at place: (label: String, path: String)?
    ) {
        self.weight = weight.rawValue
        self.topic = topic
        self.sentence = sentence
        // Hints of problems come without their full stop.
        self.advice = Words.sentence(advice.hasSuffix(".") ? advice : advice + ".")
        link = place.map { Place(placeLabel: $0.label, placePath: $0.path) }
    }
}
