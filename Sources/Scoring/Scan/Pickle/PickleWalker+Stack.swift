extension PickleWalker {
    /// Values below this belong to what stands before the last mark.
    var fence: Int { marks.last ?? 0 }

    mutating func push(_ value: PickleValue) { stack.append(value) }

    /// Takes the top value; nil when there is none behind the last mark.
    mutating func pop() -> PickleValue? { stack.count > fence ? stack.removeLast() : nil }

    var top: PickleValue? { stack.count > fence ? stack.last : nil }

    /// Takes what stands behind the last mark, and the mark; nil when there is none.
    mutating func popMark() -> ArraySlice<PickleValue>? {
        guard let mark = marks.popLast() else { return nil }
        let items = Array(stack[mark...])
        stack.removeLast(items.count)
        return items[...]
    }

    mutating func put(_ index: UInt64) -> Step? {
        guard let value = top else { return .failed("the memo is given a value from an empty stack") }
        guard index < UInt64(limits.memo) else {
            isMemoFull = true
            return nil
        }
        let index = Int(index)
        if index == memo.count {
            // As picklers do it: one behind the other.
            memo.append(kept(value, at: index))
            return nil
        }
        if index >= memo.count {
            // A claim of a far index costs at most the limit, once.
            memo.append(contentsOf: repeatElement(nil, count: index - memo.count + 1))
        }
        memo[index] = kept(value, at: index)
        return nil
    }

    /// Of a long memo only what is small stays known.
    private func kept(_ value: PickleValue, at index: Int) -> PickleValue {
        guard index > 100_000, case .tuple = value else { return value }
        return .opaque
    }

    mutating func get(_ index: UInt64) -> Step? {
        if index < UInt64(memo.count), let value = memo[Int(index)] {
            push(value)
            return nil
        }
        guard isMemoFull else { return .failed("the memo has nothing at \(index)") }
        push(.opaque)
        return nil
    }

    mutating func memoize() -> Step? { put(UInt64(memo.count)) }

    mutating func duplicate() -> Step? {
        guard let value = top else { return .failed("an empty stack cannot be doubled") }
        push(value)
        duplications += 1
        if duplications == 9 { odd("pickle-expansion", "values are doubled over and over, which no pickler does") }
        return nil
    }

    mutating func makeTuple(_ items: ArraySlice<PickleValue>) {
        push(items.count <= 32 ? .tuple(Array(items)) : .opaque)
    }

    /// Eight lists of the same nesting in one list nest it once more: a list of ten billion things in a few bytes.
    mutating func extend(_ list: PickleValue, with items: ArraySlice<PickleValue>) {
        guard case .list(let node) = list, items.count >= 8, case .list(let first)? = items.first else { return }
        for item in items.dropFirst() {
            guard case .list(let other) = item, other === first else { return }
        }
        node.laughs = max(node.laughs, first.laughs + 1)
        if node.laughs == 4 {
            odd("pickle-expansion", "lists repeat lists that repeat lists: a bomb for whoever walks them")
        }
    }

    mutating func append(_ items: ArraySlice<PickleValue>, to target: PickleValue) {
        changes(target)
        guard case .list(let node) = target, case .list(let item)? = items.first, item === node else { return }
        node.echoes += 1
        if node.echoes == 8 { odd("pickle-expansion", "a list holds itself over and over") }
    }

    mutating func set(_ items: ArraySlice<PickleValue>, on target: PickleValue) {
        changes(target)
        guard case .dictionary(let dictionary) = target else { return }
        var index = items.startIndex
        while index + 1 < items.endIndex {
            // Most keys of large dictionaries are no names.
            if case .text(let name) = items[index] { dictionary.set(name, items[index + 1]) }
            index += 2
        }
    }

    /// Changing an imported thing itself, instead of something made from it, changes the running program.
    mutating func changes(_ target: PickleValue) {
        guard case .global(let number) = target else { return }
        let name = "\(report.imports[number].module).\(report.imports[number].name)"
        odd("pickle-patch", "it changes `\(ImportRules.shown(name))` itself, not something made from it")
    }
}
