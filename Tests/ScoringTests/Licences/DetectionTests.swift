import Testing
import Wire

@testable import Scoring

@Suite struct `Licence texts` {
    private let knowledge: LicenceKnowledge

    init() throws { knowledge = try LicenceKnowledge.load() }

    private func best(_ text: String) -> LicenceMatch? { knowledge.detect(text: text, where: "LICENSE").first }

    @Test func `are recognised word for word with full confidence`() throws {
        let match = try #require(best(try LicenceSamples.apache()))
        #expect(match.id == "apache-2.0")
        #expect(match.spdx == "Apache-2.0")
        #expect(match.class == .permissive)
        #expect(match.confidence == 1)
    }

    @Test(arguments: ["// ", "# ", " * ", "-- ", "; "])
    func `are recognised behind comment signs`(_ sign: String) throws {
        let lines = try LicenceSamples.apache().split(separator: "\n", omittingEmptySubsequences: false)
        let match = try #require(best(lines.map { sign + $0 }.joined(separator: "\n")))
        #expect(match.id == "apache-2.0")
        #expect(match.confidence > 0.95)
    }

    @Test func `are recognised on one line, in HTML and with a copyright line`() throws {
        let apache = try LicenceSamples.apache()
        let words = apache.split { $0.isWhitespace }.joined(separator: " ")
        #expect(best(words)?.id == "apache-2.0")
        #expect(best("<html><body><p>\(apache)</p></body></html>")?.id == "apache-2.0")
        #expect(best("Copyright (c) 2021 Jane Doe\n\n" + LicenceSamples.mit)?.id == "mit")
    }

    @Test func `are recognised with words changed, and with less confidence`() throws {
        let changed = LicenceSamples.mit.replacing("AUTHORS", with: "PEOPLE OF ACME").replacing(
            "Software", with: "Program")
        let match = try #require(best(changed))
        #expect(match.id == "mit")
        #expect(match.confidence < 1)
    }

    @Test func `stand in the order of a file with several, with the line of each`() throws {
        let text = "Our licence:\n\n\(LicenceSamples.mit)\n\nBundled code:\n\n\(try LicenceSamples.apache())"
        let found = knowledge.detect(text: text, where: "LICENSE")
        #expect(Array(found.map(\.id).prefix(2)) == ["mit", "apache-2.0"])
        #expect(found[0].where == "LICENSE:3")
    }

    @Test func `of prose and of code are none`() {
        #expect(knowledge.detect(text: "A small language model, trained on poems. See the paper.", where: "a").isEmpty)
        #expect(knowledge.detect(text: "int main(void) { return 0; }", where: "a").isEmpty)
        #expect(knowledge.detect(text: "", where: "a").isEmpty)
    }

    @Test func `made to be slow end soon and say nothing wrong`() {
        let repeated = String(repeating: "this program is free software you can redistribute it ", count: 2000)
        #expect(knowledge.detect(text: repeated, where: "a").count <= LicenceDetector.maximumFindings)
        let bytes = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        #expect(knowledge.detect(bytes: bytes, where: "a").count <= LicenceDetector.maximumFindings)
        let tags = String(repeating: "SPDX-License-Identifier: \(String(repeating: "(", count: 300))MIT\n", count: 200)
        #expect(knowledge.detect(text: tags, where: "a").count <= LicenceDetector.maximumFindings)
    }
}

@Suite struct `Licence notices` {
    private let knowledge: LicenceKnowledge

    init() throws { knowledge = try LicenceKnowledge.load() }

    private func best(_ text: String) -> LicenceMatch? { knowledge.detect(text: text, where: "a").first }

    @Test func `tell one version from a version or any later one`() {
        #expect(best(LicenceSamples.gplNotice)?.spdx == "GPL-2.0-or-later")
        let only =
            "This program is free software; you can redistribute it and/or modify it under the terms of the GNU General "
            + "Public License version 2 as published by the Free Software Foundation."
        #expect(best(only)?.spdx == "GPL-2.0-only")
    }

    @Test(arguments: [
        ("Licensed under the Apache License, Version 2.0", "apache-2.0"),
        ("This project is licensed under the MIT license.", "mit"),
        ("# SPDX-License-Identifier: BSD-3-Clause", "bsd-3-clause"),
        (
            "/* SPDX-License-Identifier: GPL-2.0-or-later WITH Classpath-exception-2.0 */",
            "gpl-2.0-or-later with classpath-exception-2.0"
        ),
        ("SPDX-License-Identifier: (MIT OR Apache-2.0)", "mit or apache-2.0"),
        ("META LLAMA 3 COMMUNITY LICENSE AGREEMENT\nMeta Llama 3 Version Release Date: April 18, 2024", "llama3"),
        ("FAIR Noncommercial Research License", "fair-noncommercial-research-license"),
        ("Mistral AI Non-Production License", "mnpl"),
    ])
    func `name a licence in a line`(_ text: String, _ id: String) { #expect(best(text)?.id == id) }

    @Test func `of both parts of a sum are two`() {
        let found = knowledge.detect(text: "// SPDX-License-Identifier: MIT AND Zlib", where: "a")
        #expect(found.map(\.id) == ["mit", "zlib"])
    }
}
