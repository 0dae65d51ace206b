// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
public import StrictJSON
internal import TC3Signing

/// Calls the services; one is enough for a whole program, and any number of tasks may call at once.
///
/// ```swift
/// let client = try FaceClient(credentials: CredentialChain.standard())
/// let verdict = try await client.detectAIFakeFaces(
///     DetectAIFakeFacesRequest(.file(at: "clip.mp4"), kind: .video, encryption: BodySealer(algorithm: .sm4GCM)))
/// ```
///
/// Each API has a method of its own;
/// ``call(action:version:service:parameters:region:encryption:acceptsFailedChecks:options:)`` reaches every other
/// action. Requests are checked against the documentation before anything is sent, signed anew for each attempt, and
/// held back where the service limits their rate.
public final class FaceClient: Sendable {
    let configuration: ClientConfiguration
    let credentials: any CredentialProvider
    let transport: HTTPTransport
    let limiter: RateLimiter
    let clock: ServerClock
    let gate: BodyGate
    let signers = SignerCache()

    /// Starts a client; no connection is opened yet.
    ///
    /// - Parameters:
    ///   - credentials: gives the credential to sign with, asked for each attempt.
    ///   - configuration: endpoints, limits and trust.
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a configuration that cannot be used, `transportFailed`
    ///   where libcurl is too old or has no TLS.
    public init(
        credentials: any CredentialProvider, configuration: ClientConfiguration = ClientConfiguration()
    ) throws(FaceAPIError) {
        try configuration.check()
        self.configuration = configuration
        self.credentials = credentials
        do throws(TransportError) {
            transport = try HTTPTransport(configuration.transport)
        } catch {
            throw FaceAPIError(error, action: nil)
        }
        limiter = RateLimiter(configuration.rateLimits)
        clock = configuration.systemTime.map { ServerClock(systemTime: $0) } ?? ServerClock()
        gate = BodyGate(limit: configuration.maximumBodyBytesInFlight)
    }

    /// Stops all calls with `shutDown` and closes all connections; letting go of the client does so too, a moment
    /// later.
    public func shutdown() async { await transport.shutdown() }

