/// Writes safetensors files from their JSON.
enum SafetensorsWriter {
    static func bytes(_ json: String, data: Int, length: UInt64? = nil) -> [UInt8] {
        let header = Array(json.utf8)
        let count = length ?? UInt64(header.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + header
            + [UInt8](repeating: 1, count: data)
    }

    static func tensor(_ name: String, _ type: String, _ shape: String, _ range: String) -> String {
        #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(range)}"#
    }

    static var ordinary: [UInt8] {
        let tensors = [
            tensor("b", "F32", "[2,2]", "[4,20]"), tensor("a", "BF16", "[2]", "[0,4]"),
            tensor("c", "F4", "[3,2]", "[20,23]"),
        ]
        return bytes(
            #"{"__metadata__":{"format":"pt","é":"\u00e9\ud83d\ude00"},"# + tensors.joined(separator: ",") + "}  ",
            data: 23)
    }
}
