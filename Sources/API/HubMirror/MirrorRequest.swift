import Access
import Hummingbird

/// A request to the mirror with its query read.
struct MirrorRequest {
    let request: Request
    /// Who is asking.
    let identity: Identity
    /// As it stood in the request.
    let path: String
    let query: FormItems
}
