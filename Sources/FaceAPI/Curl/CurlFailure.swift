// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

/// Turns libcurl's code for a failed transfer into one of ours.
///
/// libcurl has one code where callers need several (35 for every TLS handshake, 56 for everything while
/// receiving, 28 for every timeout), so the state of the transfer decides first. Where nothing else
/// tells, the text does; a text that changes in a later libcurl costs precision there and nothing else.
struct CurlFailure {
    let code: CURLcode
    /// libcurl's own words, with more detail than the code.
    let text: String
    let handle: UnsafeMutableRawPointer
    let url: TransportURL
    let configuration: TransportConfiguration
    /// Whether a connection was ready and the request begun.
    let hasBegun: Bool
    /// Whether a status line had come.
    let hasHead: Bool
    /// Whether the header section had ended.
    let headIsComplete: Bool
    let exposure: TransportError.Exposure

    var error: TransportError {
        let facts = CurlFacts(handle: handle)
        // The proxy's answer to CONNECT; 0 where there was none.
        let proxyStatus = facts.long(CURLINFO_HTTP_CONNECTCODE)
        if proxyStatus != 0, !(200...299).contains(proxyStatus) {
            return make(.proxyFailed, "the proxy answered \(proxyStatus) to the request for a tunnel")
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            return make(.couldNotResolve, "the host \(url.host) has no address", hint: "check the name and the network")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return make(.proxyFailed, "the proxy cannot be used")
        case CURLE_COULDNT_CONNECT:
            return make(.couldNotConnect, "\(url.authority) takes no connection")
        case CURLE_OPERATION_TIMEDOUT:
            // The only timeout that is left to libcurl; the event loop keeps the others.
            return make(
                .timedOut, "no connection to \(url.authority) within \(configuration.connectTimeout)",
                hint: "check the network, or raise connectTimeout")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return certificateError(facts.long(CURLINFO_SSL_VERIFYRESULT))
        case CURLE_SSL_CACERT_BADFILE:
            return make(
                .invalidConfiguration, "the file of trusted authorities cannot be read",
                hint: "it must hold PEM certificates")
        case CURLE_SSL_CONNECT_ERROR:
            return handshakeError(facts)
        case CURLE_PARTIAL_FILE:
            return make(.truncatedResponse, "the answer from \(url.authority) ended before its announced length")
        case CURLE_FILESIZE_EXCEEDED:
            return make(.responseTooLarge, "the answer from \(url.authority) is too large")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return make(.malformedResponse, "the answer from \(url.authority) is not HTTP")
        case CURLE_URL_MALFORMAT:
            return make(.invalidURL, "libcurl does not take the URL")
        case CURLE_OUT_OF_MEMORY, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND:
            return connectionError
        default:
            // CURLE_TOO_LARGE came with 8.6; its number is written out so that older headers do.
            if code.rawValue == 100 { return connectionError }
            return make(.libraryFailure, "libcurl gave up with code \(code.rawValue)")
        }
    }

    private var connectionError: TransportError {
        let words = text.lowercased()
        // A header beyond libcurl's own limit of about 100 kB comes as CURLE_OUT_OF_MEMORY without a
        // text.
        if words.contains("header") || code == CURLE_OUT_OF_MEMORY && hasBegun && !headIsComplete {
            return make(.responseTooLarge, "the header section of the answer from \(url.authority) is too large")
        }
        if words.contains("chunk") || words.contains("hexadecimal") {
            return make(.malformedResponse, "the answer from \(url.authority) has a broken chunked encoding")
        }
        if code == CURLE_OUT_OF_MEMORY { return make(.libraryFailure, "libcurl is out of memory") }
        let moment = hasHead ? "in the middle of the answer" : "before an answer"
        return make(.connectionReset, "the connection to \(url.authority) was closed \(moment)")
    }

    private func handshakeError(_ facts: CurlFacts) -> TransportError {
        let words = text.lowercased()
        if ["protocol version", "unsupported protocol", "unsupported version", "wrong ssl version"].contains(
            where: words.contains)
        {
            return make(
                .tlsTooOld, "\(url.authority) does not speak TLS 1.2 or newer", hint: "the server must be updated")
        }
        return make(.tlsHandshakeFailed, "the TLS handshake with \(url.authority) failed")
    }

    /// The problem by OpenSSL's verification result (X509_V_ERR_*, openssl-verification-options(1)),
    /// and where that is 0, as for libcurl's own check of the name, by the text.
    private func certificateError(_ verifyResult: Int) -> TransportError {
        let problem: TransportError.CertificateProblem
        let message: String
        if code == CURLE_SSL_PINNEDPUBKEYNOTMATCH {
            (problem, message) = (.wrongPin, "the public key of \(url.authority) is none of the pinned ones")
        } else {
            switch verifyResult {
            case 2, 18, 19, 20, 21, 24, 27:
                (problem, message) = (
                    .unknownAuthority, "no trusted authority has signed the certificate of \(url.authority)"
                )
            case 9: (problem, message) = (.notYetValid, "the certificate of \(url.authority) is not valid yet")
            case 10: (problem, message) = (.expired, "the certificate of \(url.authority) has expired")
            case 62, 64: (problem, message) = (.wrongName, "the certificate is not for \(url.host)")
            // 0 is a chain that verifies; before libcurl has stored its result there is a 1, which stands
            // for nothing.
            case 0...1 where text.lowercased().contains("name"):
                (problem, message) = (.wrongName, "the certificate is not for \(url.host)")
            default: (problem, message) = (.other, "the certificate of \(url.authority) does not verify")
            }
        }
        return make(
            .tlsVerificationFailed, message,
            hint: "verification cannot be turned off; for a private authority set certificateAuthorityFile",
            problem: problem)
    }

    private func make(
        _ code: TransportError.Code, _ message: String, hint: String? = nil,
        problem: TransportError.CertificateProblem? = nil
    ) -> TransportError {
        // libcurl's text can quote the peer; a line break or escape sequence from there must not reach
        // a terminal.
        let detail = String(decoding: text.utf8.prefix(200).filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
        return TransportError(
            code, detail.isEmpty ? message : "\(message): \(detail)", hint: hint, exposure: exposure,
            certificateProblem: problem)
    }
}
