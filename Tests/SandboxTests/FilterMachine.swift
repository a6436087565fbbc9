import Sandbox

/// Runs a system call filter as the kernel would: the part of classic BPF that it uses.
struct FilterMachine {
    let filter: SyscallFilter

    /// The answer to one call, given as `struct seccomp_data` has it. Nil for a program the kernel would not take.
    func answer(number: UInt32, audit: UInt32? = nil, first: UInt64 = 0, second: UInt64 = 0) -> UInt32? {
        var data = [number, audit ?? filter.processor.auditNumber, 0, 0]
        for argument in [first, second, 0, 0, 0, 0] {
            data += [UInt32(truncatingIfNeeded: argument), UInt32(truncatingIfNeeded: argument >> 32)]
        }
        var accumulator: UInt32 = 0
        var position = 0
        while filter.instructions.indices.contains(position) {
            let step = filter.instructions[position]
            position += 1
            let holds: Bool
            switch step.code {
            case FilterInstruction.load:
                guard step.operand % 4 == 0, data.indices.contains(Int(step.operand / 4)) else { return nil }
                accumulator = data[Int(step.operand / 4)]
                continue
            case FilterInstruction.answer: return step.operand
            case FilterInstruction.jumpIfEqual: holds = accumulator == step.operand
            case FilterInstruction.jumpIfAtLeast: holds = accumulator >= step.operand
            case FilterInstruction.jumpIfAnyBit: holds = accumulator & step.operand != 0
            default: return nil
            }
            position += Int(holds ? step.whenTrue : step.whenFalse)
        }
        return nil
    }
}
