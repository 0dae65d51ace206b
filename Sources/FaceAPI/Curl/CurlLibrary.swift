// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// libcurl as it is installed: initialised once, its version and what it was built with.
struct CurlLibrary: Sendable {
    /// The version text, such as `7.88.1`.
    let version: String
    /// The TLS library's name and version, such as `OpenSSL/3.0.22`.
    let tlsVersion: String
    /// Whether it can speak HTTP/2.
    let hasHTTP2: Bool
    /// The file of trusted authorities that it was built to use, when there is one.
    let certificateAuthorityFile: String?
    /// The folder of trusted authorities that it was built to use, when there is one.
    let certificateAuthorityFolder: String?

    /// The installed library, or why it cannot be used.
    ///
    /// - Throws: `libraryFailure` when it is older than 7.81, was built without TLS or does not
    ///   initialise.
    static func installed() throws(TransportError) -> CurlLibrary { try loaded.get() }

    // A static is initialised once however many threads come first, which curl_global_init asks of its
    // callers (before 7.84 it is not safe to call from two threads).
    private static let loaded: Result<CurlLibrary, TransportError> = load()

    private static func load() -> Result<CurlLibrary, TransportError> {
        // CURL_GLOBAL_ALL is a macro that Swift does not import: CURL_GLOBAL_SSL | CURL_GLOBAL_WIN32.
        let code = curl_global_init(3)
        guard code == CURLE_OK, let info = tcface_curl_version()?.pointee else {
            return .failure(TransportError(.libraryFailure, "libcurl does not initialise (code \(code.rawValue))"))
        }
        let version = text(info.version) ?? "unknown"
        guard info.version_num >= 0x07_51_00 else {
            return .failure(
                TransportError(.libraryFailure, "libcurl is \(version)", hint: "7.81 or newer is needed"))
        }
        guard info.features & CURL_VERSION_SSL != 0 else {
            return .failure(TransportError(.libraryFailure, "libcurl \(version) was built without TLS"))
        }
        // Built with no place of its own for authorities, libcurl asks the TLS library, and that reads
        // the environment (SSL_CERT_FILE, SSL_CERT_DIR). So a place is always named.
        var file = text(info.cainfo)
        let folder = text(info.capath)
        if file == nil, folder == nil {
            file = usualAuthorityFiles.first { access($0, R_OK) == 0 }
        }
        return .success(
            CurlLibrary(
                version: version, tlsVersion: text(info.ssl_version) ?? "unknown",
                hasHTTP2: info.features & CURL_VERSION_HTTP2 != 0,
                certificateAuthorityFile: file, certificateAuthorityFolder: folder))
    }

    /// Where Debian, Fedora, SUSE and macOS keep the system's authorities.
    private static let usualAuthorityFiles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
