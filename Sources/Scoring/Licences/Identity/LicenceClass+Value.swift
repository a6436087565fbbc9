package import Wire

extension LicenceClass {
    /// What the class is worth to who wants to use a model, 0…1: the scale of the `license` metric.
    package var value: Double {
        switch self {
        case .publicDomain, .permissive: 1.0
        case .weakCopyleft: 0.8
        case .copyleft: 0.6
        case .useRestricted: 0.5
        case .nonCommercial, .proprietary: 0.2
        case .unknown: 0.0
        }
    }

    /// In a sentence.
    package var words: String {
        switch self {
        case .publicDomain: "public domain"
        case .permissive: "permissive"
        case .weakCopyleft: "weak copyleft"
        case .copyleft: "copyleft"
        case .useRestricted: "restricted in its use"
        case .nonCommercial: "non-commercial"
        case .proprietary: "proprietary"
        case .unknown: "unknown"
        }
    }
}
