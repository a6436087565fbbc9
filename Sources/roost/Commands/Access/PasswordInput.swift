import Domain
import Glibc

/// A password or a token from stdin: never from the command line, where every process of the machine can read it.
enum PasswordInput {
    /// One line; on a terminal it is asked for and not shown.
    static func line(_ prompt: String = "password: ", of what: String = "password") throws -> String {
        var before = termios()
        let isTerminal = tcgetattr(STDIN_FILENO, &before) == 0
        if isTerminal {
            var silent = before
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
            Terminal.raw(prompt)
        }
        defer {
            if isTerminal {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
                Terminal.raw("\n")
            }
        }
        guard let line = readLine(strippingNewline: true) else {
            throw Problem(.badRequest, "there is no \(what) on stdin", hint: "write it there, or leave out the option")
        }
        return line
    }
}
