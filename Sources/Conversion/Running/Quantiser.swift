import Blobs
import Domain
import Sandbox
package import SystemPackage

/// llama.cpp's own program for the types that are not made here.
package struct Quantiser: Sendable {
    /// Where it is, when somebody says; else it is looked for in the folders of the system.
    let path: FilePath?

    /// Made of half precision, the largest models take hours.
    private static let longest = Duration.seconds(24 * 3600)

    /// - Parameter path: from `LLAMA_QUANTIZE`.
    package init(path: FilePath?) { self.path = path }

    func tool(for label: String) throws(ConversionError) -> Tool {
        do {
            if let path { return try Tool(path) }
            return try Tool(named: "llama-quantize")
        } catch {
            throw .quantiserMissing(label)
        }
    }

    func run(_ tool: Tool, from source: FilePath, to target: FilePath, label: String) async throws -> ContentHashes {
        try await tool.run(
            [source.string, target.string, label], limits: ToolLimits(wall: Self.longest, output: 64 << 20)
        ).succeeded()
        return try await Self.hash(target)
    }

    @concurrent
    private static func hash(_ path: FilePath) async throws -> ContentHashes {
        let file = try OpenFile(path, .readOnly, options: .noFollow)
        var hasher = ContentHasher()
        while true {
            try Task.checkCancellation()
            let bytes = try file.bytes(at: hasher.count.bytes, count: 4 << 20)
            guard !bytes.isEmpty else { return hasher.finish() }
            hasher.update(bytes)
        }
    }
}
