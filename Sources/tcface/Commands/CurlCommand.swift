// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import TC3Signing

/// A signed request as a line for a shell.
struct CurlCommand {
    /// The line, without a line end.
    ///
    /// It holds no secret but the signature, and the token of temporary credentials.
    let text: String

    init(_ signature: TC3Signature, request: TC3Request, body: String?) {
        // --globoff: brackets and braces of a query are sent as they were signed, not expanded.
        var words = ["curl", "--silent", "--show-error", "--globoff", "--request", request.method.rawValue]
        let query = request.query.isEmpty ? "" : "?\(request.query)"
        words.append(Self.quoted("\(Self.scheme(of: request.host))://\(request.host)/\(query)"))
        for header in signature.headers {
            words += ["--header", Self.quoted("\(header.name): \(header.value)")]
        }
        if request.method == .post {
            // --data-binary sends the bytes as they are; --data would drop line ends and break the signature.
            words += ["--data-binary", body.map { Self.quoted("@\($0)") } ?? "''"]
        }
        text = words.joined(separator: " ")
    }

    /// Plain http for this machine alone, as the client has it: what listens here speaks no TLS.
    private static func scheme(of host: String) -> String {
        (try? Endpoint("http://\(host)")) == nil ? "https" : "http"
    }

    /// A word that the shell takes as it is.
    private static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
