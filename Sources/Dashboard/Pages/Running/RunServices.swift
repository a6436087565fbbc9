package import Wire

/// What the pages of running and routing ask of the house.
package struct RunServices: Sendable {
    /// Which requests a page of them shows.
    package struct Wish: Sendable, Hashable {
        /// Only this person's; nil for everybody's.
        package var person: String?
        package var route: String?
        /// `answered`, `failed`, `broke_off` or `cancelled`.
        package var outcome: String?
        /// From a page's `next`.
        package var before: String?
        package var limit: Int
    }

    /// The file of the routes, for its editor.
    package struct Draft: Sendable, Hashable {
        package let text: String
        /// Names exactly these bytes of the file.
        package let tag: String
        /// Why it cannot be saved here.
        package let obstacle: String?

        package init(text: String, tag: String, obstacle: String?) {
            self.text = text
            self.tag = tag
            self.obstacle = obstacle
        }
    }

    let runtimes: @Sendable () async throws -> RuntimesView
    /// With the file's text, and with problems that name what only administrators are told.
    let routes: @Sendable (_ isWhole: Bool) -> RoutesView
    let draft: @Sendable () throws -> Draft
    let requests: @Sendable (Wish) async throws -> RequestTraces
    let request: @Sendable (_ id: String, _ person: String?) async throws -> RequestTrace?

    /// - Parameter request: a trace by its id; a person sees none but their own.
    package init(
        runtimes: @escaping @Sendable () async throws -> RuntimesView,
        routes: @escaping @Sendable (_ isWhole: Bool) -> RoutesView, draft: @escaping @Sendable () throws -> Draft,
        requests: @escaping @Sendable (Wish) async throws -> RequestTraces,
        request: @escaping @Sendable (_ id: String, _ person: String?) async throws -> RequestTrace?
    ) {
        self.runtimes = runtimes
        self.routes = routes
        self.draft = draft
        self.requests = requests
        self.request = request
    }
}
