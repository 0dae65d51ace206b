// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// What the files that call libcrypto have in common.
enum OpenSSLLibrary {
    /// The error of a call that cannot fail for the input that it is given.
    ///
    /// Carries OpenSSL's own reason, which names a condition and never a value, and empties the queue
    /// of this thread, so that no later call is blamed for it.
    static func failure(
        _ operation: String, _ code: RequestCryptoError.Code = .libraryFailure
    ) -> RequestCryptoError {
        let error = ERR_peek_last_error()
        let reason = unsafe ERR_reason_error_string(error).map { unsafe String(cString: $0) }
        ERR_clear_error()
        return RequestCryptoError(code, "OpenSSL could not \(operation)" + (reason.map { ": \($0)" } ?? ""))
    }
}
