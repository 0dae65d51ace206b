// SPDX-License-Identifier: Apache-2.0

/// What this package has set itself to reach, as data.
///
/// The bounds are ratios within one run, so that they hold on a slow machine as on a fast one. Those that name features
/// are meant for processors that have them; others print the figure and no verdict.
public enum StandardGates {
    /// All gates.
    public static let all: [Gate] = sealing + portable + sm4 + opening + base64 + many + requests + memory + peers

    /// SHA-256 hides behind the CBC chain only where both have instructions of their own.
    private static let fastAES = ["aes", "sha", "avx512_vbmi"]
    private static let fastSM4 = ["gfni", "avx512", "vpclmul"]

    private static let r6 = "floor/openssl-aes-cbc/6MiB"
    private static let s6 = "floor/gcrypt-sm4-gcm/6MiB"

    private static let sealing: [Gate] = [
        Gate(
            "seal 6 MiB AES with body hash, against OpenSSL's CBC and SHA-256",
            .ratio(of: "seal/aes/6MiB", to: [r6, "floor/openssl-sha256/6MiB"], .median), 0.65, features: fastAES),
        Gate("the same against CBC", .ratio(of: "seal/aes/6MiB", to: [r6], .median), 1.25, features: fastAES),
        Gate("the same against CBC", .ratio(of: "seal/aes/6MiB", to: [r6], .bestQuartile), 1.10, features: fastAES),
        Gate(
            "seal 1 MiB AES against CBC", .ratio(of: "seal/aes/1MiB", to: ["floor/openssl-aes-cbc/1MiB"], .median),
            1.35,
            features: fastAES),
        Gate(
            "seal 1 MiB AES against CBC",
            .ratio(of: "seal/aes/1MiB", to: ["floor/openssl-aes-cbc/1MiB"], .bestQuartile), 1.10, features: fastAES),
        Gate(
            "seal 16 KiB AES against CBC", .ratio(of: "seal/aes/16KiB", to: ["floor/openssl-aes-cbc/16KiB"], .median),
            1.45, features: fastAES),
        Gate(
            "seal 16 KiB AES against CBC",
            .ratio(of: "seal/aes/16KiB", to: ["floor/openssl-aes-cbc/16KiB"], .bestQuartile), 1.20, features: fastAES),
        Gate(
            "stream AES without payload hash, against CBC",
            .ratio(of: "stream-unhashed/aes/6MiB", to: [r6], .median), 1.10),
        Gate(
            "stream AES without payload hash, 4 GiB, against CBC",
            .ratio(of: "stream-unhashed/aes/4GiB", to: ["floor/openssl-aes-cbc/4GiB"], .median), 1.10),
    ]

    // First with base64 by the processor's kernel, then in plain C as well.
    private static let portable: [Gate] = [
        Gate(
            "cipher and hash by library calls, one thread, against CBC",
            .ratio(of: "seal-by-libraries/aes/6MiB", to: [r6], .median), 2.3, features: ["sha"]),
        Gate(
            "cipher and hash by library calls, two threads, against CBC",
            .ratio(of: "seal-by-libraries-2-threads/aes/6MiB", to: [r6], .median), 1.4, features: ["sha"]),
        Gate(
            "no kernels at all, one thread, against CBC", .ratio(of: "seal/aes/6MiB", to: [r6], .median), 2.3,
            features: ["sha"], kernel: "scalar"),
        Gate(
            "no kernels at all, two threads, against CBC",
            .ratio(of: "seal-2-threads/aes/6MiB", to: [r6], .median), 1.4,
            features: ["sha"], kernel: "scalar"),
    ]

    private static let sm4: [Gate] = [
        Gate(
            "SM4-GCM alone, 1 MiB, against libgcrypt's",
            .ratio(of: "cipher/sm4/1MiB", to: ["floor/gcrypt-sm4-gcm/1MiB"], .median), 0.25, features: fastSM4),
        Gate(
            "seal 6 MiB SM4 with body hash, against libgcrypt's SM4-GCM",
            .ratio(of: "seal/sm4/6MiB", to: [s6], .median), 1.0, features: fastSM4 + ["sha"]),
        Gate(
            "the same on two threads", .ratio(of: "seal-2-threads/sm4/6MiB", to: [s6], .median), 0.65,
            features: fastSM4 + ["sha"]),
    ]

    private static let opening: [Gate] = [
        Gate(
            "open 6 MiB AES to media, against EVP passes",
            .ratio(of: "open/aes/6MiB", to: ["floor/open-passes/6MiB"], .median), 0.40)
    ]

    private static let base64: [Gate] = [
        Gate(
            "base64 encode 16 KiB against Foundation",
            .ratio(of: "base64/encode/16KiB", to: ["foundation/encode/16KiB"], .median), 0.08, features: ["avx512_vbmi"]
        ),
        Gate(
            "base64 decode 16 KiB against Foundation",
            .ratio(of: "base64/decode/16KiB", to: ["foundation/decode/16KiB"], .median), 0.20,
            features: ["avx512_vbmi"]),
        Gate(
            "base64 encode 6 MiB against memcpy", .ratio(of: "base64/encode/6MiB", to: ["floor/memcpy/6MiB"], .median),
            1.6),
    ]

    private static let many: [Gate] = [
        Gate(
            "16 AES bodies of 16 KiB in a batch, against one by one",
            .ratio(of: "batch/aes/16x16KiB", to: ["one-by-one/aes/16x16KiB"], .median), 0.70,
            features: ["avx512", "vaes", "sha"]),
        Gate(
            "two cores against one, independent 1 MiB", .speedup(of: "cores/2/aes/1MiB", over: "cores/1/aes/1MiB"), 1.8),
    ]

    private static let requests: [Gate] = [
        Gate("a 4 KiB SM4 request end to end, microseconds", .microseconds(of: "request/sm4/4KiB"), 120),
        Gate("TC3 signature of a hashed request, microseconds", .microseconds(of: "sign/tc3"), 3),
    ]

    private static let memory: [Gate] = [
        // 1.8 n + 12 MiB for n = 6 MiB.
        Gate("peak memory, 6 MiB file, body held, MiB", .peakMebibytes(of: "seal-file/aes/6MiB"), 22.8),
        Gate("peak memory, streamed, MiB", .peakMebibytes(of: "stream/aes/6MiB"), 16),
        Gate("allocations a request, 4 KiB", .allocations(of: "request/aes/4KiB"), 12),
        Gate("allocations a sealed body, 6 MiB", .allocations(of: "seal/aes/6MiB"), 12),
    ]

    private static let peers: [Gate] = [
        Gate(
            "times as fast as the fastest peer, 6 MiB AES", .fastestPeer(algorithm: "AES-256-CBC"), 8, features: ["sha"]
        ),
        Gate(
            "times as fast as the fastest peer, 6 MiB SM4", .fastestPeer(algorithm: "SM4-GCM"), 12,
            features: fastSM4 + ["sha"]),
    ]
}
