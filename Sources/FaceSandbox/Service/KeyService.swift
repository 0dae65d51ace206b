// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import RequestDigests
internal import SecretMemory
internal import Synchronization

/// The key management service behind GenerateDataKey and Decrypt: data keys in, opaque blobs out.
///
/// A blob has three parts in base64, joined by `-k-`, as the vendor's have. Nobody but the service reads it. Here
/// the parts are a digest of the key's name, a nonce, and the data key under a key of this run, with the key's name
/// and the `EncryptionContext` authenticated beside it.
struct KeyService: Sendable {
    private let masterKey: MasterKey

    /// Holds the key of this run where it can be shared.
    private final class MasterKey: Sendable {
        let key: SecretBytes
        init() throws(SecretMemoryError) { key = try SecretBytes.random(byteCount: 16) }
    }

    private static let separator = "-k-"

    init() throws(SandboxError) {
        do { masterKey = try MasterKey() } catch {
            throw SandboxError(.cannotMakeKeys, error.description)
        }
    }

    /// Whether a text has the form of a blob, whoever made it.
    static func isBlob(_ text: String) -> Bool { parts(of: text).count == 3 }

    /// Seals a data key into a blob.
    func seal(_ dataKey: borrowing SecretBytes, keyID: String, context: String) throws(RequestCryptoError) -> String {
        let iv = try Self.randomIV()
        let name = Array(keyID.utf8)
        let associated = Self.associatedData(name: name, context: context)
        let sealed = try masterKey.key.withBytes { key throws(RequestCryptoError) in
            try dataKey.withBytes { dataKey throws(RequestCryptoError) in
                try [UInt8](capacity: dataKey.count + 16) { output throws(RequestCryptoError) in
                    var encryptor = try ContentEncryptor(.sm4GCM, key: key, iv: iv.span)
                    try encryptor.authenticate(associated.span)
                    try encryptor.update(dataKey, into: &output)
                    guard let tag = try encryptor.finish(into: &output) else { return }
                    for index in tag.bytes.indices { output.append(tag.bytes[index]) }
                }
            }
        }
        return [name, iv, sealed].map { Base64.encodeToString($0.span) }.joined(separator: Self.separator)
    }

    private static func randomIV() throws(RequestCryptoError) -> [UInt8] {
        do throws(SecretMemoryError) {
            return try SystemRandom.bytes(12)
        } catch {
            throw RequestCryptoError(.randomUnavailable, error.message)
        }
    }

    /// The data key of an envelope, or one that nothing opens under; does the work of one opening in every case.
    func dataKey(
        _ blob: String, for algorithm: ContentAlgorithm, work: inout EnvelopeReader.Work
    ) -> UnwrappedKey {
        let count = algorithm.keyByteCount
        work.kmsOpenings += 1
        var parts = Self.parts(of: blob)
        // What has not the form is in the clear; zeros of the right form do not open, and take as long.
        if parts.count != 3 || parts[1].count != 12 || parts[2].count != count + 16 {
            parts = [[0], [UInt8](repeating: 0, count: 12), [UInt8](repeating: 0, count: count + 16)]
        }
        guard let key = open(parts, context: "") else { return UnwrappedKey(key: nil, byteCount: count) }
        return UnwrappedKey(key: key, isGood: true)
    }

    /// The data key in a blob; nil for one that another run made, that was altered, or that has another context.
    func open(_ blob: String, context: String) -> SecretBytes? {
        open(Self.parts(of: blob), context: context)
    }

    private func open(_ parts: [[UInt8]], context: String) -> SecretBytes? {
        guard parts.count == 3, parts[1].count == 12, parts[2].count > 16 else { return nil }
        let ciphertext = Array(parts[2].dropLast(16))
        let tag = Array(parts[2].suffix(16))
        let associated = Self.associatedData(name: parts[0], context: context)
        return masterKey.key.withBytes { key in
            let iv = parts[1]
            return try? SecretBytes(byteCount: ciphertext.count) { output throws(RequestCryptoError) in
                var decryptor = try ContentDecryptor(.sm4GCM, key: key, iv: iv.span)
                try decryptor.authenticate(associated.span)
                try decryptor.update(ciphertext.span, intoUnverified: &output)
                try decryptor.finish(intoUnverified: &output, tag: tag.span)
            }
        }
    }

    /// The key's name in a blob.
    static func keyID(of blob: String) -> String? {
        parts(of: blob).first.flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static func associatedData(name: [UInt8], context: String) -> [UInt8] {
        // The length keeps a name and a context from being read as another pair.
        Array("\(name.count):".utf8) + name + Array(context.utf8)
    }

    private static func parts(of blob: String) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        for text in blob.split(separator: separator, omittingEmptySubsequences: false) {
            guard let part = try? Base64.decode(String(text)), !part.isEmpty else { return [] }
            parts.append(part)
        }
        return parts
    }
}
