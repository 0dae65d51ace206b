// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import SecretMemory
internal import Synchronization

/// RSAEP (RFC 8017 section 5.1.1) under one public key, with libcrypto's numbers.
///
/// It is the computation behind EVP_PKEY_encrypt without padding, call for call. EVP makes all numbers anew for each
/// block, in ten allocations; here they are kept, and wiped after each block.
@safe
final class RSAEncryption: @unchecked Sendable {
    // Sendable is right: the numbers of the key are not changed after they have been made, and libcrypto computes with
    // one modulus and its Montgomery form in any number of threads. What a block is computed in has one owner at a
    // time: it is taken out of the lock for as long.

    private let modulus: OpaquePointer
    private let exponent: OpaquePointer
    private let montgomery: OpaquePointer
    private let spare = Mutex<Workspace?>(nil)

    /// How many bytes the modulus has, and each block.
    let blockByteCount: Int

    /// Takes the big-endian magnitudes of a key that has been found right.
    ///
    /// - Throws: `libraryFailure` when libcrypto runs out of memory.
    init(modulus: [UInt8], exponent: [UInt8]) throws(RequestCryptoError) {
        blockByteCount = modulus.count
        guard let n = unsafe BN_bin2bn(modulus, Int32(modulus.count), nil) else { throw Self.failure() }
        guard let e = unsafe BN_bin2bn(exponent, Int32(exponent.count), nil) else {
            unsafe BN_free(n)
            throw Self.failure()
        }
        let context = unsafe BN_CTX_new()
        defer { unsafe BN_CTX_free(context) }
        guard unsafe context != nil, let montgomery = unsafe BN_MONT_CTX_new() else {
            unsafe BN_free(n)
            unsafe BN_free(e)
            throw Self.failure()
        }
        unsafe self.modulus = n
        unsafe self.exponent = e
        unsafe self.montgomery = montgomery
        // From here on `deinit` frees what was made.
        guard unsafe BN_MONT_CTX_set(montgomery, n, context) == 1 else { throw Self.failure() }
    }

    deinit {
        unsafe BN_MONT_CTX_free(montgomery)
        unsafe BN_free(exponent)
        unsafe BN_free(modulus)
    }

    /// Encrypts a block as long as the modulus.
    ///
    /// - Throws: `wrapFailed` when the block has another length or is not below the modulus; `libraryFailure`.
    func encrypt(_ block: borrowing SecretBytes) throws(RequestCryptoError) -> [UInt8] {
        guard block.byteCount == blockByteCount else {
            throw RequestCryptoError(
                .wrapFailed, "a block of this RSA key has \(blockByteCount) bytes, not \(block.byteCount)")
        }
        guard let workspace = spare.withLock({ $0.take() }) ?? Workspace() else { throw Self.failure() }
        let encrypted = try block.withBytes { block throws(RequestCryptoError) in
            guard unsafe workspace.load(block, below: modulus) else {
                throw RequestCryptoError(.wrapFailed, "the block is not below the modulus of the RSA key")
            }
            return try [UInt8](capacity: blockByteCount) { output throws(RequestCryptoError) in
                guard unsafe workspace.raise(to: exponent, modulo: modulus, montgomery, into: &output) else {
                    throw Self.failure()
                }
            }
        }
        workspace.wipe()
        keep(workspace)
        return encrypted
    }

    private func keep(_ workspace: consuming Workspace) {
        var kept: Workspace? = workspace
        spare.withLock { spare in
            // Another thread may have kept one; this one then goes.
            if spare == nil { swap(&spare, &kept) }
        }
    }

    private static func failure() -> RequestCryptoError { OpenSSLLibrary.failure("encrypt with the RSA key") }
}

/// The numbers that one block is computed in, wiped when they go.
@safe
private struct Workspace: ~Copyable, @unchecked Sendable {
    // Sendable is right: nobody else has the pointers.

    private let context: OpaquePointer
    private let block: OpaquePointer
    private let result: OpaquePointer

    /// - Returns: `nil` when libcrypto runs out of memory.
    init?() {
        let context = unsafe BN_CTX_new()
        let block = unsafe BN_new()
        let result = unsafe BN_new()
        guard let context = unsafe context, let block = unsafe block, let result = unsafe result else {
            unsafe BN_CTX_free(context)
            unsafe BN_free(block)
            unsafe BN_free(result)
            return nil
        }
        unsafe self.context = context
        unsafe self.block = block
        unsafe self.result = result
    }

    deinit {
        unsafe BN_clear_free(result)
        unsafe BN_clear_free(block)
        // Wipes what it holds.
        unsafe BN_CTX_free(context)
    }

    /// Reads a block.
    ///
    /// - Returns: `false` when it is not below the modulus, or there is no memory.
    borrowing func load(_ bytes: Span<UInt8>, below modulus: OpaquePointer) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe BN_bin2bn(bytes.baseAddress, Int32(bytes.count), block) != nil && BN_ucmp(block, modulus) < 0
        }
    }

    /// Computes the power of the block that was read, into bytes as many as there is room for.
    ///
    /// Squarings and multiplications follow the exponent, which is public; each takes the same time for any block.
    borrowing func raise(
        to exponent: OpaquePointer, modulo modulus: OpaquePointer, _ montgomery: OpaquePointer,
        into output: inout OutputSpan<UInt8>
    ) -> Bool {
        unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            let capacity = Int32(buffer.count)
            guard unsafe BN_mod_exp_mont(result, block, exponent, modulus, context, montgomery) == 1,
                unsafe BN_bn2binpad(result, buffer.baseAddress, capacity) == capacity
            else { return false }
            initializedCount = buffer.count
            return true
        }
    }

    /// Wipes the block and whatever was made of it on the way; the numbers keep their memory.
    borrowing func wipe() {
        unsafe BN_clear(block)
        unsafe BN_clear(result)
        unsafe BN_CTX_start(context)
        // The context hands out the same numbers in the same order. An exponentiation asks for no more than eight at a
        // time.
        for _ in 0..<Self.intermediateNumbers { unsafe BN_CTX_get(context).map { unsafe BN_clear($0) } }
        unsafe BN_CTX_end(context)
    }

    /// As many as libcrypto makes at once, so that asking for them allocates nothing.
    private static let intermediateNumbers = 16
}
