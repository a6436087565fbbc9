import Wire

/// What importing a name in a pickle means: harmless, unknown, or a way to run code.
///
/// Known dangerous names are unsafe, what machine learning needs is safe, everything else is suspicious: a list of
/// dangerous names alone is never complete.
enum ImportRules {
    /// The name under which a rule knows an import; Python 2's names and numpy's older ones are the same things.
    static func canonical(_ module: String, _ name: String) -> String { "\(canonical(module)).\(name)" }

    static func canonical(_ module: String) -> String {
        switch module {
        case "__builtin__", "__builtins__": "builtins"
        case "copy_reg": "copyreg"
        case "cPickle", "_pickle": "pickle"
        case "_operator": "operator"
        case "_functools": "functools"
        case "_collections": "collections"
        case "_random": "random"
        case "_datetime": "datetime"
        case "_io": "io"
        case "UserDict", "UserList", "UserString": "collections"
        case "numpy.core": "numpy._core"
        case _ where module.hasPrefix("numpy.core."): "numpy._core." + module.dropFirst("numpy.core.".count)
        case _ where module.hasPrefix("sklearn.externals.joblib."): "joblib." + module.dropFirst(25)
        default: module
        }
    }

    /// Whether a text can be the name of a module or of something in it: dotted identifiers.
    static func isName(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 512 else { return false }
        if let isPlain = isPlainName(text) { return isPlain }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.unicodeScalars.first else { return false }
            let isStart = first.properties.isXIDStart || first == "_" || first == "<"
            return isStart && part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "<" || $0 == ">" }
        }
    }

    /// The same for names of ASCII letters, digits, underscores and dots; nil when there is anything else in it.
    private static func isPlainName(_ text: String) -> Bool? {
        var isStart = true
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x5F: isStart = false
            case 0x30...0x39: if isStart { return false }
            case 0x2E:
                if isStart { return false }
                isStart = true
            default: return nil
            }
        }
        return !isStart
    }

    /// A name out of a file, fit for a message.
    static func shown(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C }
        if isPlain, name.utf8.count <= 120 { return name }
        let scalars = name.unicodeScalars
        let text = scalars.prefix(120).map { $0.escaped(asASCII: true) }.joined()
        return scalars.count > 120 ? text + "…" : text
    }

    /// What an import with its uses means.
    static func verdict(_ each: PickleImport) -> ScanVerdict {
        let canonical = canonical(each.module, each.name)
        if let rule = conditional[canonical] {
            if each.misuse != nil { return rule.misused }
            let isOutOfPlace = rule.mustBeCalled && each.calls == 0 || rule.mustNotBeCalled && each.calls > 0
            return isOutOfPlace ? .suspicious : rule.plain
        }
        return verdict(module: self.canonical(each.module), name: each.name)
    }

    /// What the name alone means.
    static func verdict(module: String, name: String) -> ScanVerdict {
        guard isName(module), isName(name) else { return .suspicious }
        let names = name.split(separator: ".").map(String.init)
        if isUnsafe(module: module, names: names) { return .unsafe }
        if safeNames[module]?.contains(name) == true { return .safe }
        if names.count > 1 {
            // A class within a class is one; a method, or a way through a module, is not.
            let areClasses = names.allSatisfy { isClassName($0) && !$0.hasPrefix("_") }
            return areClasses && isSafe(module: module, name: names[0]) ? .safe : .suspicious
        }
        return isSafe(module: module, name: name) ? .safe : .suspicious
    }

    private static func isUnsafe(module: String, names: [String]) -> Bool {
        guard let first = names.first else { return false }
        var prefix = ""
        for part in module.split(separator: ".") {
            prefix += prefix.isEmpty ? String(part) : "." + part
            if unsafeModules.contains(prefix) { return true }
            if let unsafe = unsafeNames[prefix], prefix == module,
                !unsafe.isDisjoint(with: [first, names.joined(separator: ".")])
            {
                return true
            }
        }
        // `torch.serialization` has `os`: a module reached through another one is the same module.
        if unsafeModules.contains(first), !first.contains("."), modulesByName.contains(first) { return true }
        if unsafeModules.contains("\(module).\(first)") { return true }
        return names.count > 1
            && names.dropFirst().contains { unsafeAttributes.contains($0) || modulesByName.contains($0) }
    }

    /// `Tokenizer`, `_Tree`: by convention a class.
    static func isClassName(_ name: String) -> Bool { name.first { $0 != "_" }?.isUppercase == true }
}
