// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// Reads the answers of API 3.0: `{"Response":{…,"RequestId":"…"}}`.
struct ResponseReader: Sendable {
    let api: APIDescription
    let opener: ResponseOpener?
    let requiresEncryption: Bool

    /// What an answer holds.
    struct Content: Sendable {
        let requestID: String
        let response: JSONValue
        let wasEncrypted: Bool
    }

    /// Reads a complete answer.
    ///
    /// - Throws: ``FaceAPIError`` with `serviceError` for `Response.Error`, `httpStatus` for a status other than 2xx
    ///   without one, `malformedResponse` for anything that is not such an answer, `responseNotOpened`.
    func read(_ answer: HTTPResponse) throws(FaceAPIError) -> Content {
        do throws(FaceAPIError) {
            return try content(of: answer)
        } catch {
            var error = error
            error.httpStatus = answer.status
            throw error
        }
    }

    private func content(of answer: HTTPResponse) throws(FaceAPIError) -> Content {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: answer.body.span)
        } catch {
            guard answer.isSuccess else { throw statusError(answer) }
            throw FaceAPIError(
                .malformedResponse, "the answer is not JSON: \(error.description)",
                hint: "\(answer.bodyByteCount) bytes came; is the endpoint one of this service?", action: api.action)
        }
        guard let response = document["Response"], response.object != nil else {
            guard answer.isSuccess else { throw statusError(answer) }
            throw FaceAPIError(.malformedResponse, "the answer has no object \"Response\"", action: api.action)
        }
        let requestID = response["RequestId"]?.string
        if let error = response["Error"], !error.isNull { throw serviceError(error, requestID: requestID) }
        guard answer.isSuccess else {
            var error = statusError(answer)
            error.requestID = requestID
            throw error
        }
        guard let requestID else {
            throw FaceAPIError(.malformedResponse, "the answer has no RequestId", action: api.action)
        }
        return try opened(response, of: answer, requestID: requestID)
    }

    private func opened(
        _ response: JSONValue, of answer: HTTPResponse, requestID: String
    ) throws(FaceAPIError) -> Content {
        guard let encryption = response["Encryption"], !encryption.isNull else {
            guard !requiresEncryption else {
                throw FaceAPIError(
                    opening: RequestCryptoError(
                        .missingEncryption, "it came in the clear, without \"Encryption\"",
                        hint: "does this action encrypt replies?"),
                    action: api.action, requestID: requestID)
            }
            return Content(requestID: requestID, response: response, wasEncrypted: false)
        }
        // Whoever did not ask for encryption may look at the ciphertexts: the key is not here.
        guard let opener else { return Content(requestID: requestID, response: response, wasEncrypted: true) }
        do throws(RequestCryptoError) {
            let opened = try opener.open(answer.body.span)
            let plaintext: JSONValue
            do throws(JSONError) {
                plaintext = try JSONValue(parsing: opened.plaintext.span)
            } catch {
                throw RequestCryptoError(.malformedJSON, "what it opens to is not JSON: \(error.description)")
            }
            // A whole body opens to the fields of the response, without the object around them; a response of fields
            // keeps its place in the message.
            return Content(
                requestID: requestID, response: plaintext["Response"] ?? plaintext, wasEncrypted: true)
        } catch {
            throw FaceAPIError(opening: error, action: api.action, requestID: requestID)
        }
    }

    private func serviceError(_ error: JSONValue, requestID: String?) -> FaceAPIError {
        let code = ServiceErrorCode(rawValue: error["Code"]?.string ?? "")
        let message = error["Message"]?.string
        return FaceAPIError(service: code, message: message, api: api, requestID: requestID, code: .serviceError)
    }

    private func statusError(_ answer: HTTPResponse) -> FaceAPIError {
        FaceAPIError(
            .httpStatus, "the service answered with status \(answer.status) and no error of its own",
            hint: answer.status >= 500 ? "try again later" : "is the endpoint one of this service?",
            action: api.action)
    }
}

extension FaceAPIError {
    /// An error code of the service, in either channel.
    ///
    /// - Parameters:
    ///   - service: the code.
    ///   - message: what the service wrote beside it.
    ///   - api: what was called.
    ///   - code: `serviceError` for `Response.Error`, `businessFailure` for a code inside a success.
    init(
        service: ServiceErrorCode, message: String?, api: APIDescription, requestID: String?, code: Code
    ) {
        let meaning = service.documentation(for: api.topic)?.meaning
        // Text of the service goes to people as it is, but never further than one line of reasonable length.
        let text = message ?? meaning ?? "no message"
        let name = service.rawValue.isEmpty ? "an error without a code" : service.rawValue
        self.init(
            code,
            "\(api.action): \(name): \(text.prefix(400))",
            hint: Self.hint(for: service, meaning: meaning, message: message), action: api.action)
        serviceCode = service
        serviceMessage = message
        self.requestID = requestID
    }

    /// A check that failed inside a success: LivenessCompare and CheckIdCardInformation answer `Result` with a code of
    /// the family `FailedOperation`, and no `Error`.
    init?(failedCheckIn response: APIResponse, of api: APIDescription) {
        guard let result = response["Result"]?.string else { return nil }
        let code = ServiceErrorCode(rawValue: result)
        guard code.family == "FailedOperation" else { return nil }
        self.init(
            service: code, message: response["Description"]?.string, api: api, requestID: response.requestID,
            code: .businessFailure)
        attemptCount = response.attemptCount
    }

    /// Whether the service wrote what its page says: meanings are kept without the full stop that messages may have.
    static func saysTheSame(_ message: String?, _ meaning: String?) -> Bool {
        guard let message, let meaning else { return message == meaning }
        return message == meaning || (message.hasSuffix(".") && message.dropLast() == meaning)
    }

    private static func hint(for service: ServiceErrorCode, meaning: String?, message: String?) -> String? {
        switch service {
        case .authFailureSignatureFailure:
            "is the secret key complete? \"tcface verify\" names the first line of a captured request that differs"
        case .authFailureSignatureExpire: "set this machine's clock"
        case .authFailureSecretIdNotFound: "is the secret ID complete, and of this site?"
        // Where the service gave no message, the meaning stands in its place already.
        default: message == nil || saysTheSame(message, meaning) ? nil : meaning.map { "documented as \"\($0)\"" }
        }
    }
}
