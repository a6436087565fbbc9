import Domain
import Glibc

/// A password from stdin: never from the command line, where every process of the machine can read it.
enum PasswordInput {
    /// One line; on a terminal it is asked for and not shown.
    static func line() throws -> String {
        var before = termios()
        let isTerminal = tcgetattr(STDIN_FILENO, &before) == 0
        if isTerminal {
            var silent = before
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
            Terminal.raw("password: ")
        }
        defer {
            if isTerminal {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
                Terminal.raw("\n")
            }
        }
        guard let line = readLine(strippingNewline: true) else {
            throw Problem(.badRequest, "there is no password on stdin", hint: "write it there, or leave out the option")
        }
        return line
    }
}
