// SPDX-License-Identifier: Apache-2.0

import RequestCrypto

/// Encrypts and decrypts one message under either algorithm, with keys that are no secret.
@main
struct RequestCryptoProgram {
    static func main() throws {
        let message = Array("{\"FaceInput\":\"AAAA\",\"FaceInputType\":1}".utf8)
        var same = true
        for algorithm in [ContentAlgorithm.aes256CBC, .sm4GCM] {
            let key = [UInt8](repeating: 1, count: algorithm.keyByteCount)
            let iv = [UInt8](repeating: 2, count: algorithm.ivByteCount)
            let sealed = try ContentEncryptor.seal(message.span, algorithm, key: key.span, iv: iv.span)
            var tag: [UInt8] = []
            if let bytes = sealed.tag?.bytes { tag = bytes.indices.map { bytes[$0] } }
            let opened = try ContentDecryptor.open(
                sealed.ciphertext.span, algorithm, key: key.span, iv: iv.span, tag: tag.span)
            same = same && opened == message
        }
        print(same)
    }
}
