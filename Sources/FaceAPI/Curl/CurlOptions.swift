// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

/// Sets the options of one libcurl handle; an option that did not take is an error, never passed over.
struct CurlOptions {
    let handle: UnsafeMutableRawPointer

    /// What the transfer trusts: protocol, TLS, authorities, proxy, and nothing from the environment.
    func setTrust(
        _ url: TransportURL, _ configuration: TransportConfiguration, proxy: TransportURL?, library: CurlLibrary
    ) throws(TransportError) {
        try require(tcface_curl_set_protocol(handle, url.isPlain ? 1 : 0))
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_UNRESTRICTED_AUTH, 0)
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        // An empty proxy keeps libcurl from reading http_proxy and its kin; an empty list of
        // exceptions, no_proxy.
        try set(CURLOPT_NOPROXY, "")
        let proxy = url.isPlain ? nil : proxy
        try set(CURLOPT_PROXY, proxy?.text ?? "")
        guard !url.isPlain else { return }

        let authorityFile = configuration.certificateAuthorityFile ?? library.certificateAuthorityFile
        // Authorities given by the caller stand alone: without this the system's folder would go on
        // counting.
        let authorityFolder =
            configuration.certificateAuthorityFile == nil ? library.certificateAuthorityFolder : nil
        guard authorityFile != nil || authorityFolder != nil else {
            throw TransportError(
                .invalidConfiguration, "libcurl \(library.version) knows no file of trusted authorities",
                hint: "set certificateAuthorityFile")
        }
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try set(CURLOPT_CAINFO, authorityFile)
        try set(CURLOPT_CAPATH, authorityFolder)
        try setWhereKnown(tcface_curl_refuse_key_log(handle))
        if !configuration.publicKeyPins.isEmpty {
            let pins = configuration.publicKeyPins.map { "sha256//\($0)" }.joined(separator: ";")
            try set(CURLOPT_PINNEDPUBLICKEY, pins)
        }
        if let proxy, proxy.scheme == "https" {
            try set(CURLOPT_PROXY_SSL_VERIFYPEER, 1)
            try set(CURLOPT_PROXY_SSL_VERIFYHOST, 2)
            try set(CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
            try set(CURLOPT_PROXY_CAINFO, authorityFile)
            try set(CURLOPT_PROXY_CAPATH, authorityFolder)
        }
    }

    /// What is sent, and within which limits.
    func setRequest(
        _ checked: CheckedRequest, _ configuration: TransportConfiguration,
        headers: UnsafeMutablePointer<curl_slist>?, errorText: UnsafeMutablePointer<CChar>, library: CurlLibrary
    ) throws(TransportError) {
        let request = checked.request
        try require(tcface_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText))
        try set(CURLOPT_URL, checked.url.text)
        try set(CURLOPT_PATH_AS_IS, 1)
        try require(tcface_curl_set_headers(handle, headers))
        try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        switch request.method {
        case .get: try set(CURLOPT_HTTPGET, 1)
        case .head: try set(CURLOPT_NOBODY, 1)
        default:
            if request.method.takesBody {
                // An upload, whatever the method's name, since that alone adds no Content-Type and
                // reads by callback.
                try set(CURLOPT_UPLOAD, 1)
                try require(
                    tcface_curl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(request.body.byteCount)))
            }
            try set(CURLOPT_CUSTOMREQUEST, request.method.name)
        }
        let offersHTTP2 = library.hasHTTP2 && configuration.versions == .http2WhereOffered
        try set(CURLOPT_HTTP_VERSION, offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        // A burst of first requests waits for the first connection to say whether it can carry them all.
        try set(CURLOPT_PIPEWAIT, offersHTTP2 && !checked.url.isPlain ? 1 : 0)
        try set(CURLOPT_HTTP09_ALLOWED, 0)
        try set(CURLOPT_HTTP_CONTENT_DECODING, 0)

        try set(CURLOPT_NOSIGNAL, 1)
        // Without this, dropping a transfer whose name is still being looked up would wait for the name
        // server, and every other transfer with it.
        try setWhereKnown(tcface_curl_set_long(handle, CURLOPT_QUICK_EXIT, 1))
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        // The other timeouts are the event loop's: libcurl's total does not run while a transfer waits
        // for a connection, and its low speed limit averages over seconds, so that 1 s became 3 s.
        try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, configuration.connectTimeout.wholeMilliseconds))
        try set(CURLOPT_MAXAGE_CONN, configuration.idleConnectionLifetime.wholeSeconds)
        if request.body.byteCount > 1 << 20 { try set(CURLOPT_UPLOAD_BUFFERSIZE, 128 << 10) }
    }

    /// Whom libcurl calls; the context must outlive the transfer.
    func setCallbacks(
        of context: UnsafeMutableRawPointer, readsBody: Bool, reportsProgress: Bool
    ) throws(TransportError) {
        try require(tcface_curl_keep_from_children(handle))
        try require(tcface_curl_on_begin(handle, curlTransferBegins, context))
        try require(tcface_curl_on_header(handle, curlTransferHasHeader, context))
        try require(tcface_curl_on_write(handle, curlTransferHasBody, context))
        if readsBody {
            try require(tcface_curl_on_read(handle, curlTransferWantsBody, context))
            try require(tcface_curl_on_seek(handle, curlTransferRewinds, context))
        }
        try set(CURLOPT_NOPROGRESS, reportsProgress ? 0 : 1)
        if reportsProgress { try require(tcface_curl_on_progress(handle, curlTransferProgresses, context)) }
    }

    private func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try require(tcface_curl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String?) throws(TransportError) {
        try require(tcface_curl_set_string(handle, option, value))
    }

    private func require(_ code: CURLcode) throws(TransportError) {
        guard code == CURLE_OK else {
            throw TransportError(
                .libraryFailure, "libcurl refuses an option: \(String(cString: curl_easy_strerror(code)))")
        }
    }

    /// For options that only some builds know and that guard against what those builds alone do.
    private func setWhereKnown(_ code: CURLcode) throws(TransportError) {
        guard code != CURLE_UNKNOWN_OPTION, code != CURLE_NOT_BUILT_IN else { return }
        try require(code)
    }
}
