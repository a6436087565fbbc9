import Hummingbird

/// How somebody wants pages to look, kept in cookies, so that the first picture is already right.
struct Appearance: Sendable, Hashable {
    /// `light`, `dark`, or `auto` for what the system says.
    let theme: String
    /// Whether the sidebar is folded to its icons.
    let isFolded: Bool

    init(_ request: Request) {
        let wished = request.cookies["roost_theme"]?.value
        theme = wished == "light" || wished == "dark" ? wished ?? "auto" : "auto"
        isFolded = request.cookies["roost_sidebar"]?.value == "folded"
    }
}
