/// Builds a value from events, bounded at every step: text from outside decides neither stack depth nor memory.
struct YAMLComposer {
    /// What a value weighs with its aliases expanded.
    private struct Weight {
        var nodes = 1
        var bytes = 0
        var height = 0

        mutating func add(_ other: Weight) {
            nodes += other.nodes
            bytes += other.bytes
            height = max(height, other.height + 1)
        }
    }

    private struct Frame {
        let isMapping: Bool
        let anchor: String?
        var items: [YAMLNode] = []
        var pairs: [(key: String, value: YAMLNode)] = []
        var key: String?
        var weight = Weight()
    }

    static let maximumBytes = 1 << 20
    static let maximumDepth = 64
    static let maximumNodes = 20_000
    /// Of all scalars together, with aliases expanded.
    private static let maximumText = 4 << 20

    private var stack: [Frame] = []
    private var anchors: [String: (node: YAMLNode, weight: Weight)] = [:]
    private var total = Weight(nodes: 0)
    private var documents = 0
    private var root: YAMLNode?

    private init() {}

    /// The value of a text; nil when it is empty.
    static func compose(_ text: String) throws -> YAMLNode? {
        guard text.utf8.count <= maximumBytes else { throw YAMLError.tooLarge(limit: maximumBytes) }
        var composer = YAMLComposer()
        try YAMLEvent.forEach(in: text) { event, line in try composer.take(event, line: line) }
        return composer.root
    }

    private mutating func take(_ event: YAMLEvent, line: Int) throws {
        switch event {
        case .documentStart:
            documents += 1
            guard documents == 1 else { throw YAMLError.notOneDocument }
        case .scalar(let text, let isPlain, let anchor):
            try place(.scalar(text, isPlain: isPlain), Weight(bytes: text.utf8.count), anchor: anchor, isNew: true)
        case .sequenceStart(let anchor): try open(Frame(isMapping: false, anchor: anchor))
        case .mappingStart(let anchor): try open(Frame(isMapping: true, anchor: anchor))
        case .collectionEnd:
            guard let frame = stack.popLast() else { return }
            let node: YAMLNode = frame.isMapping ? .mapping(Self.merged(frame.pairs)) : .sequence(frame.items)
            try place(node, frame.weight, anchor: frame.anchor, isNew: false)
        case .alias(let name):
            guard let known = anchors[name] else { throw YAMLError.undefinedAlias(line: line, name) }
            guard stack.count + known.weight.height <= Self.maximumDepth else {
                throw YAMLError.tooDeep(limit: Self.maximumDepth)
            }
            try place(known.node, known.weight, anchor: nil, isNew: true)
        case .documentEnd, .streamEnd, .other: break
        }
    }

    private mutating func open(_ frame: Frame) throws {
        stack.append(frame)
        guard stack.count <= Self.maximumDepth else { throw YAMLError.tooDeep(limit: Self.maximumDepth) }
        try count(Weight())
    }

    /// Hands a finished value to the collection that is open. Its parts were counted already unless it is new.
    private mutating func place(_ node: YAMLNode, _ weight: Weight, anchor: String?, isNew: Bool) throws {
        if isNew { try count(weight) }
        if let anchor { anchors[anchor] = (node, weight) }
        guard var frame = stack.popLast() else {
            root = node
            return
        }
        frame.weight.add(weight)
        if !frame.isMapping {
            frame.items.append(node)
        } else if let key = frame.key {
            frame.pairs.append((key, node))
            frame.key = nil
        } else {
            // A collection as a key has no name in JSON.
            if case .scalar(let text, _) = node { frame.key = text } else { frame.key = "?" }
        }
        stack.append(frame)
    }

    private mutating func count(_ weight: Weight) throws {
        total.nodes += weight.nodes
        total.bytes += weight.bytes
        guard total.nodes <= Self.maximumNodes else { throw YAMLError.tooManyNodes(limit: Self.maximumNodes) }
        guard total.bytes <= Self.maximumText else { throw YAMLError.tooLarge(limit: Self.maximumText) }
    }

    /// With the pairs that `<<` brings in, where the mapping does not say otherwise itself.
    private static func merged(_ pairs: [(key: String, value: YAMLNode)]) -> [(key: String, value: YAMLNode)] {
        guard pairs.contains(where: { $0.key == "<<" }) else { return pairs }
        var all: [(key: String, value: YAMLNode)] = []
        for pair in pairs where pair.key == "<<" {
            switch pair.value {
            case .mapping(let more): all += more
            case .sequence(let list):
                for case .mapping(let more) in list.reversed() { all += more }
            case .scalar: all.append(pair)
            }
        }
        return all + pairs.filter { $0.key != "<<" }
    }
}
