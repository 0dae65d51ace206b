// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import StrictJSON
internal import TC3Signing

/// What is the same in every call of `livedetectpicture`.
enum LiveDetectPicture {
    static let action = "livedetectpicture"
    static let path = "/face/livedetectpicture"
    /// How long a signature is good: five minutes, as the vendor's SDK for Java has it, so that a
    /// clock may be a little off.
    ///
    /// Whoever sees it can use it that long for other requests.
    static let signatureValidity: Int64 = 300
}

extension FaceClient {
    /// Scores whether a photo shows a living person, by the vendor's oldest API.
    ///
    /// The vendor has taken it offline; it is here for gateways that still speak it. Only the keys of
    /// main accounts can sign for it.
    ///
    /// - Parameters:
    ///   - request: the account and the photo.
    ///   - options: deadline, progress and the like.
    /// - Throws: ``FaceAPIError``; `serviceError` with ``FaceAPIError/legacyCode`` for any `code` but 0;
    ///   `refusedByPreflight` and `invalidRequest` before anything is sent, the latter also for a temporary
    ///   credential; `httpStatus`, `malformedResponse`.
    public func liveDetectPicture(
        _ request: LiveDetectPictureRequest, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> LiveDetectPictureResult {
        defer { options.progress?.finish() }
        let end = options.end(from: .now)
        if !options.skipsPreflight {
            let findings = try request.preflightFindings()
            try options.check(findings, action: LiveDetectPicture.action)
        }
        let byteCount = request.sendsImage ? try request.image?.byteCount() ?? 0 : 0
        try await waitForRoom(byteCount, LiveDetectPicture.action, until: end)
        defer { gate.leave(byteCount) }
        let (body, contentType) = try request.body()
        let (appID, bucket) = (request.appID, request.bucket)
        let additional = options.additionalHeaders
        let exchange = Exchange(
            action: LiveDetectPicture.action, isRepeatable: true,
            endpoints: try endpoints { (set) throws(FaceAPIError) in set.legacy },
            body: .bytes(body), encryption: nil, path: LiveDetectPicture.path,
            sign: { (endpoint, credential, timestamp) throws(TC3SigningError) in
                let signer = try LegacySigner(credential: credential, appID: appID, bucket: bucket)
                let signature = try signer.signMultiUse(
                    at: timestamp, validFor: LiveDetectPicture.signatureValidity, random: try Self.random())
                var headers = HTTPHeaders([
                    ("Host", endpoint.host), ("Content-Type", contentType),
                    ("Authorization", signature.authorization),
                ])
                for field in additional {
                    guard headers[field.name] == nil else {
                        throw TC3SigningError(
                            .duplicateHeader, "the header \(field.name) is there twice or is set by the signer",
                            hint: "leave it out of the additional headers")
                    }
                    headers.append(field.name, field.value)
                }
                return headers
            },
            read: { (response) throws(FaceAPIError) in
                try LiveDetectPictureResult(content: response.body, status: response.status)
            },
            requestID: { _ in nil })
        return try await run(exchange, options: options, end: end).answer
    }

    private static func random() throws(TC3SigningError) -> UInt64 {
        do throws(SecretMemoryError) {
            return try LegacySigner.randomNumber()
        } catch {
            throw TC3SigningError(.invalidField, error.message)
        }
    }
}
