// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests

/// One whole body on its way into the envelope: update with content, finish once.
///
/// Content goes through in chunks that stay in the processor's cache: base64 and JSON around it when it is media,
/// then the cipher, base64 again, and unless it was asked to leave that out, SHA-256 of the text that came out. Memory
/// does not grow with the content, and nothing is read twice.
///
/// The data key lives in the session until ``finish(into:)`` hands it to the ``ResponseOpener``; it is wiped when
/// either goes.
public struct BodySealingSession: ~Copyable {
    private let content: BodyContent
    private let payloadHash: PayloadHash
    private let text: EnvelopeText
    private let dataKey: DataKey
    private var engine: SealingEngine
    /// What has been sealed so far; tests set it.
    var contentByteCount = 0
    private var hasStarted = false
    private var follower: TextFollower?
    // Held as long as their threads work.
    private var core: CoreClaim?
    private var followerCore: CoreClaim?

    /// Starts a body under a data key that nothing else uses.
    init(
        _ content: BodyContent, dataKey: consuming DataKey, iv: borrowing ContentIV, payloadHash: PayloadHash = .sha256,
        engine choice: SealingEngine.Choice = .automatic, selfTests: SelfTests = .shared
    ) throws(RequestCryptoError) {
        let algorithm = dataKey.algorithm
        engine = try dataKey.withKey { key throws(RequestCryptoError) in
            if payloadHash == .sha256 { try selfTests.require(.digests) }
            return try SealingEngine(
                algorithm, isMedia: content.mediaKind != nil, key: key, iv: iv.bytes.span,
                hashes: payloadHash == .sha256, choice: choice, selfTests: selfTests)
        }
        self.content = content
        self.payloadHash = payloadHash
        text = EnvelopeText(ciphertextBlob: dataKey.ciphertextBlob, iv: iv, algorithm: algorithm)
        self.dataKey = dataKey
    }

    /// The exact size of the sealed body in bytes, for content of so many bytes.
    public func sealedByteCount(forContent byteCount: Int) -> Int {
        text.byteCount(forPlaintext: content.plaintextByteCount(forContent: byteCount))
    }

    /// The most bytes that one ``update(_:into:)`` with so much content appends.
    public func maximumByteCount(forUpdate byteCount: Int) -> Int {
        let plaintext = content.plaintextByteCount(forContent: byteCount)
        return EnvelopeText.head.count + Base64.encodedByteCount(forByteCount: plaintext + LibrarySealing.slack)
    }

    /// The most bytes that ``finish(into:)`` appends.
    public var maximumByteCountForFinish: Int {
        maximumByteCount(forUpdate: 0) + text.tailByteCount
    }

    /// Seals more content.
    ///
    /// - Parameters:
    ///   - bytes: Any number of bytes; where the content is cut makes no difference to the result.
    ///   - output: Takes the text; room for ``maximumByteCount(forUpdate:)`` bytes is enough.
    /// - Throws: `sizeLimitExceeded` when the algorithm takes no more, `libraryFailure`.
    public mutating func update(
        _ bytes: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        // Before anything is sealed: the own kernels do not count, and their counter would come round.
        try checkLength(contentByteCount + bytes.count)
        try start(into: &output)
        contentByteCount += bytes.count
        guard let follower else { return try engine.update(bytes, into: &output) }
        var offset = 0
        while offset < bytes.count {
            let end = min(offset + TextFollower.piece, bytes.count)
            try engine.update(bytes.extracting(offset..<end), into: &output)
            follower.publish(output.count)
            offset = end
        }
    }

    /// Has a second core hash the text, where that is faster for so much content.
    ///
    /// Only before anything was written, and only when all text is written to one piece of memory that stays where it
    /// is: `output` from its beginning.
    mutating func followIfUseful(contentByteCount: Int, _ output: inout OutputSpan<UInt8>) {
        guard contentByteCount >= TextFollower.leastContent else { return }
        core = CoreClaim()
        guard payloadHash == .sha256, engine.gainsFromFollower, output.count == 0, !hasStarted else { return }
        let second = CoreClaim(atMost: 1)
        guard second.count > 0 else { return }
        unsafe output.withUnsafeMutableBufferPointer { buffer, _ in
            guard let start = buffer.baseAddress else { return }
            follower = unsafe TextFollower(UnsafePointer(start))
        }
        guard follower != nil else { return }
        followerCore = consume second
        engine.leaveHash()
    }

    /// Ends the body.
    ///
    /// - Parameter output: Takes the rest of the text; room for ``maximumByteCountForFinish`` bytes is enough.
    /// - Returns: The digest of all the text if it was asked for, and the key to the reply.
    /// - Throws: `emptyBody` when there was no content, `libraryFailure`.
    public consuming func finish(
        into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) -> SealedBodySummary {
        guard contentByteCount > 0 else {
            throw RequestCryptoError(.emptyBody, "there is nothing to seal: the body is empty")
        }
        try engine.endContent(into: &output)
        let tail = content.tail
        try engine.add(plaintext: tail.span, into: &output)
        var digest: SHA256Digest? = try engine.finish(into: &output, text: text)
        if payloadHash == .omitted {
            digest = nil
        } else if let follower {
            follower.publish(output.count)
            digest = follower.finish()
        }
        return SealedBodySummary(
            contentByteCount: contentByteCount, sha256: digest, algorithm: dataKey.algorithm,
            responseOpener: ResponseOpener(dataKey: dataKey))
    }

    /// - Throws: `sizeLimitExceeded` when the algorithm does not take so much content.
    func checkLength(_ contentByteCount: Int) throws(RequestCryptoError) {
        guard dataKey.algorithm.isAuthenticated else { return }
        try GCMLength.check(UInt64(content.plaintextByteCount(forContent: contentByteCount)))
    }

    private mutating func start(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        guard !hasStarted else { return }
        hasStarted = true
        let text = EnvelopeText.head
        engine.add(text: text.span, into: &output)
        let head = content.head
        try engine.add(plaintext: head.span, into: &output)
    }
}
