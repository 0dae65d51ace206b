// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import RequestDigests
internal import TC3Signing

/// Makes fresh vectors, for other implementations to check themselves against.
///
/// ```swift
/// let written = try VectorGenerator(seed: 1).generate(into: "fresh/")
/// let report = VectorChecker().check(["fresh/"])
/// ```
///
/// The files have the shapes of `vectors/README.md`. The same seed and count give the same bytes, except in files whose
/// name has `rsa` in it: RSA keys are made by OpenSSL, which takes no seed, and are fresh in every run.
///
/// All that is generated is public: the seed stands in every file, and gives every key.
public struct VectorGenerator: Sendable {
    /// What the values are derived from, as `SHA-256(label ‖ 00 ‖ seed ‖ counter)`.
    public let seed: UInt64
    /// How many cases of each kind there are.
    public let count: Int

    /// How many cases of each kind there may be.
    public static let countRange = 1...1_000

    /// A generator with a seed.
    ///
    /// - Parameters:
    ///   - seed: Any number; the same one gives the same vectors.
    ///   - count: How many cases of each kind.
    /// - Throws: ``VectorGenerationError`` with `invalidCount` outside ``countRange``.
    public init(seed: UInt64, count: Int = 8) throws(VectorGenerationError) {
        guard Self.countRange ~= count else {
            throw VectorGenerationError(
                .invalidCount, "a count of \(count) is not between 1 and \(Self.countRange.upperBound)")
        }
        self.seed = seed
        self.count = count
    }

    /// Writes the vectors.
    ///
    /// - Parameter folder: A folder that is new or empty. Nothing is left in it when an error is thrown.
    /// - Returns: The number of files.
    /// - Throws: ``VectorGenerationError`` with `folderNotEmpty`, `unwritable`, or `notComputed`.
    public func generate(into folder: String) throws(VectorGenerationError) -> Int {
        // Looked at first: computing takes seconds.
        try GeneratedFolder.requireNewOrEmpty(folder)
        let files: [GeneratedFile]
        do { files = try self.files() } catch {
            throw VectorGenerationError(.notComputed, "a vector could not be computed: \(error)")
        }
        var place = try GeneratedFolder(folder)
        try place.write(files)
        return files.count
    }

    private func files() throws -> [GeneratedFile] {
        let origin = VectorOrigin(seed: VectorSeed(value: seed), count: count)
        let rsaKeys = [try FreshRSAKey(bits: 1024), try FreshRSAKey(bits: 2048)]
        return try CipherVectors(origin: origin).files() + [Base64Vectors(origin: origin).file()]
            + KeyWrappingVectors(origin: origin, rsaKeys: rsaKeys).files()
            + GeneratedEnvelopes(origin: origin, rsaKeys: rsaKeys).files()
            + TC3Vectors(origin: origin).files() + QuerySignatureVectors(origin: origin).files()
            + LegacyVectors(origin: origin).files()
    }
}
