/// Where a link of the chain was seen, as reports write it.
enum LicenceLinkSource: String {
    case card
    case file
    case header
    case baseModel = "base_model"
    case dataset

    /// Whether it is said of the model itself.
    var isOwn: Bool { self == .card || self == .file || self == .header }
}
