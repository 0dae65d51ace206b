// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Testing

struct ServiceErrorCodeTests {
    @Test("every code of a page is known, and no other one under that page", arguments: DocumentedErrorCodes.pages)
    func completeness(page: DocumentedErrorCodes.Page) {
        let known = ServiceErrorDocumentation.all.filter { $0.topic == page.topic }
        #expect(page.codes.count == page.count)
        #expect(known.map(\.code.rawValue) == page.codes)
    }

    @Test("the pages list 187 codes, 172 of them different")
    func counts() {
        let all = ServiceErrorDocumentation.all
        #expect(all.count == 187)
        #expect(Set(all.map(\.code)).count == 172)
    }

    @Test("every documented code has a meaning without a full stop at its end")
    func meanings() {
        for entry in ServiceErrorDocumentation.all {
            #expect(!entry.meaning.isEmpty && !entry.meaning.hasSuffix("."), "\(entry.code)")
            #expect(entry.code.documentation.contains(entry))
            #expect(entry.code.documentation(for: entry.topic) == entry)
            #expect(entry.code.retryAdvice == entry.retryAdvice, "\(entry.code) has one advice on all pages")
        }
    }

    @Test("every meaning is the page's description, without its last full stop", arguments: DocumentedErrorCodes.pages)
    func wording(page: DocumentedErrorCodes.Page) {
        for (code, description) in page.rows {
            guard let description else { continue }
            let words = description.hasSuffix(".") ? String(description.dropLast()) : description
            #expect(ServiceErrorCode(rawValue: code).documentation(for: page.topic)?.meaning == words, "\(code)")
        }
    }

    @Test("the four pages of APIs give a description to each code")
    func descriptions() {
        let described = DocumentedErrorCodes.pages.filter { page in page.rows.allSatisfy { $0.description != nil } }
        let pages: [ServiceErrorTopic] = [
            .detectAIFakeFaces, .livenessCompare, .getLivenessResult, .detectLiveFaceAccurate,
        ]
        #expect(described.map(\.topic) == pages)
    }

    @Test("constants are named like their codes")
    func constants() {
        #expect(ServiceErrorCode.failedOperationLipVideoQuaility == "FailedOperation.LipVideoQuaility")
        #expect(ServiceErrorCode.requestLimitExceededUinLimitExceeded == "RequestLimitExceeded.UinLimitExceeded")
        #expect(ServiceErrorCode.invalidParameterInvalidParameter == "InvalidParameter.InvalidParameter")
        #expect(ServiceErrorCode.actionOffline == "ActionOffline")
    }

    @Test("a page's own words win, then those on encryption, then the shared ones")
    func lookUp() {
        let code = ServiceErrorCode.authFailureInvalidAuthorization
        #expect(code.documentation(for: .livenessCompare)?.meaning == "CAM signature/authentication error")
        #expect(code.documentation(for: .detectAIFakeFaces)?.meaning == "The Authorization header is malformed")
        let decrypt = ServiceErrorCode.failedOperationDecryptSystemError
        #expect(decrypt.documentation(for: .detectAIFakeFaces)?.topic == .encryption)
        // A code that neither the page nor the shared codes list is still explained.
        let other = ServiceErrorCode.failedOperationRpcFail.documentation(for: .livenessCompare)
        #expect(other?.topic == .detectLiveFaceAccurate)
    }

    @Test("an unknown code stays readable and is judged by its family")
    func unknownCodes() {
        let code: ServiceErrorCode = "FailedOperation.BrandNew"
        #expect(code.description == "FailedOperation.BrandNew")
        #expect(code.family == "FailedOperation")
        #expect(code.meaning == nil && code.documentation.isEmpty)
        #expect(code.retryAdvice == .never)
        #expect(ServiceErrorCode("RequestLimitExceeded.BrandNew").isRateLimit)
        #expect(ServiceErrorCode("InternalError.BrandNew").retryAdvice == .transient)
        #expect(ServiceErrorCode("").family == "")
    }

    @Test("the codes of too many requests, with the face product's own spelling, are these")
    func rateLimits() {
        let limits = Set(ServiceErrorDocumentation.all.map(\.code).filter(\.isRateLimit).map(\.rawValue))
        #expect(
            limits == [
                "RequestLimitExceeded", "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
                "RequestLimitExceeded.IPLimitExceeded", "RequestLimitExceeded.UinLimitExceeded",
                "FailedOperation.RequestLimitExceeded",
            ])
    }

    @Test("only faults of the service, rate limits and stale signatures are retried without anybody's doing")
    func automaticRetries() {
        #expect(ServiceErrorCode.failedOperationServerError.retryAdvice.allowsAutomaticRetry)
        #expect(ServiceErrorCode.failedOperationDetectEngineSystemError.retryAdvice.allowsAutomaticRetry)
        #expect(ServiceErrorCode.authFailureSignatureExpire.retryAdvice == .signAgain)
        #expect(ServiceErrorCode.authFailureSignatureFailure.retryAdvice == .never)
        #expect(ServiceErrorCode.unauthorizedOperationArrears.retryAdvice == .never)
        #expect(ServiceErrorCode.failedOperationCompareLowSimilarity.retryAdvice == .otherMedia)
        #expect(!RetryAdvice.otherMedia.allowsAutomaticRetry)
    }
}
