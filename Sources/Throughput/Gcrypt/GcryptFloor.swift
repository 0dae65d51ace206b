// SPDX-License-Identifier: Apache-2.0

internal import CFaceGcrypt
internal import RequestCrypto

/// What libgcrypt alone needs for the same bytes: the handle and the buffer are made once and used again.
enum GcryptFloor {
    /// The version of the library that is loaded.
    static var version: String { gcry_check_version(nil).map { String(cString: $0) } ?? "unknown" }

    /// SM4-GCM over all of a text, `repetitions` times in a row.
    static func encryptSM4GCM(
        _ text: [UInt8], key: [UInt8], iv: [UInt8], repetitions: Int
    ) throws -> BenchmarkCase.Work {
        let handle = try Handle(key: key)
        let output = ByteBuffer(byteCount: text.count)
        return {
            for _ in 0..<repetitions { try handle.encrypt(text, iv: iv, into: output) }
        }
    }

    private final class Handle {
        private let handle: gcry_cipher_hd_t

        init(key: [UInt8]) throws {
            // Asking for the backend sets libgcrypt up, if nothing has yet.
            guard ContentBackend.available(for: .sm4GCM).contains(.gcrypt) else {
                throw ThroughputError(.unavailable, "libgcrypt has no SM4-GCM on this machine, or it is not to be used")
            }
            var opened: gcry_cipher_hd_t?
            let code = gcry_cipher_open(
                &opened, Int32(GCRY_CIPHER_SM4.rawValue), Int32(GCRY_CIPHER_MODE_GCM.rawValue), 0)
            guard code == 0, let handle = opened else {
                throw ThroughputError(.libraryFailure, "libgcrypt gives no SM4-GCM")
            }
            self.handle = handle
            guard gcry_cipher_setkey(handle, key, key.count) == 0 else {
                throw ThroughputError(.libraryFailure, "libgcrypt does not take a key")
            }
        }

        deinit { gcry_cipher_close(handle) }

        func encrypt(_ text: [UInt8], iv: [UInt8], into output: ByteBuffer) throws {
            var tag = [UInt8](repeating: 0, count: 16)
            let isDone =
                gcry_cipher_ctl(handle, Int32(GCRYCTL_RESET.rawValue), nil, 0) == 0
                && gcry_cipher_setiv(handle, iv, iv.count) == 0
                && gcry_cipher_encrypt(handle, output.start, output.byteCount, text, text.count) == 0
                && gcry_cipher_gettag(handle, &tag, tag.count) == 0
            guard isDone else { throw ThroughputError(.libraryFailure, "libgcrypt could not encrypt") }
        }
    }
}
