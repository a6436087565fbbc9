package import Domain

extension SourceWords {
    /// Words of a job with the folders of this machine left out: their addresses, and where the job is about one, its path
    /// as messages name it.
    ///
    /// An address ends at white space, or at the quotation mark it stands behind.
    package func told(_ text: String, about subject: String = "") -> String {
        var told = ""
        var rest = text[...]
        while let found = rest.firstRange(of: Self.folder) {
            told += rest[..<found.lowerBound]
            let mark = told.last.flatMap { "`'\"".contains($0) ? $0 : nil }
            let end = rest[found.lowerBound...].firstIndex {
                $0.isWhitespace && mark == nil || $0 == mark || $0 == "\n"
            }
            let trailing = ",;:.)"
            var address = rest[found.lowerBound..<(end ?? rest.endIndex)]
            while let last = address.last, trailing.contains(last) { address = address.dropLast() }
            told += words(String(address))
            rest = rest[address.endIndex...]
        }
        told += rest
        for path in [samplesPath, Self.path(of: subject)].compactMap(\.self) {
            told = told.replacing(path, with: words(Self.folder + path))
        }
        return told
    }

    private var samplesPath: String? { samples.flatMap(Self.path) }

    /// What an address of a folder is called in messages; nil for another, and for the root of everything.
    private static func path(of address: String) -> String? {
        guard address.hasPrefix(folder) else { return nil }
        var bytes: [UInt8] = []
        var rest = address.utf8.dropFirst(folder.utf8.count)
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        let path = String(decoding: bytes, as: UTF8.self)
        return path.utf8.count > 1 ? path : nil
    }
}

extension Problem {
    /// The same without the folders of this machine.
    package func told(by words: SourceWords, about subject: String) -> Problem {
        Problem(code, words.told(message, about: subject), hint: hint.map { words.told($0, about: subject) })
    }
}

extension ProblemView {
    fileprivate func told(by words: SourceWords, about subject: String) -> ProblemView {
        var told = self
        told.message = words.told(message, about: subject)
        told.hint = hint.map { words.told($0, about: subject) }
        return told
    }
}

extension JobView {
    /// - Parameter words: nil for who may know every folder.
    package func told(by words: SourceWords?) -> JobView {
        guard let words else { return self }
        var told = self
        told.subject = words.told(subject)
        told.phase = words.told(phase, about: subject)
        told.problem = problem?.told(by: words, about: subject)
        return told
    }
}

extension JobEventView {
    /// - Parameters:
    ///   - words: nil for who may know every folder.
    ///   - subject: of its job, where that is known.
    package func told(by words: SourceWords?, about subject: String = "") -> JobEventView {
        guard let words else { return self }
        var told = self
        told.text = text.map { words.told($0, about: subject) }
        return told
    }
}
