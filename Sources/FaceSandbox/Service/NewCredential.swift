// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import TC3Signing

/// Makes the credential of a run, in the vendor's shape: `AKID` and 32 letters and digits, and a key of 32.
enum NewCredential {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Makes one.
    ///
    /// - Throws: ``SandboxError`` with `cannotMakeKeys`.
    static func make() throws(SandboxError) -> Credential {
        do {
            let identifier = try (0..<32).map { _ in try letter() }
            let key = try SecretBytes(byteCount: 32) { output throws(SecretMemoryError) in
                for _ in 0..<32 { output.append(try letter()) }
            }
            return try Credential(secretID: "AKID" + String(decoding: identifier, as: UTF8.self), secretKey: key)
        } catch {
            throw SandboxError(.cannotMakeKeys, "no credential could be made: \(error)")
        }
    }

    private static func letter() throws(SecretMemoryError) -> UInt8 {
        alphabet[Int(try SystemRandom.uniform(below: UInt64(alphabet.count)))]
    }
}
