import Domain
import Wire

extension MirrorFile {
    /// As it stands among the siblings of an info page.
    func sibling(detailed: Bool) -> JSONValue {
        var object: [String: JSONValue] = ["rfilename": .string(path.text)]
        if detailed {
            object["blobId"] = .string(gitID.hex)
            object["size"] = .integer(size.bytes)
            object["lfs"] = largeFile(named: "sha256")
        }
        return .object(object)
    }

    /// As it stands in a tree.
    var treeEntry: JSONValue {
        var object: [String: JSONValue] = [
            "type": .string("file"), "oid": .string(gitID.hex), "size": .integer(size.bytes),
            "path": .string(path.text),
        ]
        object["lfs"] = largeFile(named: "oid")
        return .object(object)
    }

    /// The same three facts under the names that info pages and trees give them.
    private func largeFile(named key: String) -> JSONValue? {
        pointer.map { pointer in
            .object([
                key: .string(pointer.digest.hex), "size": .integer(size.bytes),
                "pointerSize": .integer(Int64(pointer.text.utf8.count)),
            ])
        }
    }
}
