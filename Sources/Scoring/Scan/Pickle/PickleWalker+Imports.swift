extension PickleWalker {
    /// The number of an import; the same for the same names.
    mutating func imported(_ module: String, _ name: String) -> Int {
        let key = ImportKey(module: module, name: name)
        if let number = importNumbers[key] { return number }
        let number = report.imports.count
        report.imports.append(PickleImport(module: module, name: name, offset: position))
        importNumbers[key] = number
        return number
    }

    /// Two lines: a module, and a name in it.
    mutating func global(
        _ bytes: UnsafeRawBufferPointer, _ body: (inout Self, String, String) -> Void
    ) -> Step {
        guard report.imports.count < limits.imports else {
            return .failed("it imports more than \(limits.imports) names")
        }
        let seen = bytes.prefix(2 * limits.nameBytes)
        guard let first = seen.firstIndex(of: UInt8(ascii: "\n")),
            let second = seen[(first + 1)...].firstIndex(of: UInt8(ascii: "\n"))
        else {
            let isLong = bytes.count >= 2 * limits.nameBytes
            return isLong ? .failed("an import has a longer name than any there is") : .starved(bytes.count + 1)
        }
        guard let module = String(validating: bytes[..<first], as: UTF8.self),
            let name = String(validating: bytes[(first + 1)..<second], as: UTF8.self),
            ImportRules.isName(module), ImportRules.isName(name)
        else { return .failed("an import has no possible name") }
        body(&self, module, name)
        return .done(second + 1)
    }

    /// STACK_GLOBAL: the names stand on the stack.
    mutating func stackGlobal() -> Step {
        guard report.imports.count < limits.imports else {
            return .failed("it imports more than \(limits.imports) names")
        }
        guard let name = pop(), let module = pop() else { return .failed("the stack is empty") }
        if case .text(let module) = module, case .text(let name) = name {
            push(.global(imported(module, name)))
            return .done(0)
        }
        switch (module, name) {
        case (.opaque, _), (_, .opaque), (.made, _), (_, .made), (.attribute, _), (_, .attribute):
            guard !isMemoFull else { return .failed("an import's name was too far away in the memo") }
            odd("pickle-computed-import", isUnsafe: true, "it computes the name of what it imports")
            push(.attribute)
            return .done(0)
        case (.otherText, _), (_, .otherText):
            odd("pickle-computed-import", "it imports something by a name that no module has")
            push(.attribute)
            return .done(0)
        default:
            odd("pickle-computed-import", "it imports something that is named by no text")
            return .failed("an import is named by no text")
        }
    }

    /// INST: names in two lines, arguments behind a mark.
    mutating func instance(_ bytes: UnsafeRawBufferPointer) -> Step {
        guard !marks.isEmpty else { return .failed("there is no mark") }
        return global(bytes) { walker, module, name in
            let number = walker.imported(module, name)
            let arguments = walker.popMark() ?? []
            walker.call(.global(number), .tuple(Array(arguments.prefix(32))))
        }
    }

    /// OBJ: a class and its arguments behind a mark.
    mutating func object() -> Step {
        guard let items = popMark(), let callee = items.first else { return .failed("there is no mark") }
        call(callee, .tuple(Array(items.dropFirst().prefix(32))))
        return .done(0)
    }

    mutating func reduce() -> Step {
        guard let arguments = pop(), let callee = pop() else { return .failed("the stack is empty") }
        call(callee, arguments)
        return .done(0)
    }

    mutating func newObject(withKeywords: Bool) -> Step {
        if withKeywords, pop() == nil { return .failed("the stack is empty") }
        guard let arguments = pop(), let type = pop() else { return .failed("the stack is empty") }
        call(type, arguments)
        return .done(0)
    }

    mutating func takeExtension(_ number: UInt64) -> Step? {
        odd("pickle-extension", "it imports number \(number) of a registry that only the loading program knows")
        push(.attribute)
        return nil
    }

    mutating func build() -> Step {
        guard let state = pop(), let target = top else { return .failed("the stack is empty") }
        changes(target)
        switch (target, state) {
        case (.dtype(let type), _): type.apply(state)
        case (.made(let number), .dictionary(let dictionary)):
            let each = report.imports[number]
            guard ImportRules.canonical(each.module, each.name) == "joblib.numpy_pickle.NumpyArrayWrapper" else {
                break
            }
            return .needs(0, .array(dictionary))
        case (.made(let number), .tuple(let items)): built(number, with: items)
        default: break
        }
        return .done(0)
    }
}
