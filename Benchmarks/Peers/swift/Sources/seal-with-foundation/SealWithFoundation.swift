// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import Foundation

/// A sealed and signed request as one would write it with Foundation and swift-crypto.
///
/// `seal-with-foundation MEDIA PUBLIC.pem AES-256-CBC REQUESTS OUT`
@main
struct SealWithFoundation {
    private struct Input: Encodable {
        let faceInput: String
        let faceInputType: Int

        enum CodingKeys: String, CodingKey {
            case faceInput = "FaceInput"
            case faceInputType = "FaceInputType"
        }
    }

    private struct Encryption: Encodable {
        let encryptList: [String]
        let ciphertextBlob: String
        let iv: String
        let algorithm: String
        let tagList: [String]

        enum CodingKeys: String, CodingKey {
            case encryptList = "EncryptList"
            case ciphertextBlob = "CiphertextBlob"
            case iv = "Iv"
            case algorithm = "Algorithm"
            case tagList = "TagList"
        }
    }

    private struct Envelope: Encodable {
        let encryptedBody: String
        let encryption: Encryption

        enum CodingKeys: String, CodingKey {
            case encryptedBody = "EncryptedBody"
            case encryption = "Encryption"
        }
    }

    private static let host = "faceid.tencentcloudapi.com"

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments[3] == "AES-256-CBC" else {
            print(#"{"skipped": "swift-crypto has neither SM4 nor SM2"}"#)
            return
        }
        let media = try Data(contentsOf: URL(filePath: arguments[1]))
        let pem = try String(contentsOf: URL(filePath: arguments[2]), encoding: .utf8)
        let publicKey = try _RSA.Encryption.PublicKey(pemRepresentation: pem)

        var seconds: [Double] = []
        var last: (head: String, body: Data) = ("", Data())
        for _ in 0..<(Int(arguments[4]) ?? 0) {
            let clock = ContinuousClock()
            let elapsed = try clock.measure { last = try seal(media, publicKey) }
            seconds.append(elapsed / .seconds(1))
        }
        let head = last.head + "Content-Length: \(last.body.count)\r\n\r\n"
        try (Data(head.utf8) + last.body).write(to: URL(filePath: arguments[5]))
        print(#"{"description": "Swift, Foundation and swift-crypto", "seconds": \#(seconds)}"#)
    }

    private static func seal(_ media: Data, _ publicKey: _RSA.Encryption.PublicKey) throws -> (String, Data) {
        let key = SymmetricKey(size: .bits256)
        let iv = AES._CBC.IV()
        let plaintext = try encoder.encode(Input(faceInput: media.base64EncodedString(), faceInputType: 2))
        let ciphertext = try AES._CBC.encrypt(plaintext, using: key, iv: iv)
        let wrapped = try publicKey.encrypt(
            key.withUnsafeBytes { Data($0) }, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
        let body = try encoder.encode(
            Envelope(
                encryptedBody: ciphertext.base64EncodedString(),
                encryption: Encryption(
                    encryptList: ["EncryptionBody"], ciphertextBlob: wrapped.base64EncodedString(),
                    iv: Data(iv).base64EncodedString(), algorithm: "AES-256-CBC", tagList: [])))

        let timestamp = Int(Date().timeIntervalSince1970)
        let date = Date(timeIntervalSince1970: Double(timestamp)).formatted(.iso8601.year().month().day())
        let canonical =
            "POST\n/\n\ncontent-type:application/json\nhost:\(host)\n\ncontent-type;host\n\(hex(SHA256.hash(data: body)))"
        let scope = "\(date)/faceid/tc3_request"
        let text = "TC3-HMAC-SHA256\n\(timestamp)\n\(scope)\n\(hex(SHA256.hash(data: Data(canonical.utf8))))"
        let signingKey = mac(mac(mac(Data("TC3EXAMPLEKEY".utf8), date), "faceid"), "tc3_request")
        let head =
            "POST / HTTP/1.1\r\nHost: \(host)\r\nContent-Type: application/json\r\nX-TC-Action: DetectAIFakeFaces\r\n"
            + "X-TC-Version: 2018-03-01\r\nX-TC-Timestamp: \(timestamp)\r\n"
            + "Authorization: TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/\(scope), SignedHeaders=content-type;host, "
            + "Signature=\(hex(mac(signingKey, text)))\r\n"
        return (head, body)
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }

    private static func mac(_ key: Data, _ text: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
