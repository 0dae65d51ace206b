// SPDX-License-Identifier: Apache-2.0

internal import CFaceGcrypt

/// The one place where libgcrypt is set up.
enum GcryptLibrary {
    /// Whether libgcrypt is new enough and ready.
    ///
    /// A `static let` runs once, however many threads ask first, and libgcrypt takes calls from
    /// several threads after that. When something else in the process has set it up already, its
    /// settings are left alone: they cannot be changed any more, and are not ours.
    static let isReady: Bool = {
        guard unsafe gcry_check_version(TCFACE_GCRYPT_MINIMUM) != nil else { return false }
        if tcface_gcry_is_initialized() == 0 {
            _ = tcface_gcry_disable_secure_memory()
        }
        return tcface_gcry_finish_initialization() == 0
    }()

    /// The error of a call that cannot fail for the input that it is given.
    static func failure(_ operation: String, _ code: gcry_error_t) -> RequestCryptoError {
        let reason = unsafe gcry_strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return RequestCryptoError(.libraryFailure, "libgcrypt could not \(operation): \(reason)")
    }
}
