extension PickleWalker {
    /// Something is called or instantiated: pushes what comes of it.
    mutating func call(_ callee: PickleValue, _ arguments: PickleValue) {
        switch callee {
        case .global(let number):
            report.imports[number].calls += 1
            push(result(of: number, arguments))
        case .made(let number):
            // What a harmless maker gives is no function; what calls it anyway wants more than data.
            misused(number, "what it gives is called again")
            odd("pickle-computed-call", "it calls something that it made itself")
            push(.opaque)
        case .attribute:
            odd("pickle-computed-call", "it calls what it took out of something else")
            push(.attribute)
        case .opaque where isMemoFull: push(.opaque)
        default:
            odd("pickle-computed-call", "it calls something whose origin cannot be followed")
            push(.opaque)
        }
    }

    private mutating func misused(_ number: Int, _ why: String) {
        report.imports[number].misuse = report.imports[number].misuse ?? why
    }

    /// What calling an import gives; looks at the arguments where they decide whether it is harmless.
    private mutating func result(of number: Int, _ arguments: PickleValue) -> PickleValue {
        let each = report.imports[number]
        var items: [PickleValue] = []
        if case .tuple(let given) = arguments { items = given }
        switch ImportRules.canonical(each.module, each.name) {
        case "numpy.dtype":
            if case .text(let code)? = items.first { return .dtype(PickleDType(code)) }
        case "builtins.getattr":
            if let method = rebuildingMethod(items) { return .global(method) }
            if !isPlainAttribute(items) { misused(number, "it reaches for something inside what is no plain class") }
            return .attribute
        case "functools.partial":
            guard case .global? = items.first else { return calledOddly(number, "it wraps something it made itself") }
        case "torch.storage._load_from_bytes":
            guard case .bytes(isInspected: true)? = items.first else {
                return calledOddly(number, "what it loads could not be looked into")
            }
        case "_codecs.encode":
            guard items.count == 2, items[0].isText, case .text(let encoding) = items[1], encoding.hasPrefix("latin")
            else {
                return calledOddly(number, "it is used with another encoding than the one picklers use")
            }
            return .bytes(isInspected: false)
        case "numpy._core._ufunc_reconstruct":
            guard items.count == 2, case .text(let module) = items[0], case .text(let name) = items[1] else {
                return calledOddly(number, "the name it imports cannot be followed")
            }
            return .global(imported(module, name))
        default: break
        }
        return .made(number)
    }

    private mutating func calledOddly(_ number: Int, _ why: String) -> PickleValue {
        misused(number, why)
        return .opaque
    }

    /// A method that its class is known to be rebuilt with, such as `ZoneInfo._unpickle`.
    private mutating func rebuildingMethod(_ items: [PickleValue]) -> Int? {
        guard items.count == 2, case .global(let owner) = items[0], case .text(let name) = items[1] else { return nil }
        let each = report.imports[owner]
        let path = "\(each.name).\(name)"
        guard ImportRules.safeNames[ImportRules.canonical(each.module)]?.contains(path) == true else { return nil }
        return imported(each.module, path)
    }

    /// A public attribute of an imported class, such as a member of an enumeration.
    private func isPlainAttribute(_ items: [PickleValue]) -> Bool {
        guard items.count == 2, case .global(let owner) = items[0], case .text(let name) = items[1] else {
            return false
        }
        let each = report.imports[owner]
        let isClass = each.name.first { $0 != "_" }?.isUppercase == true
        return isClass && !name.hasPrefix("_") && !name.contains(".")
    }

    /// A made thing gets a tuple as its state.
    mutating func built(_ number: Int, with state: [PickleValue]) {
        let each = report.imports[number]
        guard ImportRules.canonical(each.module, each.name) == "functools.partial" else { return }
        if case .global? = state.first { return }
        misused(number, "it wraps something it made itself")
    }
}
