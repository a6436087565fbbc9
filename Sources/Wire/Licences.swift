/// What kind of licence it is, freest first.
package enum LicenceClass: String, Codable, Sendable, Hashable, CaseIterable {
    case publicDomain = "public_domain"
    case permissive
    case weakCopyleft = "weak_copyleft"
    case copyleft
    /// Use is restricted, commercial use allowed: RAIL, Llama, Gemma.
    case useRestricted = "use_restricted"
    /// Non-commercial, research only, or no derivatives.
    case nonCommercial = "non_commercial"
    case proprietary
    case unknown
}

/// A licence that was recognised, and how sure that is.
package struct LicenceMatch: Codable, Sendable, Hashable {
    /// The Hub's lower-case identifier where it has one, else the SPDX or ScanCode key in lower case.
    package var id: String
    package var spdx: String?
    package var name: String
    package var `class`: LicenceClass
    /// 0…1.
    package var confidence: Double
    /// The file, field or line it was found in.
    package var `where`: String

    package init(
        id: String, spdx: String?, name: String, class: LicenceClass, confidence: Double, where place: String
    ) {
        self.id = id
        self.spdx = spdx
        self.name = name
        self.class = `class`
        self.confidence = confidence
        self.where = place
    }
}

/// All that is said of a model's licence in different places, held against each other.
package struct LicenceChain: Codable, Sendable, Hashable {
    package enum Verdict: String, Codable, Sendable, Hashable {
        case consistent
        /// Two places contradict each other.
        case conflict
        /// Freer than what it was made from.
        case drift
        case missing
        case unknown
    }

    package struct Link: Codable, Sendable, Hashable {
        /// `card`, `file`, `header`, `base_model`, `dataset`.
        package var source: String
        /// Whose: the file, the field, the base model's or data set's name.
        package var subject: String
        /// Nil when nothing was recognised.
        package var licence: LicenceMatch?
        /// Why it is not known; nil when it is.
        package var unknown: String?

        package init(source: String, subject: String, licence: LicenceMatch?, unknown: String? = nil) {
            self.source = source
            self.subject = subject
            self.licence = licence
            self.unknown = unknown
        }
    }

    package var verdict: Verdict
    /// One sentence.
    package var reason: String
    package var remedy: String?
    /// The identifier that holds after everything was compared; nil when none does.
    package var effective: LicenceMatch?
    package var links: [Link]
    /// The two links that contradict each other; empty when none do.
    package var conflicting: [Link]

    package init(
        verdict: Verdict, reason: String, remedy: String? = nil, effective: LicenceMatch?, links: [Link],
        conflicting: [Link] = []
    ) {
        self.verdict = verdict
        self.reason = reason
        self.remedy = remedy
        self.effective = effective
        self.links = links
        self.conflicting = conflicting
    }
}
