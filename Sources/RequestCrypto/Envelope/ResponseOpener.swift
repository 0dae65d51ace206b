// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
public import SecretMemory

/// Opens the reply to one sealed request.
///
/// The service encrypts its reply under the request's own data key. Copies of an opener share that key, which is wiped
/// when the last of them goes.
public struct ResponseOpener: Sendable {
    private let opener: EnvelopeOpener

    init(dataKey: consuming DataKey) {
        opener = EnvelopeOpener(dataKey: dataKey)
    }

    /// Opens an encrypted reply, its whole body or its fields.
    ///
    /// - Parameter response: The reply as it was received: `{"Response":{…,"Encryption":{…}}}`.
    /// - Throws: `missingEncryption` when the reply came in the clear, and what ``EnvelopeOpener/open(_:)`` throws.
    public func open(_ response: Span<UInt8>) throws(RequestCryptoError) -> OpenedEnvelope {
        try opener.open(response)
    }

    /// The data key as base64 text, for a program that opens the reply later.
    ///
    /// Whoever has it can read the request too. The text is wiped with the returned value.
    public func exportDataKey() -> SecretBytes {
        opener.exportDataKey()
    }
}
