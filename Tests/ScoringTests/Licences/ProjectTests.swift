import Testing
import Wire

@testable import Scoring

@Suite struct `Licence of a project` {
    private let projects: ProjectLicences

    init() throws { projects = ProjectLicences(knowledge: try LicenceKnowledge.load()) }

    private func ids(_ files: [String: String]) -> [String] {
        projects.matches(in: files.map { ProjectFile(path: $0.key, bytes: Array($0.value.utf8)) }).map(\.id)
    }

    @Test func `is that of the licence file before manifests before the README`() {
        let files = [
            "README.md": "# A\n\n## License\n\nBSD-3-Clause\n", "package.json": #"{"license": "ISC"}"#,
            "LICENSE": LicenceSamples.mit,
        ]
        #expect(ids(files) == ["mit", "isc", "bsd-3-clause"])
    }

    @Test(arguments: [
        ("pyproject.toml", "[project]\nname = \"a\"\nlicense = \"Apache-2.0\"\n", "apache-2.0"),
        ("pyproject.toml", "[project]\nlicense = {text = \"MIT\"}\n", "mit"),
        ("setup.cfg", "[metadata]\nclassifiers =\n    License :: OSI Approved :: MIT License\n", "mit"),
        ("setup.py", "setup(\n    name='a',\n    license='BSD-3-Clause',\n)\n", "bsd-3-clause"),
        ("package.json", #"{"licenses": [{"type": "MIT", "url": "x"}]}"#, "mit"),
        ("Cargo.toml", "[package]\nlicense = \"MIT OR Apache-2.0\"\n", "mit or apache-2.0"),
        ("a.gemspec", "Gem::Specification.new do |s|\n  s.license = 'MIT'\nend\n", "mit"),
        ("composer.json", #"{"license": ["LGPL-2.1-only", "GPL-3.0-or-later"]}"#, "lgpl-2.1 or gpl-3.0-or-later"),
        (
            "debian/copyright",
            "Format: https://www.debian.org/doc/x/\n\nFiles: *\nCopyright: 2020 A\nLicense: GPL-2+\n",
            "gpl-2.0-or-later"
        ),
        ("README.md", "---\nlicense: gemma\n---\n# A\n", "gemma"),
        ("README.md", "# A\n\n## License\n\nThis is released under the [MIT License](LICENSE).\n", "mit"),
        ("a.py", "# SPDX-License-Identifier: MPL-2.0\nprint()\n", "mpl-2.0"),
        ("LICENSES/MIT.txt", LicenceSamples.mit, "mit"),
    ])
    func `is found where projects say it`(_ path: String, _ text: String, _ id: String) {
        #expect(ids([path: text]).first == id)
    }

    @Test func `is the choice of the manifest when the texts of both are there`() throws {
        let files = [
            "Cargo.toml": "license = \"MIT OR Apache-2.0\"", "LICENSE-MIT": LicenceSamples.mit,
            "LICENSE-APACHE": try LicenceSamples.apache(),
        ]
        #expect(ids(files).first == "mit or apache-2.0")
    }

    @Test func `is none when nothing says it`() {
        #expect(ids(["README.md": "# A\n\nIt does things.\n", "main.c": "int main(void) { return 0; }"]).isEmpty)
        #expect(
            ids(["package.json": "{\"license\": \(String(repeating: "[", count: 5000))", "setup.py": "license="])
                .isEmpty)
    }
}
