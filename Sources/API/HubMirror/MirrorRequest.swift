import HTTPTypes
import Hummingbird

/// A request to the mirror with its query read.
struct MirrorRequest {
    let request: Request
    /// As it stood in the request.
    let path: String
    let query: FormItems

    /// What follows `Bearer `.
    var token: String? {
        let header = request.headers[.authorization] ?? ""
        return header.lowercased().hasPrefix("bearer ") ? String(header.dropFirst(7)) : nil
    }
}
