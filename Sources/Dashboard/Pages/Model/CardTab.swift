import Domain
import Registry
import Wire

/// The card of a version, made harmless.
struct CardTab: Sendable {
    let markup: Markup?
    /// Why there is none.
    let missing: String?
    let matterProblem: String?
    let isTruncated: Bool

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        do {
            let card = try await services.catalogue.card(of: sight.repository, at: sight.address.revision)
            markup = CardMarkup.render(
                markdown: card.markdown, base: CardTab.base(sight), hasFrontMatter: false)
            missing = nil
            matterProblem = card.problem
            isTruncated = card.truncated
        } catch let error as RegistryError {
            (markup, missing, matterProblem, isTruncated) = (nil, error.problem.message, nil, false)
        }
    }
}
