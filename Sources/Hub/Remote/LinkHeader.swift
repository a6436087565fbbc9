import NIOHTTP1

/// The `Link` headers of an answer.
enum LinkHeader {
    /// The address with `rel="next"`; nil on the last page.
    static func next(_ headers: HTTPHeaders) -> String? {
        for value in headers["Link"] {
            var rest = value[...]
            while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
                let target = rest[rest.index(after: open)..<close]
                let parameters = rest[rest.index(after: close)...].prefix { $0 != "<" }
                if isNext(parameters) { return String(target) }
                rest = parameters.endIndex < rest.endIndex ? rest[parameters.endIndex...] : ""
            }
        }
        return nil
    }

    private static func isNext(_ parameters: Substring) -> Bool {
        parameters.split { $0 == ";" || $0 == "," }.contains { parameter in
            let words = parameter.lowercased().filter { $0 != " " && $0 != "\"" }
            return words == "rel=next"
        }
    }
}
