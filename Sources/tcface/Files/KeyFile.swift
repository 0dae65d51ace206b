// SPDX-License-Identifier: Apache-2.0

import RequestCrypto

/// Keys in PEM, with errors that name the file.
enum KeyFile {
    /// A public key; `-` for standard input.
    static func publicKey(_ path: String) throws -> WrappingKey {
        let text = try InputFile.text(of: path, limit: 1 << 20)
        return try naming(path) { () throws(RequestCryptoError) in try WrappingKey(pem: text) }
    }

    /// A private key; `-` for standard input.
    static func privateKey(_ path: String) throws -> UnwrappingKey {
        let text = try InputFile.secret(of: path)
        return try naming(path) { () throws(RequestCryptoError) in try UnwrappingKey(pem: text) }
    }

    private static func naming<Key>(
        _ path: String, _ read: () throws(RequestCryptoError) -> Key
    ) throws(Failure) -> Key {
        do throws(RequestCryptoError) {
            return try read()
        } catch {
            throw Failure("\(path == "-" ? "standard input" : path): \(error.message)", hint: error.hint)
        }
    }
}
