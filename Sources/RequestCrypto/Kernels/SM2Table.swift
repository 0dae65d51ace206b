// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels
internal import SecretMemory

/// The multiples of a point of the SM2 curve, with which encryption to it takes a twentieth of libcrypto's time.
///
/// A public key is used for many requests, so that its multiples are worth keeping: 86 KiB, made in one or two
/// milliseconds. The alternative, data keys that are wrapped ahead of need, moves the same work to another time and
/// keeps secrets waiting.
@safe
final class SM2Table: Sendable {
    // Sendable is right: nothing changes what it points to after `init`.
    private nonisolated(unsafe) let table: OpaquePointer

    /// The multiples of the base point, made when first used.
    private static let base = SM2Table()

    /// The multiples of a public key.
    ///
    /// - Parameter point: `04‖x‖y`
    /// - Returns: `nil` when the point is not on the curve.
    init?(point: [UInt8]) {
        unsafe table = Self.allocate()
        guard point.count == SM2Point.byteCount else { return nil }
        let isOnCurve = unsafe point.withUnsafeBufferPointer { point in
            unsafe point.baseAddress.map { unsafe tcface_sm2_prepare(table, $0 + 1) } ?? false
        }
        guard isOnCurve else { return nil }
    }

    private init() {
        unsafe table = Self.allocate()
        unsafe tcface_sm2_prepare_base(table)
    }

    deinit { unsafe UnsafeMutableRawPointer(table).deallocate() }

    /// Encrypts a message to the point.
    ///
    /// - Returns: `04‖x‖y‖C3‖C2`, 97 bytes more than the message has, which is not empty.
    /// - Throws: `randomUnavailable`.
    func encrypt(_ message: Span<UInt8>) throws(RequestCryptoError) -> [UInt8] {
        while true {
            let scalar = try Self.randomScalar()
            // A key stream of zeros comes once in 256 to the power of the message's length: then another k.
            if let ciphertext = scalar.withBytes({ encrypt(message, scalar: $0) }) { return ciphertext }
        }
    }

    /// Encrypts with a given k, 32 bytes from 1 to n - 1.
    ///
    /// - Returns: `nil` for a k whose key stream is zero throughout.
    func encrypt(_ message: Span<UInt8>, scalar: Span<UInt8>) -> [UInt8]? {
        precondition(!message.isEmpty && Self.isScalar(scalar), "the caller checks message and k")
        var isUsable = false
        let ciphertext = [UInt8](capacity: SM2Ciphertext.overhead + message.count) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe scalar.withUnsafeBufferPointer { scalar in
                        isUsable = unsafe tcface_sm2_encrypt(
                            Self.base.table, table, scalar.baseAddress, message.baseAddress, message.count,
                            buffer.baseAddress)
                    }
                }
                initializedCount = SM2Ciphertext.overhead + message.count
            }
        }
        return isUsable ? ciphertext : nil
    }

    /// A k that is equally likely to be any number from 1 to n - 1.
    private static func randomScalar() throws(RequestCryptoError) -> SecretBytes {
        do throws(SecretMemoryError) {
            while true {
                let scalar = try SecretBytes.random(byteCount: SM2Point.coordinateByteCount)
                if scalar.withBytes({ isScalar($0) }) { return scalar }
            }
        } catch {
            throw RequestCryptoError(.randomUnavailable, error.message, hint: error.hint)
        }
    }

    private static func isScalar(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count == SM2Point.coordinateByteCount else { return false }
        return unsafe bytes.withUnsafeBufferPointer { unsafe tcface_sm2_is_scalar($0.baseAddress) }
    }

    private static func allocate() -> OpaquePointer {
        OpaquePointer(
            UnsafeMutableRawPointer.allocate(
                byteCount: tcface_sm2_table_size(), alignment: Int(TCFACE_SM2_ALIGNMENT)))
    }
}
