// SPDX-License-Identifier: Apache-2.0

import Foundation
import TC3Signing
import Testing

/// A folder of `vectors/tc3` or `vectors/tc3-negative`: one file a step.
struct SignatureVector: Sendable, CustomTestStringConvertible {
    struct Context: Decodable, Sendable {
        struct Credentials: Decodable, Sendable {
            let secretId: String
            let secretKey: String
            let token: String?
        }

        struct Header: Decodable, Sendable {
            let name: String
            let value: String
        }

        struct Expected: Decodable, Sendable {
            let step: String
            let line: Int
            let expected: String?
            let received: String?
        }

        let credentials: Credentials
        let service: String
        let timestamp: Int64?
        let host: String?
        let method: String?
        let query: String?
        let action: String?
        let version: String?
        let region: String?
        let language: String?
        let contentType: String?
        let signedHeaders: String?
        let extraSignedHeaders: [Header]?
        let extraHeaders: [Header]?
        let valueCase: String?
        let payload: String?
        let wire: String?
        let receivedAt: Int64?
        let expected: Expected?
    }

    let folder: URL
    let context: Context

    var testDescription: String { folder.lastPathComponent }

    var credential: Credential {
        get throws {
            try Credential(
                secretID: context.credentials.secretId, secretKey: context.credentials.secretKey,
                token: context.credentials.token)
        }
    }

    func bytes(_ file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(file)))
    }

    func text(_ file: String) throws -> String { String(decoding: try bytes(file), as: UTF8.self) }

    func exists(_ file: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path)
    }

    static func all(_ suite: String) -> [SignatureVector] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("vectors/\(suite)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.sorted().compactMap { name in
            let folder = root.appendingPathComponent(name)
            guard let data = try? Data(contentsOf: folder.appendingPathComponent("context.json")),
                let context = try? JSONDecoder().decode(Context.self, from: data)
            else { return nil }
            return SignatureVector(folder: folder, context: context)
        }
    }
}
