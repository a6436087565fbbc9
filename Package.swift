// swift-tools-version: 6.3
import PackageDescription

// Read top to bottom: a target may use only the targets above it. `make check` proves it.
let targets: [[Target]] = [
    // Files that travel inside the program: the API's description and its page, templates, styles and scripts.
    [.target(name: "CAssets", exclude: ["docs"])],
    // C libraries of the system, named for Swift. `make` installs their headers.
    system("CArchive", apt: "libarchive-dev"),
    system("CDeflate", apt: "libdeflate-dev"),
    system("CLinux", apt: "libc6-dev"),
    system("CMarkdown", apt: "libcmark-gfm-extensions-dev"),
    system("CPCRE", apt: "libpcre2-dev"),
    system("CZlib", apt: "zlib1g-dev"),
    // Data in the program: an index that `scripts/make-licences` makes.
    [.target(name: "CLicences")],

    // 1. Words: plain values everyone speaks. No I/O.
    words("Domain"),
    words("Wire", uses: ["Domain"]),

    // 2. Capabilities: one folder each, no HTTP routes, no HTML.
    capability("Storage", uses: ["Domain", "CLinux", "CPCRE"], with: [.grdb, .sqlite, .log]),
    capability(
        "Blobs", uses: ["Domain", "CDeflate", "CLinux"], with: [.crypto, .system, .nioCore, .nioPosix],
        testing: [.subprocess]),
    capability("Access", uses: ["Domain", "Wire", "Storage"], with: [.crypto, .cryptoExtras, .jwt, .log]),
    capability("Jobs", uses: ["Domain", "Storage"], with: [.log]),
    capability(
        "Hub", uses: ["Domain", "Wire", "Blobs"],
        with: [.httpClient, .nioCore, .nioHTTP1, .nioPosix, .yams, .log, .crypto]),
    capability("Sandbox", uses: ["Domain", "Wire", "CLinux"], with: [.subprocess, .system, .log]),
    capability(
        "Scoring", uses: ["Domain", "Wire", "Blobs", "Hub", "CArchive", "CLicences", "CZlib"],
        with: [.crypto, .nioCore, .nioPosix, .system, .log]),
    capability(
        "Forge", uses: ["Domain", "Wire", "Hub", "Scoring", "Sandbox"],
        with: [.crypto, .log, .system, .nioCore, .nioHTTP1, .nioPosix]),
    capability(
        "Registry", uses: ["Domain", "Wire", "Storage", "Blobs", "Jobs", "Hub", "Sandbox", "Scoring", "Forge"],
        with: [.crypto, .nioCore, .system, .log]),
    capability(
        "Conversion", uses: ["Domain", "Wire", "Blobs", "Jobs", "Hub", "Sandbox", "Scoring", "Registry"],
        with: [.nioCore, .system], testing: ["Storage"]),

    capability(
        "Engines", uses: ["CAssets", "CLinux", "Domain", "Wire", "Storage", "Blobs", "Jobs", "Hub", "Registry"],
        with: [.httpClient, .nioCore, .nioHTTP1, .nioPosix, .subprocess, .system, .log],
        excluding: ["Backends/LlamaCpp/launcher.py"]),

    capability(
        "Gateway", uses: ["Domain", "Wire", "Storage", "Blobs", "Hub", "Engines"],
        with: [.httpClient, .nioCore, .nioHTTP1, .nioPosix, .system, .log]),

    // 3. Surfaces.
    capability(
        "API",
        uses: [
            "CAssets", "Domain", "Wire", "Blobs", "Access", "Jobs", "Hub", "Scoring", "Registry", "Engines",
            "Gateway",
        ],
        with: [.asyncAlgorithms, .hummingbird, .lifecycle, .nioCore, .crypto, .log],
        testing: ["Storage", .hummingbirdTesting]),

    capability(
        "Dashboard",
        uses: [
            "CAssets", "CMarkdown", "Domain", "Wire", "Blobs", "Access", "Jobs", "Hub", "Scoring", "Registry", "API",
        ],
        with: [.hummingbird, .mustache, .nioCore, .crypto, .log], excluding: ["Assets", "Templates"],
        testing: ["Storage", .hummingbirdTesting]),
    capability(
        "MCP", uses: ["Domain", "Wire", "Access", "Jobs", "Hub", "Registry", "API"],
        with: [.hummingbird, .nioCore, .nioPosix, .lifecycle, .log], testing: [.hummingbirdTesting]),

    // 4. Composition.
    capability(
        "Server",
        uses: [
            "Domain", "Wire", "Storage", "Blobs", "Access", "Jobs", "Hub", "Sandbox", "Scoring", "Forge", "Registry",
            "Conversion", "Engines", "Gateway", "API", "Dashboard", "MCP",
        ],
        with: [.hummingbird, .configuration, .lifecycle, .unixSignals, .nioCore, .nioPosix, .system, .log],
        testing: [.hummingbirdTesting, .subprocess]),
    [
        .executableTarget(
            name: "roost",
            dependencies: [
                "CLinux", "Domain", "Wire", "Access", "Blobs", "Hub", "Sandbox", "Jobs", "Scoring", "Registry",
                "Conversion", "Engines", "Gateway", "MCP", "Server",
                .argumentParser,
                .log,
                .system,
                .unixSignals,
            ],
            swiftSettings: .strict)
    ],
    // What `make bench` runs beside the program.
    [
        .executableTarget(
            name: "QueueBench", dependencies: ["Storage", "Jobs"], path: "Benchmarks/Drivers/QueueBench",
            swiftSettings: .strict),
        .executableTarget(
            name: "RegistrationBench", dependencies: ["Domain", "Blobs", "Storage", "Registry", .system],
            path: "Benchmarks/Drivers/RegistrationBench",
            swiftSettings: .strict),
        .executableTarget(
            name: "VetBench", dependencies: ["Wire", "Hub", "Scoring", .system],
            path: "Benchmarks/Drivers/VetBench",
            swiftSettings: .strict),
    ],
    [.testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: .strict)],
]

