// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// Bodies of one batch on their way into their envelopes.
///
/// The chains of one body leave a core waiting; those of several bodies do not wait for each other. Bodies of about the
/// same size go together: as far as the smallest of them reaches they are sealed at once, and the rest one by one.
struct BatchSealing {
    /// What is needed to seal one body.
    final class Body {
        fileprivate let item: BatchItem
        fileprivate let text: EnvelopeText
        fileprivate let responseOpener: ResponseOpener

        init(_ content: [UInt8], isMedia: Bool, dataKey: consuming DataKey, iv: borrowing ContentIV) {
            text = EnvelopeText(ciphertextBlob: dataKey.ciphertextBlob, iv: iv, algorithm: dataKey.algorithm)
            let bytes = iv.bytes
            let sealing = dataKey.withKey { key in
                KernelSealing(.aes256CBC, isMedia: isMedia, key: key, iv: bytes.span)
            }
            item = BatchItem(sealing, content: content)
            responseOpener = ResponseOpener(dataKey: dataKey)
        }
    }

    let content: BodyContent

    /// How many bodies go together, and from how many on that is faster; `nil` when the kernel is not to be used.
    static func lanes(
        for algorithm: ContentAlgorithm, selfTests: SelfTests = .shared
    ) -> (count: Int, least: Int)? {
        guard algorithm == .aes256CBC, ContentBackend.allowsKernels, let lanes = KernelSealing.lanes,
            selfTests.passes(.batch)
        else { return nil }
        return lanes
    }

    /// Seals at most as many bodies as there are lanes, none of them empty.
    func seal(_ bodies: [Body]) -> [SealedBody] {
        let sizes = bodies.map { body in
            body.text.byteCount(forPlaintext: content.plaintextByteCount(forContent: body.item.content.count))
        }
        let together = bodies.map(\.item.content.count).min() ?? 0
        let texts = unsafe Self.withMemory(sizes[...], []) { memory in
            for (index, body) in bodies.enumerated() {
                unsafe body.item.write(to: memory[index])
                body.item.begin(text: EnvelopeText.head, plaintext: content.head)
            }
            BatchItem.sealTogether(bodies.map(\.item), byteCount: together)
            for body in bodies { body.item.finish(plaintext: content.tail, text: body.text) }
        }
        return zip(bodies, texts).map { body, text in
            guard let digest = body.item.digest else { preconditionFailure("a finished item has its digest") }
            return SealedBody(
                bytes: text, sha256: digest, algorithm: .aes256CBC, responseOpener: body.responseOpener)
        }
    }

    /// Arrays of the given sizes, which `body` fills all at once.
    private static func withMemory(
        _ sizes: ArraySlice<Int>, _ memory: [UnsafeMutableBufferPointer<UInt8>],
        _ body: ([UnsafeMutableBufferPointer<UInt8>]) -> Void
    ) -> [[UInt8]] {
        guard let size = sizes.first else {
            unsafe body(memory)
            return []
        }
        var others: [[UInt8]] = []
        let own = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initializedCount in
            let exact = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<size])
            others = unsafe withMemory(sizes.dropFirst(), memory + [exact], body)
            initializedCount = size
        }
        return [own] + others
    }
}
