package import Domain

extension MirrorQuery {
    /// Reads the query of `/api/models` or `/api/datasets`; throws `MirrorError.badRequest` for what it cannot mean.
    package init(_ form: FormItems, kind: RepositoryKind) throws(MirrorError) {
        self.init()
        search = form.all("search")
        author = form.all("author").first
        filters = form.all("filter", commas: true) + form.all("tags", commas: true)
        pipelineTags = form.all("pipeline_tag", commas: true)
        libraries = form.all("library", commas: true)
        isGated = form.flag("gated")
        parameterCount = try form.all("num_parameters").first.map(Self.parameters)
        if let sort = form.all("sort").first {
            guard let known = Self.order(sort) else {
                let known = Order.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badRequest("invalid sort \"\(sort)\": what is kept here can be sorted by \(known)")
            }
            order = known
        }
        isAscending = form.first("direction") == "1"
        if let text = form.first("limit") {
            guard let number = Int(text), number >= 0 else { throw .badRequest("limit is a number from 1 to 1000") }
            limit = min(max(1, number), Self.limitMax)
        }
        cursor = form.all("cursor").first
        fields = try MirrorFields(list: form, kind: kind)
    }

    /// Python of old sends `last_modified`.
    private static func order(_ text: String) -> Order? {
        switch text {
        case "last_modified": .lastModified
        case "created_at": .createdAt
        default: Order(rawValue: text)
        }
    }

    /// `min:6B,max:128B`, either half alone too.
    private static func parameters(_ text: String) throws(MirrorError) -> ClosedRange<Int64> {
        var low: Int64 = 0
        var high = Int64.max
        for half in text.split(separator: ",") {
            let parts = half.split(separator: ":")
            guard parts.count == 2, let count = count(parts[1]) else { throw .badRequest("invalid num_parameters") }
            switch parts[0] {
            case "min": low = count
            case "max": high = count
            default: throw .badRequest("invalid num_parameters")
            }
        }
        guard low <= high else { throw .badRequest("invalid num_parameters: min is above max") }
        return low...high
    }

    /// `6B`, `500M`, `1.5K`, `1000`.
    private static func count(_ text: Substring) -> Int64? {
        let units: [Character: Double] = ["K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12]
        let unit = text.uppercased().last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text : text.dropLast()), number >= 0 else { return nil }
        return Int64(exactly: (number * (unit ?? 1)).rounded())
    }
}
