/// Told how the sending of some content goes.
package struct SendingWatch: Sendable {
    /// These bytes of the content will be sent.
    let begins: @Sendable (Range<Int64>) -> Void
    /// So many more were handed to the connection, which holds back while its reader does.
    let sent: @Sendable (Int) -> Void
    /// No more will be: because all was, or because the reader went away.
    let ends: @Sendable (_ isWhole: Bool) -> Void
}
