// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

extension SigningMistake {
    /// The last line of the canonical request.
    static func payloadMistakes(
        for request: ReceivedRequest, steps: SenderSteps, budget: inout ExplanationBudget.Remainder
    ) -> [SigningMistake] {
        let unsigned = CanonicalRequest.unsignedPayloadDigest.hex
        let right = steps.canonical.hashedPayload
        var candidates: [(String, String)] = [
            (UnsignedContent.marker, "UNSIGNED-PAYLOAD was signed itself, as AWS does: sign its SHA-256"),
            (unsigned, "the payload was signed as UNSIGNED-PAYLOAD and the header X-TC-Content-SHA256 was not sent"),
            (
                request.bodyDigest.hex,
                "the header says UNSIGNED-PAYLOAD and the body was signed: leave the header out"
            ),
            (
                CanonicalRequest.emptyPayloadDigest.hex,
                "an empty body was signed: hash the body before the request is handed to the HTTP library"
            ),
            (right.uppercased(), "the body's digest was signed in upper case"),
            ("", "the last line of the canonical request is empty: end it with the body's digest"),
        ]
        if !request.payloadIsUnsigned { candidates += bodyVariants(of: request, &budget) }
        var seen: Set = [right]
        return candidates.filter { seen.insert($0.0).inserted }.map { signed, explanation in
            SigningMistake(.payload, explanation) { $0.canonical.hashedPayload = signed }
        }
    }

    /// Digests of what the body may have been when it was signed.
    private static func bodyVariants(
        of request: ReceivedRequest, _ budget: inout ExplanationBudget.Remainder
    ) -> [(String, String)] {
        request.message.withBody { body in
            lineEndVariants(of: body) + spellingVariants(of: body, &budget)
        }
    }

    /// The body with one line end more or less; the body is read once, whatever its size.
    private static func lineEndVariants(of body: Span<UInt8>) -> [(String, String)] {
        let kept = max(0, body.count - 2)
        var prefix = SHA256Hasher()
        prefix.update(body.extracting(..<kept))
        let tail = (kept..<body.count).map { body[$0] }
        func digest(of ending: [UInt8]) -> String {
            var hasher = prefix.fork()
            hasher.update(ending.span)
            return hasher.finish().hex
        }
        var variants: [(String, String)] = []
        let sendsMore = "a line end was appended to the body after it was signed"
        let sendsLess = "a line end was signed with the body and not sent"
        if tail.last == 0x0a { variants.append((digest(of: tail.dropLast()), sendsMore)) }
        if tail == [0x0d, 0x0a] { variants.append((digest(of: []), sendsMore)) }
        variants.append((digest(of: tail + [0x0a]), sendsLess))
        variants.append((digest(of: tail + [0x0d, 0x0a]), sendsLess))
        return variants
    }

    private static func spellingVariants(
        of body: Span<UInt8>, _ budget: inout ExplanationBudget.Remainder
    ) -> [(String, String)] {
        guard body.count <= maximumRespelledByteCount else { return [] }
        let bytes = body.indices.map { body[$0] }
        var variants: [(String, String)] = []
        for spelling in JSONSpelling.all {
            guard let respelled = spelling.respell(bytes), budget.payForHashing(respelled.count) else { break }
            variants.append(
                (
                    SHA256Hasher.hash(respelled).hex,
                    "the JSON was written anew after it was signed: send the bytes that were signed"
                ))
        }
        // The body itself fits into a line only when it is text without line ends.
        if !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }), let text = String(validating: bytes, as: UTF8.self) {
            variants.append((text, "the body was signed itself, not its SHA-256"))
        }
        return variants
    }

    /// Beyond this a body is not written anew, once for each of ``JSONSpelling/all``, to explain one
    /// wrong signature.
    private static let maximumRespelledByteCount = 256 * 1024
}
