// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

/// One request on its way through the service.
struct ServiceCall: Sendable {
    let head: RequestHead
    /// nil when it was too large to be read.
    let body: [UInt8]?
    /// The service's clock as this request meets it.
    let now: Int64
    let plan: FaultPlan
    /// Its parameters, when it is signed the older way.
    var form: SignedForm?

    /// The language that messages are wanted in.
    var language: String? { form?.common("Language") ?? head.values(of: "X-TC-Language").first }

    /// The request as the verifiers take it; the body is shared, not copied.
    func message() throws(ServiceFailure) -> HTTPRequestMessage {
        do throws(TC3SigningError) {
            return try HTTPRequestMessage(
                method: head.method, target: head.target, headers: head.headers, body: body ?? [])
        } catch {
            throw .invalidRequest("The request is malformed.")
        }
    }

    /// The parameters as JSON: the body, or what the query of a `GET` or a form says.
    func parameterBytes(for action: ActionDescription) throws(ServiceFailure) -> [UInt8] {
        if let form { return try QueryParameterTree(form.ownParameters, for: action).json.serialized() }
        guard head.method == "GET" else { return body ?? [] }
        return try QueryParameterTree(String(head.target.drop { $0 != "?" }.dropFirst()), for: action).json
            .serialized()
    }
}
