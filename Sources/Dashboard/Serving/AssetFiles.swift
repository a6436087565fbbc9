import API
import CAssets
import Crypto
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// The dashboard's files, which travel inside the program. Their address holds a digest of all of them, so that a browser
/// keeps them for ever and never mixes those of two versions.
struct AssetFiles: Sendable {
    private let files: [String: ByteBuffer]
    let version: String

    init() {
        var files: [String: ByteBuffer] = [:]
        var digest = SHA256()
        var next = roost_dashboard_assets()
        while let entry = next?.pointee, let name = entry.name {
            let bytes = UnsafeBufferPointer(start: entry.asset.bytes, count: entry.asset.size)
            files[String(cString: name)] = ByteBuffer(bytes: bytes)
            digest.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            next = next?.advanced(by: 1)
        }
        self.files = files
        version = digest.finalize().prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The templates, by their name without the ending.
    var templates: [String: String] {
        var templates: [String: String] = [:]
        for (name, buffer) in files where name.hasSuffix(".mustache") {
            templates[String(name.dropLast(".mustache".count))] = String(buffer: buffer)
        }
        return templates
    }

    /// Where a file is, for a page.
    var path: String { "\(PagePaths.assets)/\(version)" }

    func answer(_ request: Request, _ version: String, _ name: String) throws -> Response {
        guard let type = Self.mediaType(name), let file = files[name] else {
            throw Problem(.notFound, "there is no such file of the dashboard")
        }
        var headers = PageSecurity.headers
        headers[.contentType] = type
        // A page of an earlier version may still ask: it gets today's file, but must not keep it.
        headers[.cacheControl] = version == self.version ? "public, max-age=31536000, immutable" : "no-store"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file))
    }

    /// Nil for what is not given out, such as templates.
    private static func mediaType(_ name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: nil
        }
    }
}
