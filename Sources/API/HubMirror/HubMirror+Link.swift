import HTTPTypes
import Hummingbird

extension HubMirror {
    /// `Link` to the same list further on. It is followed word for word, so it must name this mirror as the client does.
    func link(next key: String, _ value: String, _ asked: MirrorRequest) throws(MirrorError) -> HTTPFields {
        let address: String
        if let publicAddress {
            address = publicAddress + asked.path.dropFirst(mount.count)
        } else {
            guard let host = asked.request.head.authority.flatMap({ Authority($0) }) else {
                throw .badRequest("the Host header is missing or malformed")
            }
            address = "http://\(host)\(asked.path)"
        }
        return [.link: "<\(address)?\(asked.query.replacing(key, with: value).text)>; rel=\"next\""]
    }
}
