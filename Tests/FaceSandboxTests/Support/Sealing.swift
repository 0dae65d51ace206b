// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import StrictJSON

// Tests suspend, and no span may live across that: these do not.

extension FieldSealer {
    func sealed(_ fields: [String], of parameters: JSONValue) throws -> SealedBody {
        let bytes = parameters.serialized()
        return try seal(fields: fields, in: bytes.span)
    }

    func sealedForReply(_ parameters: JSONValue) throws -> SealedBody {
        let bytes = parameters.serialized()
        return try requestEncryptedReply(in: bytes.span)
    }
}

extension BodySealer {
    func sealed(_ bytes: [UInt8]) throws -> SealedBody { try seal(body: bytes.span) }
}

extension JSONValue {
    init(reading bytes: [UInt8]) throws { try self.init(parsing: bytes.span) }
}

extension ResponseOpener {
    func opened(_ answer: RawAnswer) throws -> JSONValue {
        let bytes = answer.body
        return try JSONValue(reading: try open(bytes.span).plaintext)
    }
}
