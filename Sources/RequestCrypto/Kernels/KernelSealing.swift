// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels
internal import RequestDigests

/// A body that one kernel seals in one pass: base64, cipher, base64 and SHA-256 together.
///
/// All its state, plaintext included, is in one piece of memory that is wiped when it goes.
@safe
struct KernelSealing: ~Copyable {
    private let memory: ScratchBuffer
    private let state: OpaquePointer

    /// Whether this processor has a kernel that is faster than the libraries one after the other.
    ///
    /// With the hash, that needs AES instructions for AES-256-CBC, and SHA instructions for SM4-GCM. Without SHA
    /// instructions, on a Cascade Lake, the two chains of AES-256-CBC side by side took 0.84 of the time of OpenSSL's two
    /// passes, and 1.03 while another thread filled the same core.
    static func isAvailable(for algorithm: ContentAlgorithm, hashes: Bool) -> Bool {
        tcface_sealing_available(tcface_kernel_selected(), algorithm.kernelAlgorithm, hashes)
    }

    /// Whether the hash takes no time of its own, where ``isAvailable(for:hashes:)`` says that there is a kernel.
    static func hidesHash(for algorithm: ContentAlgorithm) -> Bool {
        tcface_sealing_hides_hash(tcface_kernel_selected(), algorithm.kernelAlgorithm)
    }

    /// Begins a body.
    ///
    /// - Parameter isReference: Takes the scalar kernel; tests run it where no other is available.
    init(
        _ algorithm: ContentAlgorithm, isMedia: Bool, key: Span<UInt8>, iv: Span<UInt8>, isReference: Bool = false
    ) {
        precondition(
            key.count == algorithm.keyByteCount && iv.count == algorithm.ivByteCount, "the caller checks the sizes")
        memory = ScratchBuffer(byteCount: tcface_sealing_size())
        unsafe state = OpaquePointer(memory.start)
        let family = isReference ? TCFACE_KERNEL_SCALAR : tcface_kernel_selected()
        unsafe key.withUnsafeBufferPointer { key in
            unsafe iv.withUnsafeBufferPointer { iv in
                unsafe tcface_sealing_begin(
                    state, family, algorithm.kernelAlgorithm, isMedia, key.baseAddress, iv.baseAddress)
            }
        }
    }

    /// How many bodies are sealed at once, and from how many on that is faster; `nil` where it never is.
    static var lanes: (count: Int, least: Int)? {
        let count = tcface_sealing_lanes(tcface_kernel_selected())
        let least = tcface_sealing_least_bodies(tcface_kernel_selected())
        return count > 0 && least <= count ? (count, max(least, 2)) : nil
    }

    /// Seals as much content of each of several bodies that began alike and have taken none yet; AES-256-CBC only.
    ///
    /// - Parameters:
    ///   - bodies: Lends each body's state, at most as many as there are lanes.
    ///   - byteCount: Bytes of content that all have.
    ///   - outputs: Room for what `byteCount` bytes make in each.
    /// - Returns: How many bytes were written to each output.
    static func update(
        _ bodies: [OpaquePointer], contents: [UnsafePointer<UInt8>], byteCount: Int,
        outputs: [UnsafeMutablePointer<UInt8>]
    ) -> Int {
        let sealings = unsafe bodies.map { unsafe Optional($0) }
        let sources = unsafe contents.map { unsafe Optional($0) }
        let destinations = unsafe outputs.map { unsafe Optional($0) }
        return unsafe tcface_sealing_update_many(sealings, destinations, sources, bodies.count, byteCount)
    }

    /// The state, for ``update(_:contents:byteCount:outputs:)`` while this is alive.
    var pointer: OpaquePointer { unsafe state }

    /// Leaves the hash of all text to someone else.
    borrowing func leaveHash() { unsafe tcface_sealing_leave_hash(state) }

    /// Appends text outside the ciphertext.
    borrowing func add(text: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        unsafe append(text.count, to: &output) { destination in
            unsafe text.withUnsafeBufferPointer {
                unsafe tcface_sealing_add_text(state, destination, $0.baseAddress, $0.count)
            }
        }
    }

    /// Takes plaintext around the content, a few bytes.
    borrowing func add(plaintext: Span<UInt8>) {
        precondition(plaintext.count <= Int(TCFACE_SEALING_PLAINTEXT), "the ends of a body are short")
        unsafe plaintext.withUnsafeBufferPointer {
            // An empty span may have no address.
            if let start = $0.baseAddress { unsafe tcface_sealing_add_plaintext(state, start, $0.count) }
        }
    }

    /// How many bytes of text so much more content makes.
    borrowing func textByteCount(forContent byteCount: Int) -> Int {
        unsafe tcface_sealing_update_count(state, byteCount)
    }

    /// Seals content and appends its text.
    borrowing func update(_ content: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        guard !content.isEmpty else { return }
        unsafe append(textByteCount(forContent: content.count), to: &output) { destination in
            unsafe content.withUnsafeBufferPointer {
                _ = unsafe tcface_sealing_update(state, destination, $0.baseAddress, $0.count)
            }
        }
    }

    /// Ends the content.
    borrowing func endContent() { unsafe tcface_sealing_end_content(state) }

    /// Ends the ciphertext, appends its text, and gives the tag, which means nothing under AES-256-CBC.
    borrowing func endCiphertext(into output: inout OutputSpan<UInt8>) -> AuthenticationTag {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { tag in
            unsafe append(tcface_sealing_end_count(state), to: &output) { destination in
                _ = unsafe tcface_sealing_end_ciphertext(state, destination, tag.baseAddress)
            }
        }
        return AuthenticationTag(bytes)
    }

    /// The digest of all text.
    borrowing func digest() -> SHA256Digest {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { unsafe tcface_sealing_digest(state, $0.baseAddress) }
        return SHA256Digest(bytes)
    }

    /// Has `body` write exactly `count` bytes at the end of the output.
    private borrowing func append(
        _ count: Int, to output: inout OutputSpan<UInt8>, _ body: (UnsafeMutablePointer<UInt8>?) -> Void
    ) {
        precondition(output.freeCapacity >= count, "no room for \(count) bytes of output")
        unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            // Content that writes nothing yet must be taken all the same; only then may there be no address.
            unsafe body(buffer.baseAddress.map { unsafe $0 + initializedCount })
            initializedCount += count
        }
    }
}
