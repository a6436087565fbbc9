import Foundation
import HTTPTypes

/// What `openapi.yaml` says of routes: their method, their path, and the permission each needs.
struct Contract {
    struct Operation: Hashable, CustomStringConvertible {
        let method: String
        /// With parameters in braces.
        let path: String
        let permission: String

        var description: String { "\(method) \(path)" }
        /// The path with something in the place of each parameter.
        var address: String {
            let words = ["kinds": "models", "path": "config.json", "revision": "main"]
            return path.replacing(/\{(\w+)\}/) { words[String($0.output.1)] ?? "something" }
        }
    }

    let operations: [Operation]

    init() throws {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "openapi.yaml").path), folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        let text = try String(contentsOf: folder.appending(path: "openapi.yaml"), encoding: .utf8)
        var operations: [Operation] = []
        var (path, method) = ("", "")
        for line in text.split(separator: "\n") {
            if let found = line.wholeMatch(of: #/\ \ (/[^\s:]*):\s*/#) {
                path = String(found.output.1)
            } else if let found = line.wholeMatch(of: #/\ {4}(get|head|post|put|patch|delete):\s*/#) {
                method = found.output.1.uppercased()
            } else if let found = line.wholeMatch(of: #/\ {6}x-permission:\ (\w+)\s*/#) {
                operations.append(Operation(method: method, path: path, permission: String(found.output.1)))
            }
        }
        self.operations = operations
    }
}
