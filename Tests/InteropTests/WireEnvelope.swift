// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

/// The members of a whole-body envelope as they stand in its text, without our own types for them.
struct WireEnvelope {
    var body: String
    var algorithm: String
    var blob: String
    var iv: String
    var tags: [String]

    init(body: String, algorithm: String, blob: String, iv: String, tags: [String]) {
        (self.body, self.algorithm, self.blob, self.iv, self.tags) = (body, algorithm, blob, iv, tags)
    }

    init(_ bytes: [UInt8]) throws {
        let json = try JSONValue(parsing: bytes.span)
        let encryption = try #require(json["Encryption"])
        #expect(encryption["EncryptList"] == ["EncryptionBody"])
        body = try #require(json["EncryptedBody"]?.string)
        algorithm = try #require(encryption["Algorithm"]?.string)
        blob = try #require(encryption["CiphertextBlob"]?.string)
        iv = try #require(encryption["Iv"]?.string)
        tags = try #require(encryption["TagList"]?.array).compactMap(\.string)
    }

    /// The envelope's text, written as another program might: spaces, and Encryption in front.
    var text: String {
        let list = tags.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            { "Encryption": { "Algorithm": "\(algorithm)", "EncryptList": ["EncryptionBody"], "TagList": [\(list)],
              "Iv": "\(iv)", "CiphertextBlob": "\(blob)" },
              "EncryptedBody": "\(body)" }
            """
    }
}
