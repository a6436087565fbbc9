import Wire

/// Whether a chat template stays inside what Jinja's sandbox is meant for.
struct ChatTemplate {
    private let inspection: Inspection
    private let place: Place

    init(_ inspection: Inspection, _ place: Place) {
        self.inspection = inspection
        self.place = place
    }

    func check(_ template: String) {
        guard template.utf8.count <= 1 << 20 else {
            return inspection.report("chat-template", .unscanned, at: place, "the template is longer than 1 MiB")
        }
        for token in TemplateTokens(template).tokens { check(token) }
    }

    private func check(_ token: TemplateTokens.Token) {
        switch token {
        case .attribute(let name):
            if name.hasPrefix("__") || Self.gadgets.contains(name) {
                report(.unsafe, name, "the template reaches into Python through `\(shown(name))`")
            } else if name.hasPrefix("_") {
                report(.suspicious, name, "the template uses the private attribute `\(shown(name))`")
            }
        case .text(let text):
            if text.contains("__") {
                let isKnown = Self.dunders.contains { text.contains($0) }
                report(
                    isKnown ? .unsafe : .suspicious, text,
                    "the template names `\(shown(text))`, by which Python is reached")
            } else if Self.programs.contains(text) {
                report(.suspicious, text, "the template names `\(shown(text))`")
            }
        case .escapedText(let text):
            if text.contains("_") { report(.suspicious, nil, "the template hides underscores in escapes") }
            check(.text(text))
        case .filter(let name):
            if name == "attr" {
                report(.unsafe, name, "the template takes attributes by name, which the sandbox is to prevent")
            }
        case .statement(let name):
            if ["import", "include", "extends", "from"].contains(name) {
                report(.suspicious, name, "the template loads another template (`\(name)`)")
            }
        case .name(let name, let isReachedInto):
            if isReachedInto, Self.globals.contains(name) {
                report(.unsafe, name, "the template reaches into Python through `\(name)`")
            }
            if name.hasPrefix("__") {
                report(.unsafe, name, "the template names `\(shown(name))`, by which Python is reached")
            }
        case .number(let digits):
            if digits.count > 7 { report(.suspicious, nil, "the template counts further than any conversation goes") }
        }
    }

    /// Attributes that lead out.
    private static let gadgets: Set<String> = [
        "func_globals", "gi_frame", "gi_code", "cr_frame", "f_globals", "f_builtins", "f_locals", "tb_frame", "mro",
        "subclasses", "popen",
        "system", "environ", "getattr", "func_code",
    ]
    private static let dunders = [
        "__class__", "__globals__", "__builtins__", "__import__", "__subclasses__", "__mro__", "__base", "__init__",
        "__getattr",
        "__dict__", "__getitem__", "__reduce", "__code__", "__self__", "__func__", "__call__", "__name__", "__module__",
    ]
    private static let programs: Set<String> = [
        "os", "popen", "subprocess", "builtins", "eval", "exec", "system", "sys", "import os",
    ]
    /// Of Jinja's and Flask's own globals no template for chats takes an attribute.
    private static let globals: Set<String> = [
        "cycler", "joiner", "lipsum", "self", "request", "config", "url_for", "get_flashed_messages", "session", "g",
        "caller",
    ]

    private func shown(_ text: String) -> String { ImportRules.shown(String(text.prefix(60))) }

    private func report(_ verdict: ScanVerdict, _ name: String?, _ message: String) {
        inspection.report("chat-template", verdict, at: place, name: name.map { String($0.prefix(60)) }, message)
    }
}
