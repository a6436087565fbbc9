import Domain

/// Which small files of a code repository are read: those that say how it is built, tested, licensed and run.
struct TextChoice: Sendable {
    let limits: ForgeLimits

    /// The most telling first; within the limits of number. Sizes are judged when they are known.
    func choose(from entries: [HeadEntry]) -> [HeadEntry] {
        let ranked = entries.compactMap { entry in
            entry.isPlain ? Self.rank(entry.path).map { (rank: $0, entry: entry) } : nil
        }
        let sorted = ranked.sorted {
            ($0.rank, $0.entry.path.utf8.count, $0.entry.path) < ($1.rank, $1.entry.path.utf8.count, $1.entry.path)
        }
        return Array(sorted.prefix(limits.texts).map(\.entry))
    }

    /// 0 is the most telling; nil is not read.
    static func rank(_ path: String) -> Int? {
        let segments = path.lowercased().split(separator: "/").map(String.init)
        guard let name = segments.last, segments.count <= 5 else { return nil }
        let isTop = segments.count == 1
        if isTop, about.contains(where: { name.hasPrefix($0) }) { return 0 }
        if isCI(segments) { return 1 }
        if segments.count <= 2, isManifest(name) { return isTop ? 2 : 5 }
        if isTop, linters.contains(where: { name.hasPrefix($0) }) { return 3 }
        if isEntryPoint(name) { return isTop ? 3 : 4 }
        return nil
    }

    private static let about = [
        "readme", "license", "licence", "copying", "notice", "citation.cff", ".mailmap", "security.md", "codeowners",
    ]
    private static let services: Set<String> = [
        ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "jenkinsfile", "appveyor.yml", ".appveyor.yml",
        ".drone.yml", "bitbucket-pipelines.yml", ".cirrus.yml", ".woodpecker.yml", "buildspec.yml", "tox.ini",
        "noxfile.py",
    ]
    private static let manifests: Set<String> = [
        "setup.py", "setup.cfg", "pyproject.toml", "pipfile", "pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock",
        "environment.yml", "environment.yaml", "conda-lock.yml", "package.json", "package-lock.json", "yarn.lock",
        "pnpm-lock.yaml", "cargo.toml", "cargo.lock", "go.mod", "go.sum", "gemfile", "gemfile.lock", "package.swift",
        "package.resolved", "cmakelists.txt", "pom.xml", "build.gradle", "build.gradle.kts", "gradle.lockfile",
        "dockerfile", "makefile", "flake.lock", "renv.lock", "description",
    ]
    private static let linters = [
        ".flake8", ".pylintrc", "pylintrc", "ruff.toml", ".ruff.toml", "mypy.ini", ".mypy.ini", ".pre-commit-config",
        ".eslintrc", "eslint.config", ".prettierrc", "biome.json", ".clang-format", ".clang-tidy", ".editorconfig",
        "rustfmt.toml", ".rustfmt.toml", "clippy.toml", ".swiftlint", ".swift-format", ".golangci",
        "pyrightconfig.json",
        ".isort.cfg", ".rubocop.yml", "checkstyle.xml", ".coveragerc", "pytest.ini", "conftest.py",
    ]

    private static func isCI(_ segments: [String]) -> Bool {
        switch segments.count {
        case 1: services.contains(segments[0])
        case 2: segments[0] == ".circleci" || segments[0] == ".buildkite"
        case 3:
            segments[0].hasPrefix(".") && segments[1] == "workflows"
                && (segments[2].hasSuffix(".yml") || segments[2].hasSuffix(".yaml"))
        default: false
        }
    }

    private static func isManifest(_ name: String) -> Bool {
        manifests.contains(name)
            || (name.hasPrefix("requirements") && (name.hasSuffix(".txt") || name.hasSuffix(".in")))
    }

    private static func isEntryPoint(_ name: String) -> Bool {
        let stem = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
        guard name.hasSuffix(".py") || name.hasSuffix(".sh") || name.hasSuffix(".ipynb") else { return false }
        return ["train", "run_", "finetune", "fine_tune", "pretrain", "sft", "evaluate", "eval"].contains {
            stem.hasPrefix($0)
        } || stem.hasSuffix("_train") || stem.hasSuffix("_finetune") || stem == "main"
    }
}
