/// Turns jumps to labels into the distances that classic BPF has. Jumps only lead forward, and at most 255 instructions.
struct FilterAssembler {
    enum Label: Hashable {
        case known, allowed, clone, socket, socketAllowed, device, forbidden, absent
    }

    private var steps: [(code: UInt16, operand: UInt32, target: Label?)] = []
    private var marks: [Label: Int] = [:]

    mutating func load(_ offset: UInt32) { steps.append((FilterInstruction.load, offset, nil)) }
    mutating func answer(_ value: UInt32) { steps.append((FilterInstruction.answer, value, nil)) }
    mutating func mark(_ label: Label) { marks[label] = steps.count }

    mutating func jump(ifEqual value: UInt32, to label: Label) {
        steps.append((FilterInstruction.jumpIfEqual, value, label))
    }
    mutating func jump(ifAtLeast value: UInt32, to label: Label) {
        steps.append((FilterInstruction.jumpIfAtLeast, value, label))
    }
    mutating func jump(ifAnyBit value: UInt32, to label: Label) {
        steps.append((FilterInstruction.jumpIfAnyBit, value, label))
    }

    /// The program. A mistake in a label ends the process here, at the first use: a filter that jumps elsewhere must not be.
    func assembled() -> [FilterInstruction] {
        steps.enumerated().map { position, step in
            let distance = step.target.map { (marks[$0] ?? 0) - position - 1 } ?? 0
            precondition((0...255).contains(distance), "a jump of the system call filter is out of reach")
            return FilterInstruction(
                code: step.code, whenTrue: UInt8(distance), whenFalse: 0, operand: step.operand)
        }
    }
}
