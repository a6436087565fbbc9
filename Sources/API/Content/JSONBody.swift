import FoundationEssentials
import HTTPTypes
package import Hummingbird
import NIOCore
package import Wire

extension Response {
    /// A JSON answer; keys in order, so that the same answer is the same bytes.
    package init(json: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A card can hold `.nan`; JSON cannot.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        var fields = headers
        fields[.contentType] = "application/json; charset=utf-8"
        fields[.xContentTypeOptions] = "nosniff"
        let body = ByteBuffer(bytes: try encoder.encode(json))
        self.init(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
    }

    /// A refusal in the shape Hub clients read: `{"error": message}`.
    package init(refusing status: HTTPResponse.Status, message: String, headers: HTTPFields = [:]) {
        var fields = headers
        fields[.contentType] = "application/json; charset=utf-8"
        fields[.xContentTypeOptions] = "nosniff"
        let body = ByteBuffer(string: "{\"error\":\(Self.quoted(message))}")
        self.init(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\" + String(scalar)
            case _ where scalar.value < 32: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
