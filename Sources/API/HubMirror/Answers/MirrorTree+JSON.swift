import Domain
import Wire

extension MirrorTree.Entry {
    var json: JSONValue {
        switch self {
        case .file(let file): file.treeEntry
        case .folder(let path, let gitID):
            .object([
                "type": .string("directory"), "oid": .string(gitID.hex), "size": .integer(0), "path": .string(path),
            ])
        }
    }
}
