import Wire

/// TorchScript runs in torch's own interpreter, which can still reach files by a few operators.
struct TorchScriptCheck {
    private let inspection: Inspection
    private let place: Place

    init(_ inspection: Inspection, _ place: Place) {
        self.inspection = inspection
        self.place = place
    }

    /// Notes that there is code; what it calls is looked at where its files are read.
    func run(_ names: Set<String>) throws {
        guard !names.contains(where: { $0.hasSuffix("constants.pkl") || $0.hasSuffix("bytecode.pkl") }) else { return }
        inspection.report(
            "torchscript", .suspicious, at: place,
            "it has the code of a TorchScript model without the model's other parts")
    }

    /// Operators that open files.
    static let operators = [
        "aten::from_file", "ops.aten.from_file", "torch.from_file", "aten::save", "ops.aten.save", "torch.save(",
    ]
}
