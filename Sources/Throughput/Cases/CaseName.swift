// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// The names of the cases, in one place: cases, ratios and gates refer to each other by them.
enum CaseName {
    static func short(_ algorithm: ContentAlgorithm) -> String { algorithm == .sm4GCM ? "sm4" : "aes" }

    static func seal(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String { "seal/\(short(algorithm))/\(size)" }
    static func sealWrapped(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "seal-wrapped/\(short(algorithm))/\(size)"
    }
    static func sealFile(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "seal-file/\(short(algorithm))/\(size)"
    }
    static func stream(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "stream/\(short(algorithm))/\(size)"
    }
    static func streamUnhashed(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "stream-unhashed/\(short(algorithm))/\(size)"
    }
    static func sealOnTwoThreads(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "seal-2-threads/\(short(algorithm))/\(size)"
    }
    static func sealByLibraries(_ algorithm: ContentAlgorithm, threads: Int, _ size: ByteSize) -> String {
        "seal-by-libraries\(threads == 1 ? "" : "-\(threads)-threads")/\(short(algorithm))/\(size)"
    }
    static func open(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String { "open/\(short(algorithm))/\(size)" }
    static func passes(_ size: ByteSize) -> String { "floor/open-passes/\(size)" }
    static func cipher(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        algorithm == .sm4GCM ? "floor/gcrypt-sm4-gcm/\(size)" : "floor/openssl-aes-cbc/\(size)"
    }
    static func ownCipher(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "cipher/\(short(algorithm))/\(size)"
    }
    static func sha256(_ size: ByteSize) -> String { "floor/openssl-sha256/\(size)" }
    static func copy(_ size: ByteSize) -> String { "floor/memcpy/\(size)" }
    static func encode(_ size: ByteSize) -> String { "base64/encode/\(size)" }
    static func decode(_ size: ByteSize) -> String { "base64/decode/\(size)" }
    static func batch(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "batch/\(short(algorithm))/16x\(size)"
    }
    static func oneByOne(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "one-by-one/\(short(algorithm))/16x\(size)"
    }
    static func parallel(_ algorithm: ContentAlgorithm, threads: Int, _ size: ByteSize) -> String {
        "cores/\(threads)/\(short(algorithm))/\(size)"
    }
    static let signature = "sign/tc3"
    static func request(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> String {
        "request/\(short(algorithm))/\(size)"
    }
}
