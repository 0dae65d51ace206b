// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// What OpenSSL alone needs for the same bytes: contexts and buffers are made once and used again.
enum OpenSSLFloor {
    /// The version of the library that is loaded.
    static var version: String { OpenSSL_version(OPENSSL_VERSION_STRING).map { String(cString: $0) } ?? "unknown" }

    /// AES-256-CBC over all of a text, `repetitions` times in a row.
    static func encryptCBC(_ text: [UInt8], key: [UInt8], iv: [UInt8], repetitions: Int) throws -> BenchmarkCase.Work {
        let context = try CipherContext("AES-256-CBC", key: key, encrypts: true)
        let output = ByteBuffer(byteCount: text.count + 32)
        return {
            for _ in 0..<repetitions { _ = try context.run(text, iv: iv, into: output) }
        }
    }

    /// SHA-256 over all of a text.
    static func sha256(_ text: [UInt8], repetitions: Int) throws -> BenchmarkCase.Work {
        guard let digest = EVP_MD_fetch(nil, "SHA256", nil), let context = EVP_MD_CTX_new() else {
            throw ThroughputError(.libraryFailure, "OpenSSL gives no SHA-256")
        }
        // Both live as long as the process: a case is made once in it.
        return {
            var result = [UInt8](repeating: 0, count: 32)
            for _ in 0..<repetitions {
                let isDone =
                    EVP_DigestInit_ex(context, digest, nil) == 1
                    && EVP_DigestUpdate(context, text, text.count) == 1
                    && EVP_DigestFinal_ex(context, &result, nil) == 1
                guard isDone else { throw ThroughputError(.libraryFailure, "OpenSSL could not hash") }
            }
        }
    }

    /// The way a program goes that knows nothing better: EVP_DecodeBlock, EVP decryption, EVP_DecodeBlock, each over
    /// everything, into buffers that are there.
    ///
    /// - Parameters:
    ///   - text: The base64 text of the ciphertext.
    ///   - head: How many bytes stand before the media's base64 in the plaintext.
    ///   - mediaTextCount: How long that base64 is.
    static func openCBC(
        _ text: [UInt8], key: [UInt8], iv: [UInt8], head: Int, mediaTextCount: Int
    ) throws -> BenchmarkCase.Work {
        let context = try CipherContext("AES-256-CBC", key: key, encrypts: false)
        let ciphertext = ByteBuffer(byteCount: text.count)
        let plaintext = ByteBuffer(byteCount: text.count)
        let media = ByteBuffer(byteCount: text.count)
        // EVP_DecodeBlock counts what stands for padding as bytes.
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return {
            let decoded = Int(EVP_DecodeBlock(ciphertext.start, text, Int32(text.count))) - padding
            let opened = try context.run(ciphertext.start, decoded, iv: iv, into: plaintext)
            guard opened >= head + mediaTextCount,
                EVP_DecodeBlock(media.start, plaintext.start + head, Int32(mediaTextCount)) >= 0
            else { throw ThroughputError(.wrongResult, "OpenSSL does not open what was sealed") }
        }
    }

    /// EVP_EncodeBlock over all bytes.
    static func encodeBase64(_ bytes: [UInt8]) -> BenchmarkCase.Work {
        let output = ByteBuffer(byteCount: bytes.count / 3 * 4 + 8)
        return { _ = EVP_EncodeBlock(output.start, bytes, Int32(bytes.count)) }
    }

    /// EVP_DecodeBlock over all text.
    static func decodeBase64(_ text: [UInt8]) -> BenchmarkCase.Work {
        let output = ByteBuffer(byteCount: text.count)
        return { _ = EVP_DecodeBlock(output.start, text, Int32(text.count)) }
    }
}

/// A cipher context that keeps its key and takes a new IV for each message.
private final class CipherContext {
    private let context: OpaquePointer

    init(_ name: String, key: [UInt8], encrypts: Bool) throws {
        guard let cipher = EVP_CIPHER_fetch(nil, name, nil), let context = EVP_CIPHER_CTX_new() else {
            throw ThroughputError(.unavailable, "OpenSSL has no \(name) on this machine")
        }
        self.context = context
        guard EVP_CipherInit_ex2(context, cipher, key, nil, encrypts ? 1 : 0, nil) == 1 else {
            throw ThroughputError(.libraryFailure, "OpenSSL does not take a key for \(name)")
        }
        EVP_CIPHER_free(cipher)
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    func run(_ input: [UInt8], iv: [UInt8], into output: ByteBuffer) throws -> Int {
        try input.withUnsafeBufferPointer { try run($0.baseAddress, $0.count, iv: iv, into: output) }
    }

    func run(_ input: UnsafePointer<UInt8>?, _ count: Int, iv: [UInt8], into output: ByteBuffer) throws -> Int {
        var written: Int32 = 0
        var last: Int32 = 0
        let isDone =
            EVP_CipherInit_ex2(context, nil, nil, iv, -1, nil) == 1
            && EVP_CipherUpdate(context, output.start, &written, input, Int32(count)) == 1
            && EVP_CipherFinal_ex(context, output.start + Int(written), &last) == 1
        guard isDone else { throw ThroughputError(.libraryFailure, "OpenSSL could not run a cipher") }
        return Int(written + last)
    }
}
