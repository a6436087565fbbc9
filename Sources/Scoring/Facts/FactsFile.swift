package import Domain
import FoundationEssentials
import Glibc
package import SystemPackage
import Wire

/// What an answer rests on as a file: what `roost vet --save` writes and `--replay` reads. The same file gives the same scores.
package enum FactsFile {
    private struct Content: Codable {
        var format: String
        var version: Int
        var facts: Facts
        var scan: [FileScan]?
        var sizeBytes: Int64?
    }

    private struct Header: Decodable {
        var format: String?
        var version: Int?
    }

    package static let version = 1
    /// In bytes. A history of 50,000 commits has some tens of millions.
    package static let maximumBytes = 256 << 20

    private static let format = "roost-facts"

    /// The bytes of the file.
    package static func encode(_ saved: SavedFacts) throws -> [UInt8] {
        let content = Content(
            format: format, version: version, facts: saved.facts, scan: saved.scan, sizeBytes: saved.sizeBytes)
        return Array(try WireJSON.exactText(content).utf8)
    }

    /// The facts of a file's bytes; a `Problem` for anything else.
    package static func decode(_ bytes: [UInt8], name: String = "the facts") throws(Problem) -> SavedFacts {
        guard bytes.count <= maximumBytes else { throw tooLarge(name) }
        guard let text = String(validating: bytes, as: UTF8.self),
            let header = try? WireJSON.decodeExactly(Header.self, from: text),  // said below in our words
            header.format == format, let found = header.version
        else {
            throw Problem(.badRequest, "`\(name)` holds no facts", hint: "save some with `roost vet MODEL --save FILE`")
        }
        guard found == version else {
            throw Problem(
                .unsupported, "`\(name)` was saved in format \(found), and this program reads format \(version)",
                hint: "save it again with this program")
        }
        do {
            let content = try WireJSON.decodeExactly(Content.self, from: text)
            return SavedFacts(try checked(content.facts, name), scan: content.scan, sizeBytes: content.sizeBytes)
        } catch let problem as Problem {
            throw problem
        } catch {
            let why = String("\(error)".prefix(200))
            throw Problem(.badRequest, "`\(name)` holds damaged facts: \(why)", hint: "save them again")
        }
    }

    /// Writes the file whole: a reader sees all of it or none.
    package static func save(_ saved: SavedFacts, to path: FilePath) throws {
        let bytes = try encode(saved)
        guard bytes.count <= maximumBytes else { throw tooLarge(path.string) }
        do {
            try Data(bytes).write(to: URL(filePath: path.string), options: .atomic)
        } catch {
            let said = (error as? CocoaError)?.underlying as? POSIXError
            let why = said.map { "\(Errno(rawValue: $0.code.rawValue))" } ?? "\(error)"
            throw Problem(.internal, "`\(path)` cannot be written: \(why)", hint: "choose another file with `--save`")
        }
    }

    package static func load(from path: FilePath) throws -> SavedFacts {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch Errno.noSuchFileOrDirectory {
            throw Problem(.notFound, "`\(path)` is not there", hint: "save facts with `roost vet MODEL --save FILE`")
        } catch {
            throw Problem(.badRequest, "`\(path)` cannot be opened: \(error)")
        }
        return try file.closeAfter { try decode(try contents(of: file, path), name: path.string) }
    }

    /// Reads a file that has a length, and no more than that or the limit: a device or a pipe has none.
    private static func contents(of file: FileDescriptor, _ path: FilePath) throws -> [UInt8] {
        do {
            let size = try file.seek(offset: 0, from: .end)
            guard size <= Int64(maximumBytes) || size == .max else { throw tooLarge(path.string) }
            try file.seek(offset: 0, from: .start)
            var bytes = [UInt8](repeating: 0, count: size == .max ? 1 : Int(size))
            let count = try bytes.withUnsafeMutableBytes { buffer in
                var count = 0
                while count < buffer.count {
                    let more = try file.read(into: .init(rebasing: buffer[count...]))
                    if more == 0 { break }
                    count += more
                }
                return count
            }
            return Array(bytes.prefix(count))
        } catch let errno as Errno {
            throw Problem(.badRequest, "`\(path)` cannot be read: \(errno)", hint: "name a file of saved facts")
        }
    }

    /// The parts that every metric relies on.
    private static func checked(_ facts: Facts, _ name: String) throws(Problem) -> Facts {
        let seconds = facts.asOf.timeIntervalSince1970
        guard RepositoryKind(rawValue: facts.kind) != nil, (1...400).contains(facts.model.utf8.count),
            GitObjectID(facts.commit) != nil, abs(seconds) < 1e11
        else {
            throw Problem(
                .badRequest, "`\(name)` names no model, kind, commit and moment", hint: "save the facts again")
        }
        return facts
    }

    private static func tooLarge(_ name: String) -> Problem {
        Problem(.badRequest, "`\(name)` is larger than \(maximumBytes >> 20) MiB", hint: "facts are never that large")
    }
}
