/// What files are for, told from their paths.
enum CodeFiles {
    static func isTest(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/")
        guard let name = parts.last else { return false }
        if parts.dropLast().contains(where: { ["test", "tests", "testing", "spec", "specs", "__tests__"].contains($0) })
        {
            return SourceFiles.contains(String(name))
        }
        return name.hasPrefix("test_") && name.hasSuffix(".py") || name.hasSuffix("_test.py")
            || name.hasSuffix("_test.go")
            || name.hasSuffix(".test.js") || name.hasSuffix(".test.ts") || name.hasSuffix(".spec.ts")
            || name.hasSuffix("tests.swift") || name.hasSuffix("test.java") || name.hasSuffix("_test.cpp")
    }

    static func isContinuousIntegration(_ path: String) -> Bool {
        let lowered = path.lowercased()
        if lowered.hasPrefix(".github/workflows/") { return lowered.hasSuffix(".yml") || lowered.hasSuffix(".yaml") }
        return lowered.hasPrefix(".circleci/") || lowered.hasPrefix(".buildkite/")
            || [
                ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "jenkinsfile", ".drone.yml", "appveyor.yml",
                ".appveyor.yml", "bitbucket-pipelines.yml", ".cirrus.yml", ".woodpecker.yml", "tox.ini", "noxfile.py",
            ].contains(lowered)
    }

    static func isLock(_ path: String) -> Bool {
        [
            "poetry.lock", "uv.lock", "pipfile.lock", "pdm.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml",
            "cargo.lock", "go.sum", "package.resolved", "conda-lock.yml", "gemfile.lock", "composer.lock", "pixi.lock",
            "manifest.toml", "flake.lock", "requirements.lock", "requirements-lock.txt",
        ].contains(name(of: path))
    }

    static func isManifest(_ path: String) -> Bool {
        let name = name(of: path)
        return name.hasPrefix("requirements") && name.hasSuffix(".txt")
            || [
                "pyproject.toml", "setup.py", "setup.cfg", "environment.yml", "environment.yaml", "pipfile",
                "package.json",
                "cargo.toml", "go.mod", "package.swift", "constraints.txt",
            ].contains(name)
    }

    static func isLinterSetting(_ path: String) -> Bool {
        let name = name(of: path)
        return name.hasPrefix(".eslintrc") || name.hasPrefix(".prettierrc")
            || [
                ".flake8", ".pylintrc", "pylintrc", "ruff.toml", ".ruff.toml", "mypy.ini", ".mypy.ini",
                "pyrightconfig.json",
                ".pre-commit-config.yaml", ".clang-format", ".clang-tidy", ".isort.cfg", ".swiftlint.yml",
                ".swift-format",
                "rustfmt.toml", ".rustfmt.toml", "clippy.toml", ".golangci.yml", ".style.yapf", ".editorconfig",
                "biome.json",
                ".rubocop.yml", "eslint.config.js", "eslint.config.mjs", ".pep8",
            ].contains(name)
    }

    /// Names in the settings of several tools.
    static let linters = [
        "[tool.ruff", "[tool.black", "[tool.mypy", "[tool.isort", "[tool.pylint", "[tool.pyright", "[tool.flake",
        "[flake8",
        "[mypy", "[pycodestyle", "[yapf", "eslint", "prettier", "ruff check", "black --check", "flake8 ",
    ]

    static func isLicence(_ path: String) -> Bool {
        guard !path.contains("/") else { return false }
        let name = path.lowercased()
        return ["license", "licence", "copying", "unlicense"].contains { name.hasPrefix($0) }
    }

    static func isBinary(_ path: String) -> Bool {
        guard let ending = name(of: path).split(separator: ".").last, path.contains(".") else { return false }
        return [
            "bin", "exe", "dll", "so", "dylib", "a", "lib", "o", "obj", "jar", "war", "class", "pyc", "whl", "egg",
            "zip", "gz",
            "tar", "tgz", "bz2", "xz", "7z", "rar", "pt", "pth", "ckpt", "onnx", "h5", "pb", "pkl", "pickle", "joblib",
            "npy",
            "npz", "safetensors", "gguf", "tflite", "dmg", "iso", "deb", "rpm", "msi", "db", "sqlite", "parquet",
        ].contains(String(ending))
    }

    private static func name(of path: String) -> String { path.split(separator: "/").last?.lowercased() ?? "" }
}

/// The lines of a requirements file.
struct Requirements {
    /// The share of requirements with an exact version: 0…1; nil when there are none.
    let pinnedShare: Double?

    init(_ text: String) {
        var total = 0
        var pinned = 0
        for line in text.utf8.prefix(1 << 20).split(separator: 10).prefix(5000) {
            let bytes = line.drop { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: "-") || $0 == 34 }
            guard let first = bytes.first, LoweredText.isWord(first), bytes.count < 500 else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            // Of TOML and YAML only lines that name a version are requirements.
            let isPinned = text.contains("==") || text.contains("@ git+") && text.contains("@")
            if !isPinned, text.contains(" = ") || text.hasSuffix(":") || text.contains("(") { continue }
            total += 1
            if isPinned { pinned += 1 }
        }
        pinnedShare = total > 0 ? Double(pinned) / Double(total) : nil
    }
}
