import CAssets
import HTTPTypes
import Hummingbird

/// A file that travels inside the program.
struct EmbeddedFile: Sendable {
    let bytes: [UInt8]
    let mediaType: String

    private init(_ asset: roost_asset, _ mediaType: String) {
        bytes = Array(UnsafeBufferPointer(start: asset.bytes, count: asset.size))
        self.mediaType = mediaType
    }

    static var openAPI: Self { Self(roost_openapi_yaml(), "application/yaml; charset=utf-8") }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The file as an answer: nothing from elsewhere may run or be loaded by it.
    var response: Response {
        let headers: HTTPFields = [
            .contentType: mediaType, .xContentTypeOptions: "nosniff", .cacheControl: "no-cache",
            .contentSecurityPolicy:
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
