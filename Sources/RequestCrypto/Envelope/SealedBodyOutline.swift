// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// A request body in the sealer's form, told apart into its ciphertext and the short text around it.
///
/// The ciphertext is not read: it is as long as everything else is short, and decoding it tells whether it is base64.
/// If so, it ends where this says and the text around it is the JSON of an empty `EncryptedBody`, so that parsing that
/// text checks the whole message.
struct SealedBodyOutline {
    /// Where the ciphertext should stand in the message.
    let ciphertext: Range<Int>
    /// The message without it.
    let surroundings: [UInt8]
    /// What is left of it there: two quotation marks.
    var emptyString: Range<Int> { ciphertext.lowerBound - 1..<ciphertext.lowerBound + 1 }

    /// Several times the longest that the sealer writes, which has a key wrapped under RSA of 16,384 bits.
    private static let longestTail = 8192

    /// Finds the parts; `nil` for a message in another form.
    init?(of message: Span<UInt8>) {
        let head = EnvelopeText.head
        let mark = EnvelopeText.beforeList
        guard message.count > head.count + mark.count, Self.has(head.span, at: 0, of: message) else { return nil }
        let lowest = max(head.count, message.count - Self.longestTail)
        var start = message.count - mark.count
        while !Self.has(mark.span, at: start, of: message) {
            start -= 1
            guard start >= lowest else { return nil }
        }
        ciphertext = head.count..<start
        surroundings = [UInt8](capacity: head.count + message.count - start) { output in
            output.append(copying: head.span)
            output.append(copying: message.extracting(start...))
        }
    }

    private static func has(_ text: Span<UInt8>, at start: Int, of message: Span<UInt8>) -> Bool {
        for index in text.indices where message[start + index] != text[index] { return false }
        return true
    }
}
