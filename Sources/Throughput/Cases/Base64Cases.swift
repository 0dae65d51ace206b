// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// Base64 alone, against OpenSSL's and against a copy.
enum Base64Cases {
    static func all(_ size: ByteSize) -> [BenchmarkCase] {
        [
            BenchmarkCase(
                CaseName.encode(size), "strict base64, bytes to text that has room already", byteCount: size.byteCount,
                floors: [CaseName.copy(size)]
            ) { material in
                let media = material.media(size.byteCount)
                let buffer = ByteBuffer(byteCount: Base64.encodedByteCount(forByteCount: media.count))
                return {
                    let storage = UnsafeMutableBufferPointer(start: buffer.start, count: buffer.byteCount)
                    var output = OutputSpan(buffer: storage, initializedCount: 0)
                    Base64.encode(media.span, into: &output)
                }
            },
            BenchmarkCase(
                CaseName.decode(size), "strict base64, text to bytes that have room already", byteCount: size.byteCount,
                floors: [CaseName.copy(size)]
            ) { material in
                let text = Base64.encode(material.media(size.byteCount).span)
                let buffer = ByteBuffer(byteCount: Base64.maximumDecodedByteCount(forByteCount: text.count))
                return {
                    let storage = UnsafeMutableBufferPointer(start: buffer.start, count: buffer.byteCount)
                    var output = OutputSpan(buffer: storage, initializedCount: 0)
                    try Base64.decode(text.span, into: &output)
                }
            },
            BenchmarkCase(
                "floor/openssl-encode/\(size)", "EVP_EncodeBlock", byteCount: size.byteCount,
                floors: [CaseName.copy(size)]
            ) { OpenSSLFloor.encodeBase64($0.media(size.byteCount)) },
            BenchmarkCase(
                "floor/openssl-decode/\(size)", "EVP_DecodeBlock", byteCount: size.byteCount,
                floors: [CaseName.copy(size)]
            ) { OpenSSLFloor.decodeBase64(Base64.encode($0.media(size.byteCount).span)) },
        ]
    }
}
