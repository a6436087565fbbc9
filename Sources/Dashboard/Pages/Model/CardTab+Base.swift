import API
import Access
import Domain
import Registry
import Wire

extension CardTab {
    /// A card's links to files of its own repository lead to the kept bytes, for who may have them.
    static func base(_ sight: ModelSight) -> CardBase {
        guard sight.may(.download), !sight.headline.summary.quarantined else { return .none }
        let version = sight.address.at(sight.headline.summary.commit)
        return CardBase { version.api(Paths.file, [("path", $0.text)]) }
    }
}
