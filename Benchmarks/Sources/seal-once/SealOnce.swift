// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import StrictJSON
import TC3Signing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// This package among the peers: does what each of them does, and reports as they do.
///
/// `seal-once MEDIA PUBLIC.pem AES-256-CBC|SM4-GCM REQUESTS OUT`: seals and signs the media as often as asked, each
/// time with a fresh data key, and leaves the last request in OUT as it would go over the wire.
@main
struct SealOnce {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let algorithm = ContentAlgorithm(wireName: arguments[3]),
            let requests = Int(arguments[4])
        else { throw RequestCryptoError(.unknownAlgorithm, "wrong arguments") }
        let media = try read(arguments[1])
        let pem = String(decoding: try read(arguments[2]), as: UTF8.self)
        let sealer = BodySealer(algorithm: algorithm, wrappingKey: try WrappingKey(pem: pem))
        let signer = try TC3Signer(
            credential: Credential(secretID: "AKIDEXAMPLE", secretKey: "EXAMPLEKEY"), service: "faceid")
        let request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01")

        var seconds: [Double] = []
        var last: (head: String, body: [UInt8])?
        for _ in 0..<requests {
            last = nil
            let start = now()
            let body = try sealer.seal(media: media.span, kind: .video)
            let signature = try signer.sign(request, bodyDigest: body.sha256, at: Int64(time(nil)))
            seconds.append(now() - start)
            let headers = signature.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
            last = ("POST / HTTP/1.1\r\n\(headers)Content-Length: \(body.bytes.count)\r\n\r\n", body.bytes)
        }
        if let last { try write(Array(last.head.utf8) + last.body, to: arguments[5]) }
        let report: JSONValue = [
            "description": "this package", "seconds": .array(seconds.map { .number(String(describing: $0)) }),
        ]
        print(report.serializedText())
    }

    private static func now() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let file = try MediaFile(path: path)
        let byteCount = file.byteCount
        var rest: MediaFile? = file
        return try [UInt8](capacity: byteCount) { output throws(RequestCryptoError) in
            guard var file = rest.take() else { return }
            while output.freeCapacity > 0, try file.read(into: &output) > 0 {}
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "w") else { throw RequestCryptoError(.unreadableFile, "cannot write \(path)") }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else {
            throw RequestCryptoError(.unreadableFile, "cannot write \(path)")
        }
    }
}
