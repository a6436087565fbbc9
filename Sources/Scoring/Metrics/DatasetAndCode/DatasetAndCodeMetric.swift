package import Wire

/// Whether the data and the code behind the model can be found.
package struct DatasetAndCodeMetric: CardMetric {
    package let name = "dataset_and_code_score"

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        let links = reading.links
        var sheet = ProbeSheet(name)
        datasets(reading, links, &sheet)
        code(reading, links, &sheet)
        let openness = Openness(reading, links)
        return sheet.result(evidence: openness.evidence)
    }

    // MARK: Data

    private func datasets(_ reading: Reading, _ links: Links, _ sheet: inout ProbeSheet) {
        let declared = links.datasets.isEmpty ? reading.facts.datasets.map(\.name) : links.datasets
        let remedy = "list the training data under `datasets:` in the front matter"
        guard !declared.isEmpty else {
            if case .unavailable(let why) = reading.readme, reading.facts.info.value == nil {
                sheet.unknown("dataset_declared", 0.25, "the card could not be read: \(why)")
                sheet.unknown("dataset_resolves", 0.25, "the card could not be read: \(why)")
            } else {
                sheet.no("dataset_declared", 0.25, "no data set is declared", remedy: remedy)
                sheet.no("dataset_resolves", 0.25, "there is none to look at", remedy: remedy)
            }
            return
        }
        let evidence = Evidence(source: "README.md", locator: "datasets", excerpt: declared.joined(separator: ", "))
        sheet.yes("dataset_declared", 0.25, "declares \(declared.prefix(3).joined(separator: ", "))", [evidence])
        resolve(declared, reading.facts, &sheet)
    }

    private func resolve(_ declared: [String], _ facts: Facts, _ sheet: inout ProbeSheet) {
        var there: [String] = []
        var missing: [String] = []
        var why: String?
        for name in declared {
            guard let fact = facts.datasets.first(where: { $0.name.lowercased() == name.lowercased() }) else {
                continue
            }
            switch fact.info {
            case .known: there.append(name)
            case .absent: if fact.card.value == nil { missing.append(name) } else { there.append(name) }
            case .unavailable(let reason): if fact.card.value == nil { why = reason } else { there.append(name) }
            }
        }
        let known = there.count + missing.count
        guard known > 0 else {
            return sheet.unknown(
                "dataset_resolves", 0.25, "the data sets could not be looked at: \(why ?? "not captured")")
        }
        sheet.partial(
            "dataset_resolves", 0.25, Double(there.count) / Double(known), "\(there.count) of \(known) are on the Hub",
            remedy:
                "declare data sets by their name on the Hub: \(missing.prefix(3).joined(separator: ", ")) is not there")
    }

    // MARK: Code

    private func code(_ reading: Reading, _ links: Links, _ sheet: inout ProbeSheet) {
        let own = OwnCode(reading.facts)
        let linked = reading.facts.code.filter { $0.files != .absent }
        let remedy = "link the repository with the training code, or put `train.py` beside the weights"
        if let first = linked.first?.url ?? (reading.facts.code.isEmpty ? links.code.first : nil) {
            let evidence = Evidence(source: "README.md", excerpt: first)
            sheet.yes("code_linked", 0.20, "links \(first)", [evidence])
        } else if let file = own.entryPoints.first ?? own.sources.first {
            let evidence = Evidence(source: "files", locator: file, excerpt: file)
            sheet.yes("code_linked", 0.20, "its code stands beside the weights: \(file)", [evidence])
        } else if let gone = reading.facts.code.first {
            sheet.no("code_linked", 0.20, "\(gone.url) is linked and not there", remedy: remedy)
        } else if case .unavailable(let why) = reading.readme {
            sheet.unknown("code_linked", 0.20, "the card could not be read: \(why)")
        } else {
            sheet.no("code_linked", 0.20, "no code is linked", remedy: remedy)
        }
        entryPoint(reading, links, own, &sheet)
    }

    private func entryPoint(_ reading: Reading, _ links: Links, _ own: OwnCode, _ sheet: inout ProbeSheet) {
        let remedy = "provide a script that trains or fine-tunes the model"
        if let file = own.entryPoints.first {
            let evidence = Evidence(source: "files", locator: file, excerpt: file)
            return sheet.yes("training_code", 0.30, "\(file) trains it", [evidence])
        }
        var why: String?
        for code in reading.facts.code {
            if let found = TrainingCode.entryPoint(of: code) {
                let evidence = Evidence(source: code.url, locator: found.path, excerpt: found.shown)
                return sheet.yes("training_code", 0.30, "\(found.path) of \(code.url) trains it", [evidence])
            }
            if case .unavailable(let reason) = code.files { why = reason }
        }
        if let why {
            sheet.unknown("training_code", 0.30, "the linked code could not be looked at: \(why)")
        } else if reading.facts.code.isEmpty, !links.code.isEmpty {
            sheet.unknown("training_code", 0.30, "the linked code was not captured")
        } else if reading.facts.code.isEmpty, case .unavailable(let reason) = reading.readme {
            sheet.unknown("training_code", 0.30, "the card could not be read: \(reason)")
        } else {
            sheet.no("training_code", 0.30, "no training script in the code", remedy: remedy)
        }
    }
}
