import CYaml

/// One step of libyaml, copied out of its memory.
enum YAMLEvent {
    case scalar(String, isPlain: Bool, anchor: String?)
    case sequenceStart(anchor: String?)
    case mappingStart(anchor: String?)
    case collectionEnd
    case alias(String)
    case documentStart
    case documentEnd
    case streamEnd
    case other

    fileprivate init(_ event: yaml_event_t) {
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            self = .scalar(
                String(decoding: bytes, as: UTF8.self),
                isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil, anchor: Self.name(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT: self = .sequenceStart(anchor: Self.name(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT: self = .mappingStart(anchor: Self.name(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: self = .collectionEnd
        case YAML_ALIAS_EVENT: self = .alias(Self.name(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: self = .documentStart
        case YAML_DOCUMENT_END_EVENT: self = .documentEnd
        case YAML_STREAM_END_EVENT: self = .streamEnd
        default: self = .other
        }
    }

    private static func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension YAMLEvent {
    /// Gives every event of a text and its line, counted from 1, until the end or until `use` throws.
    ///
    /// Yams' own composer is not used: it recurses as deep as the text asks, hashes keys that may be alias bombs, and
    /// refuses keys that repeat. The events are Yams' libyaml, read one at a time so that every bound holds.
    static func forEach(in text: String, _ use: (YAMLEvent, _ line: Int) throws -> Void) throws {
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { input in
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError.syntax(line: 1, "no memory") }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else {
                    let problem = parser.problem.map { String(cString: $0) } ?? "cannot be read"
                    throw YAMLError.syntax(line: Int(parser.problem_mark.line) + 1, problem)
                }
                defer { yaml_event_delete(&event) }
                let copy = YAMLEvent(event)
                try use(copy, Int(event.start_mark.line) + 1)
                if case .streamEnd = copy { return }
            }
        }
    }
}
