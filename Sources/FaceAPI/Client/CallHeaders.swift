// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// The headers of one call that are not its own: what the client, the caller and the trace add.
struct CallHeaders: Sendable {
    /// The fields, in the order they are sent in.
    let additional: [HeaderField]
    /// The names that the signature covers, those of the caller's fields among them where that is asked for.
    let signed: SignedHeaders
}

extension FaceClient {
    /// Gathers the headers of a call, once for all its attempts.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a field that cannot be signed, and for a trace ID in both
    ///   places. The other fields are checked when an attempt is signed, before it is sent.
    func callHeaders(_ options: CallOptions, action: String) throws(FaceAPIError) -> CallHeaders {
        var additional: [HeaderField] = []
        if let name = configuration.requestClient {
            additional.append(HeaderField(name: "X-TC-RequestClient", value: name))
        }
        // A caller that sets the header itself has chosen; a trace ID beside it is a contradiction, which signing
        // refuses as a header that is there twice.
        if options.traceID != nil || options.additionalHeaders[TraceID.header] == nil {
            additional.append(HeaderField(name: TraceID.header, value: options.traceID ?? TraceID.random()))
        }
        var signed = configuration.signedHeaders
        for field in options.additionalHeaders {
            additional.append(HeaderField(name: field.name, value: field.value))
            guard options.signsAdditionalHeaders, !signed.names.contains(field.name.lowercased()) else { continue }
            do throws(TC3SigningError) {
                signed = try signed.adding(field.name)
            } catch {
                throw FaceAPIError(.invalidRequest, error.message, hint: error.hint, action: action)
            }
        }
        return CallHeaders(additional: additional, signed: signed)
    }
}
