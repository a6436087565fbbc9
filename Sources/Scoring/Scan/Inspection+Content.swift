import Wire

/// A header that the async part of the scan reads, because Hub's parsers are.
struct DeferredHeader {
    let format: ContentFormat
    let source: any ByteSource
    let place: Place
}

extension Inspection {
    /// Looks into bytes that can be read anywhere.
    func inspect(_ source: any ByteSource, at place: Place) throws {
        guard place.depth <= limits.depth else {
            return report("limit", .unscanned, at: place, "it lies deeper than \(limits.depth) layers")
        }
        guard source.size > 0 else { return }
        let head = try source.bytes(at: 0, count: ContentFormat.headLength)
        guard let format = ContentFormat(head: head) else { return try inspectUnmarked(source, head, at: place) }
        note(format, at: place)
        if try inspectStream(format, head, { SourceFlow(source) }, source: source, at: place) {
            return try inspectPolyglot(format, source, at: place)
        }
        switch format {
        case .zip: try attempt(place, "zip") { try ZipInspection(self, source, place).run() }
        case .hdf5: try attempt(place, "hdf5") { try HDF5Inspection(self, source, place).run() }
        case .gguf, .safetensors: try deferHeader(format, source, at: place)
        case .tar, .sevenZip, .rar, .cab, .cpio:
            try attempt(place, format.rawValue) { try ArchiveInspection(self, source, place).run() }
        case .bzip2, .xz, .lzma, .zstd, .lz4:
            try attempt(place, format.rawValue) {
                try MemoryDemand.check(format, head)
                let stream = try LibArchive(source, .stream) { try self.spend($0) }
                guard try stream.next() != nil else { return }
                try inspectUnpacked(stream, of: source, at: place)
            }
        default: try inspectOther(format, source, head, at: place)
        }
    }

    /// Looks into what a compressor hid; a tar is read by libarchive from the compressed bytes, and so of any size.
    private func inspectUnpacked(_ flow: any ByteFlow, of source: (any ByteSource)?, at place: Place) throws {
        let reader = ForwardReader(flow)
        if let source, ContentFormat(head: try reader.peek(ContentFormat.headLength)) == .tar {
            return try ArchiveInspection(self, source, place).run()
        }
        try inspect(reader, at: place.unwrapped())
    }

    /// Looks into bytes that come one after the other; holds them in memory only where that is needed.
    func inspect(_ reader: ForwardReader, at place: Place) throws {
        let head = try reader.peek(ContentFormat.headLength)
        guard !head.isEmpty else { return }
        if let format = ContentFormat(head: head), place.depth <= limits.depth {
            let rest = LimitedFlow(reader, count: .max)
            if try inspectStream(format, head, { rest }, source: nil, at: place) { return }
        }
        guard let held = try reader.rest(limit: limits.heldBytes) else {
            return report(
                "limit", .unscanned, at: place, "it is compressed and larger than \(limits.heldBytes >> 20) MiB")
        }
        try inspect(MemorySource(bytes: held), at: place)
    }

    /// Zip files are read from their end: behind something else there may be one too.
    private func inspectPolyglot(_ format: ContentFormat, _ source: any ByteSource, at place: Place) throws {
        guard place.member == nil, try ZipInspection.hasDirectory(source, limits: limits) else { return }
        report("polyglot", .suspicious, at: place, "it is \(format.rawValue) at its start and a zip archive at its end")
        try attempt(place, "zip") { try ZipInspection(self, source, place).run() }
    }

    /// What is read from front to back; false when the format is none of those.
    private func inspectStream(
        _ format: ContentFormat, _ head: [UInt8], _ flow: () -> any ByteFlow, source: (any ByteSource)?, at place: Place
    ) throws -> Bool {
        switch format {
        case .pickle:
            try attempt(place, "pickle") { try PickleInspection(self, place).run(ForwardReader(flow())) }
        case .npy:
            try attempt(place, "npy") { try NpyInspection(self, place).run(ForwardReader(flow())) }
        case .gzip, .zlib, .joblibZlib:
            try attempt(place, format.rawValue) {
                let input = flow()
                if format == .joblibZlib { _ = try input.skip(Self.joblibHeaderLength(head)) }
                let inflated = try InflateFlow(input, format == .gzip ? .gzip : .zlib) { try self.spend($0) }
                // What is in joblib's oldest files has no format of its own: an array's bare numbers, or a pickle.
                let inner = format == .joblibZlib ? place.unwrapped().unwrapped() : place.unwrapped()
                try inspectUnpacked(inflated, of: source, at: inner)
            }
        default: return false
        }
        return true
    }

