import Wire

/// A part of a message of OpenAI's: text, or an image that travels in the request.
enum ChatPart: Hashable {
    case text(String)
    case image(type: String, data: String)

    /// The parts of a `content`, which may be a text or nothing. Throws `unsupported` for what is read from elsewhere, and
    /// for what is neither.
    static func all(_ content: JSONValue?) throws(AttemptFailure) -> [ChatPart] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return text.isEmpty ? [] : [.text(text)] }
        guard let parts = content.array else {
            throw AttemptFailure(.badRequest, "the `content` of a message is a text or a list of parts")
        }
        var found: [ChatPart] = []
        for part in parts {
            switch part["type"]?.string {
            case "text", "refusal":
                let text = part["text"]?.string ?? part["refusal"]?.string ?? ""
                if !text.isEmpty { found.append(.text(text)) }
            case "image_url": found.append(try image(part["image_url"]?["url"]?.string ?? part["image_url"]?.string))
            case let other:
                let name = (other ?? "without a type").prefix(40)
                throw AttemptFailure(
                    .unsupported, "a part `\(name)` of a message cannot be translated for this provider")
            }
        }
        return found
    }

    /// Only texts, joined.
    static func words(_ content: JSONValue?) throws(AttemptFailure) -> String {
        var texts: [String] = []
        for part in try all(content) {
            guard case .text(let text) = part else {
                throw AttemptFailure(.unsupported, "an image stands where this provider takes only text")
            }
            texts.append(text)
        }
        return texts.joined(separator: "\n")
    }

    private static func image(_ address: String?) throws(AttemptFailure) -> ChatPart {
        guard let address, address.hasPrefix("data:"), let comma = address.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            throw AttemptFailure(.unsupported, "only images that travel in the request (`data:`) are passed on")
        }
        let head = address[..<comma].dropFirst(5).split(separator: ";")
        guard let type = head.first, type.hasPrefix("image/"), type.count < 60, head.last == "base64" else {
            throw AttemptFailure(.badRequest, "an image is `data:image/…;base64,…`")
        }
        return .image(type: String(type), data: String(address[address.index(after: comma)...]))
    }
}
