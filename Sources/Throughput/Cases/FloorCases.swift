// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto

/// What nobody can be much faster than: the libraries alone, over the same bytes, from and to memory that is there.
///
/// All of them count bytes of media, so that their MB/s can be read against those of sealing.
enum FloorCases {
    /// Larger media are a buffer of this size over and over: nobody holds 4 GiB in memory.
    private static let largestBuffer = 64 << 20

    static func all(_ size: ByteSize) -> [BenchmarkCase] {
        [
            BenchmarkCase(
                CaseName.cipher(.aes256CBC, size), "OpenSSL AES-256-CBC over the JSON plaintext",
                byteCount: size.byteCount
            ) { material in
                try work(on: size) { buffer, repetitions in
                    try OpenSSLFloor.encryptCBC(
                        material.document(buffer), key: material.keyBytes(for: .aes256CBC),
                        iv: material.ivBytes(for: .aes256CBC), repetitions: repetitions)
                }
            },
            BenchmarkCase(
                CaseName.cipher(.sm4GCM, size), "libgcrypt SM4-GCM over the JSON plaintext", byteCount: size.byteCount
            ) { material in
                try work(on: size) { buffer, repetitions in
                    try GcryptFloor.encryptSM4GCM(
                        material.document(buffer), key: material.keyBytes(for: .sm4GCM),
                        iv: material.ivBytes(for: .sm4GCM), repetitions: repetitions)
                }
            },
            BenchmarkCase(
                CaseName.sha256(size), "OpenSSL SHA-256 over the sealed body", byteCount: size.byteCount
            ) { material in
                try work(on: size) { buffer, repetitions in
                    try OpenSSLFloor.sha256(material.body(.aes256CBC, buffer), repetitions: repetitions)
                }
            },
            BenchmarkCase(CaseName.copy(size), "memcpy of the media", byteCount: size.byteCount) { material in
                work(on: size) { buffer, repetitions in
                    let media = material.media(buffer)
                    let output = ByteBuffer(byteCount: media.count)
                    return {
                        for _ in 0..<repetitions {
                            media.withUnsafeBufferPointer { source in
                                guard let start = source.baseAddress else { return }
                                output.start.update(from: start, count: source.count)
                            }
                        }
                    }
                }
            },
        ]
    }

    /// Opening with one EVP call after the other.
    static func passes(_ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.passes(size), "EVP_DecodeBlock, EVP decryption, EVP_DecodeBlock", byteCount: size.byteCount
        ) { material in
            let key = material.keyBytes(for: .aes256CBC)
            let iv = material.ivBytes(for: .aes256CBC)
            let ciphertext = try ContentEncryptor.seal(
                material.document(size.byteCount), .aes256CBC, key: key, iv: iv)
            return try OpenSSLFloor.openCBC(
                Base64.encode(ciphertext.span), key: key, iv: iv, head: #"{"FaceInput":""#.utf8.count,
                mediaTextCount: Base64.encodedByteCount(forByteCount: size.byteCount))
        }
    }

    /// Work on all of the media: the largest buffer as often as it fits, then what is left.
    private static func work(
        on size: ByteSize, _ make: (_ buffer: Int, _ repetitions: Int) throws -> BenchmarkCase.Work
    ) rethrows -> BenchmarkCase.Work {
        let works = try parts(of: size).map(make)
        return { for work in works { try work() } }
    }

    /// The buffers that make up media, and how often each is taken.
    static func parts(of size: ByteSize) -> [(buffer: Int, repetitions: Int)] {
        let (repetitions, rest) = size.byteCount.quotientAndRemainder(dividingBy: largestBuffer)
        return [(buffer: largestBuffer, repetitions: repetitions), (buffer: rest, repetitions: rest > 0 ? 1 : 0)]
            .filter { $0.repetitions > 0 }
    }
}

extension ContentEncryptor {
    /// The ciphertext of a text that is there as a whole.
    static func seal(
        _ text: [UInt8], _ algorithm: ContentAlgorithm, key: [UInt8], iv: [UInt8], backend: ContentBackend? = nil
    ) throws -> [UInt8] {
        try [UInt8](capacity: text.count + 32) { output in
            var encryptor = try ContentEncryptor(algorithm, key: key.span, iv: iv.span, backend: backend)
            try encryptor.update(text.span, into: &output)
            _ = try encryptor.finish(into: &output)
        }
    }
}