    /// joblib's own header is `ZF` and the length as text, filled with blanks to 19 or 20 characters.
    private static func joblibHeaderLength(_ head: [UInt8]) -> Int64 {
        let digits = head.dropFirst(4).prefix { Character(Unicode.Scalar($0)).isHexDigit || $0 == UInt8(ascii: "L") }
        return Int64(4 + digits.count + head.dropFirst(4 + digits.count).prefix { $0 == 32 }.count)
    }

    private func deferHeader(_ format: ContentFormat, _ source: any ByteSource, at place: Place) throws {
        guard deferred.count < 64 else {
            return report("limit", .unscanned, at: place, "there are more than 64 weight files in one")
        }
        deferred.append(DeferredHeader(format: format, source: source, place: place))
    }

    private func inspectOther(
        _ format: ContentFormat, _ source: any ByteSource, _ head: [UInt8], at place: Place
    ) throws {
        switch format {
        case .elf, .machO, .windowsProgram, .wasm, .bytecode: reportProgram(format, at: place)
        case .script:
            if NameClaim(place.name).isData {
                report("script", .unsafe, at: place, offset: 0, "its name promises data, and it is a script")
            }
        case .javaObject, .rdata:
            report(
                "serialized", .suspicious, at: place, offset: 0,
                "objects of \(format == .rdata ? "R" : "Java"), which can run code when loaded")
        case .tflite: try inspectLite(source, at: place)
        case .lfsPointer:
            report("lfs-pointer", .unscanned, at: place, "it only points to the file, which is not here")
        default: break
        }
    }

    /// TensorFlow's own operations stand in a lite model by name, with `Flex` before it.
    private func inspectLite(_ source: any ByteSource, at place: Place) throws {
        let names = TensorOperations.unsafe.map { "Flex\($0)" }
        let seen = try EmbeddedJSON(limits: limits).search(source, upTo: limits.carvedBytes, wanted: names) { _, _ in }
        for name in seen.sorted() {
            let operation = String(name.dropFirst(4))
            report(
                "graph-operation", .unsafe, at: place, name: operation,
                "the operation `\(operation)` \(TensorOperations.reason(operation))")
        }
    }

    private func reportProgram(_ format: ContentFormat, at place: Place) {
        if format == .windowsProgram, NameClaim(place.name).isProse { return }
        let isDisguised = NameClaim(place.name).isData
        report(
            "program", isDisguised ? .unsafe : .suspicious, at: place, offset: 0,
            isDisguised
                ? "its name promises data, and it is a program (\(format.rawValue))"
                : "it is a program (\(format.rawValue))")
    }

    /// Bytes whose beginning says nothing: an old pickle, a text, a graph, or unknown.
    private func inspectUnmarked(_ source: any ByteSource, _ head: [UInt8], at place: Place) throws {
        let claim = NameClaim(place.name)
        let start = source.size <= Int64(head.count) ? head : try source.bytes(at: 0, count: ForwardReader.window)
        if PickleProbe(start, limits: limits).isPickle(claim, isWhole: Int64(start.count) == source.size) {
            note(.pickle, at: place)
            return try attempt(place, "pickle") {
                try PickleInspection(self, place).run(ForwardReader(SourceFlow(source)))
            }
        }
        if try GraphInspection(self, source, place).run(claim) { return }
        if ContentFormat.isText(head) { return try inspectText(source, head, at: place) }
        if try ZipInspection.hasDirectory(source, limits: limits) {
            note(.zip, at: place)
            return try attempt(place, "zip") { try ZipInspection(self, source, place).run() }
        }
        let found = try Carver(self, place).search(ForwardReader(SourceFlow(source)))
        if !found, claim.mustBeKnown {
            report("unknown", .unscanned, at: place, "its content is of no kind that is known")
        }
    }

    private func inspectText(_ source: any ByteSource, _ head: [UInt8], at place: Place) throws {
        let claim = NameClaim(place.name)
        let isJSON = head.first { $0 > 32 }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } == true
        note(isJSON ? .json : .text, at: place)
        if claim.mustBeKnown, !isJSON, place.member == nil {
            report("unknown", .unscanned, at: place, "its name promises a model, and it is a text")
        }
        try attempt(place, "text") { try ConfigInspection(self, source, place).run(isJSON: isJSON) }
    }
}