let package = Package(
    name: "roost",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms.git", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: targets.flatMap { $0 }
)

func words(_ name: String, uses: [Target.Dependency] = []) -> [Target] { capability(name, uses: uses) }

func system(_ name: String, apt: String) -> [Target] { [.systemLibrary(name: name, providers: [.apt([apt])])] }

/// A library target in Sources/<name> and its tests in Tests/<name>Tests.
func capability(
    _ name: String, uses: [Target.Dependency] = [], with libraries: [Target.Dependency] = [],
    excluding excluded: [String] = [], testing: [Target.Dependency] = []
) -> [Target] {
    [
        .target(name: name, dependencies: uses + libraries, exclude: excluded, swiftSettings: .strict),
        .testTarget(
            name: "\(name)Tests", dependencies: [.target(name: name)] + uses + libraries + testing,
            swiftSettings: .strict),
    ]
}

extension [SwiftSetting] {
    static var strict: Self {
        [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
    }
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var asyncAlgorithms: Self { .product(name: "AsyncAlgorithms", package: "swift-async-algorithms") }
    static var configuration: Self { .product(name: "Configuration", package: "swift-configuration") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Self { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    static var httpClient: Self { .product(name: "AsyncHTTPClient", package: "async-http-client") }
    static var hummingbird: Self { .product(name: "Hummingbird", package: "hummingbird") }
    static var hummingbirdTesting: Self { .product(name: "HummingbirdTesting", package: "hummingbird") }
    static var jwt: Self { .product(name: "JWTKit", package: "jwt-kit") }
    static var lifecycle: Self { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
    static var log: Self { .product(name: "Logging", package: "swift-log") }
    static var mustache: Self { .product(name: "Mustache", package: "swift-mustache") }
    static var nioCore: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var sqlite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
    static var subprocess: Self { .product(name: "Subprocess", package: "swift-subprocess") }
    static var system: Self { .product(name: "SystemPackage", package: "swift-system") }
    static var unixSignals: Self { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
    static var yams: Self { .product(name: "Yams", package: "Yams") }
}
