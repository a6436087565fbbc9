/// What a person said about the files of a repository they want.
package struct FileChoice: Hashable, Sendable {
    /// When not empty, only files that fit one of these.
    package let include: [Glob]
    /// No file that fits one of these.
    package let exclude: [Glob]
    /// A label such as `Q4_K_M`, in any letter case.
    package let quantisation: String?
    /// Every quantisation, not only the best one.
    package let everything: Bool

    /// Throws `SelectionError.pattern` for a pattern that is empty or too long.
    package init(
        include: [String] = [], exclude: [String] = [], quantisation: String? = nil, everything: Bool = false
    ) throws(SelectionError) {
        self.include = try include.map(Self.glob)
        self.exclude = try exclude.map(Self.glob)
        self.quantisation = quantisation
        self.everything = everything
    }

    func allows(_ path: String) -> Bool {
        (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
    }

    private static func glob(_ text: String) throws(SelectionError) -> Glob {
        guard let glob = Glob(text) else { throw .pattern(text) }
        return glob
    }
}
