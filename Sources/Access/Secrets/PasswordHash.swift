import Crypto
import CryptoExtras
import FoundationEssentials

/// How hard a password is to guess from its hash: the parameters of scrypt (RFC 7914) with blocks of 1 KiB (r = 8).
package struct PasswordCost: Hashable, Sendable {
    /// N is two to the power of this; one guess takes 2^exponent KiB.
    let exponent: Int
    /// p: how often that is done.
    let lanes: Int

    /// N = 2^15, r = 8, p = 3: one of the settings OWASP names as of equal worth, for 32 MiB.
    package static let standard = PasswordCost(exponent: 15, lanes: 3)

    package init(exponent: Int, lanes: Int) {
        self.exponent = exponent
        self.lanes = lanes
    }

    /// What a database may ask of us: no more than a second or so, and 128 MiB.
    var isSane: Bool { (10...17).contains(exponent) && (1...8).contains(lanes) }
}

/// A password as it is kept: salted, hashed by scrypt, with the parameters it was hashed with.
struct PasswordHash: Sendable {
    private static let saltLength = 16
    private static let keyLength = 32

    let cost: PasswordCost
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Hashes: a tenth of a second or more, so never on an event loop. Throws when the memory cannot be had.
    init(of password: Password, _ cost: PasswordCost) throws {
        self.cost = cost
        salt = Self.random(Self.saltLength)
        key = try Self.derive(password.bytes ?? [], salt, cost).withUnsafeBytes(Array.init)
    }

    /// One that fits no password, to be compared with where there is no user or none was set, so that this takes as long.
    init(fittingNothing cost: PasswordCost) {
        self.cost = cost
        salt = [UInt8](repeating: 0, count: Self.saltLength)
        key = Self.random(Self.keyLength)
    }

    /// `scrypt:15:8:3:<salt>:<key>`, in hexadecimal; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", parts[2] == "8" else { return nil }
        guard let exponent = Int(parts[1]), let lanes = Int(parts[3]) else { return nil }
        guard let salt = Self.bytes(parts[4]), let key = Self.bytes(parts[5]) else { return nil }
        guard salt.count == Self.saltLength, key.count == Self.keyLength else { return nil }
        cost = PasswordCost(exponent: exponent, lanes: lanes)
        guard cost.isSane else { return nil }
        self.salt = salt
        self.key = key
    }

    /// Whether there is a password it could fit: a salt by chance is never all zeroes.
    var fitsSomething: Bool { salt.contains { $0 != 0 } }

    var text: String { "scrypt:\(cost.exponent):8:\(cost.lanes):\(Self.hex(salt)):\(Self.hex(key))" }

    /// Whether it is this password; takes the same time whatever differs.
    func matches(_ password: Password) throws -> Bool {
        let bytes = password.bytes
        // `==` of symmetric keys looks at every byte.
        let isEqual = try Self.derive(bytes ?? [], salt, cost) == SymmetricKey(data: key)
        return isEqual && bytes != nil
    }

    private static func derive(_ password: [UInt8], _ salt: [UInt8], _ cost: PasswordCost) throws -> SymmetricKey {
        // swift-crypto unwraps the address of the bytes, which an empty array does not have.
        let bytes = password.isEmpty ? [0] : password
        return try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: keyLength, rounds: 1 << cost.exponent, blockSize: 8,
            parallelism: cost.lanes)
    }

    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count % 2 == 0, text.utf8.count <= 128 else { return nil }
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