    /// Calls any action.
    ///
    /// - Parameters:
    ///   - action: such as `IdCardVerification`.
    ///   - version: such as `2018-03-01`.
    ///   - service: the first label of the host, such as `faceid`.
    ///   - parameters: an object.
    ///   - region: for the APIs that take one.
    ///   - encryption: what of the request is encrypted. A reply that comes encrypted is opened with the same data key.
    ///   - acceptsFailedChecks: takes a `Result` that is a code of `FailedOperation` as an answer like any other.
    ///   - options: deadline, progress and the like.
    /// - Returns: the object under `Response`.
    /// - Throws: ``FaceAPIError`` of any code but `downloadMismatch`; `businessFailure` for a success whose `Result` is
    ///   a code of `FailedOperation`, as LivenessCompare and CheckIdCardInformation have it, unless
    ///   `acceptsFailedChecks`. A `Result` of another form, such as the numbers of GetLivenessResult, means something
    ///   to its own API only and is not looked at.
    public func call(
        action: String, version: String, service: String, parameters: JSONValue = [:], region: String? = nil,
        encryption: CallEncryption = .none, acceptsFailedChecks: Bool = false, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> APIResponse {
        // Also where nothing is sent, so that whoever waits for updates does not wait for ever.
        defer { options.progress?.finish() }
        guard parameters.object != nil else {
            throw FaceAPIError(.invalidRequest, "the parameters of \(action) are not an object", action: action)
        }
        return try await call(
            action: action, version: version, service: service, parametersAsJSON: parameters.serialized(),
            region: region, encryption: encryption, acceptsFailedChecks: acceptsFailedChecks, options: options)
    }

    /// Calls any action with parameters that are JSON text already.
    ///
    /// - Parameter parametersAsJSON: an object in UTF-8; sent byte for byte unless encrypted.
    /// - Throws: ``FaceAPIError`` as the other form.
    public func call(
        action: String, version: String, service: String, parametersAsJSON: [UInt8], region: String? = nil,
        encryption: CallEncryption = .none, acceptsFailedChecks: Bool = false, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> APIResponse {
        let api = APIDescription(service: service, action: action, version: version)
        let byteCount = encryption.maximumByteCount(forParameters: parametersAsJSON.count)
        let response = try await perform(
            api, region: region, options: options, bodyByteCount: byteCount,
            requiresEncryptedReply: encryption.requiresEncryptedReply
        ) { () throws(FaceAPIError) in
            let body: CallBody
            do throws(RequestCryptoError) {
                body = try encryption.body(of: parametersAsJSON)
            } catch {
                throw FaceAPIError(sealing: error, action: action)
            }
            try options.check(
                Preflight.bodyFindings(
                    bodyByteCount: body.content.byteCount, encryption: encryption.wholeBodyAlgorithm),
                action: action)
            return body
        }
        if !acceptsFailedChecks, let failure = FaceAPIError(failedCheckIn: response, of: api) { throw failure }
        return response
    }

    /// Sends one API 3.0 call: waits for its turn, builds the body once, signs and sends it as often as needed, reads
    /// the answer.
    ///
    /// - Parameters:
    ///   - api: what is called.
    ///   - region: `X-TC-Region`.
    ///   - options: deadline, progress and the like.
    ///   - bodyByteCount: about how many bytes the body will hold in memory; 0 for one that is made while it is sent.
    ///   - requiresEncryptedReply: whether a reply in the clear is an error.
    ///   - makeBody: builds the body, off the caller's actor, once there is room for it.
    func perform(
        _ api: APIDescription, region: String? = nil, options: CallOptions, bodyByteCount: Int,
        requiresEncryptedReply: Bool = false, body makeBody: @Sendable () throws(FaceAPIError) -> CallBody
    ) async throws(FaceAPIError) -> APIResponse {
        defer { options.progress?.finish() }
        let end = options.end(from: .now)
        try await waitForRoom(bodyByteCount, api.action, until: end)
        defer { gate.leave(bodyByteCount) }
        let body = try makeBody()
        let reader = ResponseReader(
            api: api, opener: body.responseOpener, requiresEncryption: requiresEncryptedReply)
        let configuration = configuration
        let signers = signers
        let signing = options.payloadSigning
        let headers = try callHeaders(options, action: api.action)
        let exchange = Exchange(
            action: api.action, isRepeatable: api.isRepeatable,
            endpoints: try endpoints { (set) throws(FaceAPIError) in
                try set.endpoint(of: api.service)
            },
            body: body.content, encryption: body.algorithm?.description, path: "/",
            sign: { (endpoint, credential, timestamp) throws(TC3SigningError) in
                let signer = try signers.signer(for: api.service, of: credential)
                let request = try TC3Request(
                    host: endpoint.host, action: api.action, version: api.version, region: region,
                    language: configuration.language, signedHeaders: headers.signed,
                    additionalHeaders: headers.additional)
                let signature: TC3Signature
                if signing == .signed, let digest = body.digest {
                    signature = try signer.sign(request, bodyDigest: digest, at: timestamp)
                } else {
                    signature = try signer.signUnsignedPayload(request, content: body.unsignedContent, at: timestamp)
                }
                return HTTPHeaders(signature.headers.map { ($0.name, $0.value) })
            },
            read: { (response) throws(FaceAPIError) in try reader.read(response) },
            requestID: { $0.requestID })
        let outcome = try await run(exchange, options: options, end: end)
        return APIResponse(
            requestID: outcome.answer.requestID, content: outcome.answer.response,
            wasEncrypted: outcome.answer.wasEncrypted, attemptCount: outcome.attemptCount, endpoint: outcome.endpoint,
            timings: outcome.timings)
    }

    /// Waits until a body fits among those in memory; ``BodyGate/leave(_:)`` must follow.
    ///
    /// - Throws: ``FaceAPIError`` with `cancelled`, `deadlineExceeded`.
    func waitForRoom(
        _ byteCount: Int, _ action: String, until end: ContinuousClock.Instant?
    ) async throws(FaceAPIError) {
        switch await gate.enter(byteCount, until: end) {
        case .entered: return
        case .cancelled: throw Self.cancelled(action)
        case .late:
            throw Self.deadlineExceeded(
                action,
                hint: "other calls held the memory for bodies: allow more time, or raise maximumBodyBytesInFlight")
        }
    }

    /// The places for a call, the fallback last.
    func endpoints(
        _ endpoint: (Endpoints) throws(FaceAPIError) -> Endpoint
    ) throws(FaceAPIError) -> [Endpoint] {
        var places = [try endpoint(configuration.endpoints)]
        if let fallback = configuration.fallbackEndpoints { places.append(try endpoint(fallback)) }
        return places
    }

    static func cancelled(_ action: String) -> FaceAPIError {
        FaceAPIError(.cancelled, "\(action) was cancelled", action: action)
    }
}
