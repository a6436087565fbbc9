package import Wire

/// Holds everything that is said of a model's licence against each other.
package struct LicenceChainBuilder {
    let knowledge: LicenceKnowledge

    package init(knowledge: LicenceKnowledge) { self.knowledge = knowledge }

    /// One verdict with the two places that contradict each other.
    package func chain(from facts: Facts) -> LicenceChain {
        let links = LicenceLinks(knowledge: knowledge).links(of: facts)
        let own = links.filter { LicenceLinkSource(rawValue: $0.source)?.isOwn ?? false }
        let known = own.filter { $0.licence != nil }
        guard let first = known.first, let declared = first.licence else { return unsaid(own, links) }
        if let (one, other) = contradiction(known) { return conflict(one, other, links) }
        let exact = known.compactMap(\.licence).first { !knowledge.isFamily($0.id) } ?? declared
        if let (source, origin) = drift(exact, links) {
            return drifted(exact, at: known.first { $0.licence == exact } ?? first, source, origin, links)
        }
        let others = links.filter { $0.licence == nil && LicenceLinkSource(rawValue: $0.source) == .baseModel }
        let open =
            others.isEmpty ? "" : "; the licence of \(others.map(\.subject).joined(separator: ", ")) is not known"
        return LicenceChain(
            verdict: .consistent, reason: "`\(exact.id)` (\(exact.class.words)) wherever it is said\(open)",
            remedy: knowledge.isFamily(exact.id) ? "name the licence itself: `\(exact.id)` stands for several" : nil,
            effective: exact, links: links)
    }

    private func unsaid(_ own: [LicenceChain.Link], _ links: [LicenceChain.Link]) -> LicenceChain {
        if let why = own.compactMap(\.unknown).first {
            let place = own.first { $0.unknown != nil }?.subject ?? "the card"
            return LicenceChain(
                verdict: .unknown, reason: "the licence could not be told from \(place): \(why)",
                remedy: "ask the author for an identifier that the Hub knows, or for the text of the licence",
                effective: nil,
                links: links)
        }
        return LicenceChain(
            verdict: .missing, reason: "neither the card nor a licence file nor a weight file names a licence",
            remedy:
                "without a licence nothing is allowed: ask the author to add `license:` to README.md and a LICENSE file",
            effective: nil, links: links)
    }

    private func conflict(_ one: LicenceChain.Link, _ other: LicenceChain.Link, _ links: [LicenceChain.Link])
        -> LicenceChain
    {
        let names = (one.licence?.id ?? "", other.licence?.id ?? "")
        return LicenceChain(
            verdict: .conflict, reason: "\(one.subject) says `\(names.0)`, \(other.subject) says `\(names.1)`",
            remedy: "ask the author which of the two holds; until then the stricter one does", effective: nil,
            links: links,
            conflicting: [one, other])
    }

    private func drifted(
        _ exact: LicenceMatch, at link: LicenceChain.Link, _ source: LicenceChain.Link, _ origin: LicenceMatch,
        _ links: [LicenceChain.Link]
    ) -> LicenceChain {
        let kind = source.source == LicenceLinkSource.dataset.rawValue ? "data set" : "base model"
        return LicenceChain(
            verdict: .drift,
            reason:
                "`\(exact.id)` (\(exact.class.words)) allows more than its \(kind) \(source.subject), `\(origin.id)` "
                + "(\(origin.class.words))",
            remedy: "treat it as `\(origin.id)`: nobody can grant more than they were granted", effective: origin,
            links: links,
            conflicting: [link, source])
    }

    /// Two places that cannot both be right.
    private func contradiction(_ known: [LicenceChain.Link]) -> (LicenceChain.Link, LicenceChain.Link)? {
        for (number, one) in known.enumerated() {
            for other in known.dropFirst(number + 1) {
                guard let left = one.licence, let right = other.licence else { continue }
                // A second licence file, for a part of the repository, contradicts nobody.
                if one.source == other.source, one.source == LicenceLinkSource.file.rawValue { continue }
                let agreeing = known.contains { link in
                    link.source == other.source && link.licence.map { knowledge.agree(left, $0) } == true
                }
                if !agreeing, !knowledge.agree(left, right) { return (one, other) }
            }
        }
        return nil
    }

    /// Whoever it was made from that allows less; of several the strictest.
    private func drift(_ own: LicenceMatch, _ links: [LicenceChain.Link]) -> (LicenceChain.Link, LicenceMatch)? {
        var found: [(LicenceChain.Link, LicenceMatch)] = []
        for link in links {
            guard let licence = link.licence, let source = LicenceLinkSource(rawValue: link.source),
                licence.class != .unknown
            else { continue }
            let allowsLess = licence.class.value < own.class.value && !knowledge.agree(own, licence)
            switch source {
            case .baseModel where allowsLess: found.append((link, licence))
            // What a licence of data means for weights is disputed, but not that non-commercial data were used.
            case .dataset where allowsLess && licence.class == .nonCommercial: found.append((link, licence))
            default: continue
            }
        }
        return found.min { ($0.1.class.value, $0.0.subject) < ($1.1.class.value, $1.0.subject) }
    }
}
