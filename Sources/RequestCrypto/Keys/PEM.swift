// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import SecretMemory

/// One PEM block (RFC 7468): a label, and the DER under it.
///
/// Strict, since a key that was pasted wrongly is better refused than half understood: one block, nothing
/// before or after it but blanks and line breaks, canonical base64, lines that end in LF or CRLF. The
/// base64 of such a text is taken too, with or without line breaks, because the vendor prints keys so.
///
/// The DER may be a private key and is kept like one.
struct PEM: ~Copyable {
    let form: KeyForm
    let der: SecretBytes

    /// Reads a key.
    ///
    /// - Throws: `malformedPEM`; `wrongKeyType` when the label names something that is not a key, or
    ///   a key that is encrypted.
    init(_ text: Span<UInt8>) throws(RequestCryptoError) {
        let trimmed = text.extracting(Self.trimmedRange(of: text))
        if Self.starts(trimmed, with: Self.begin) {
            try self.init(block: trimmed.extracting(Self.rangeAfterParameters(in: trimmed)))
            return
        }
        let inner: SecretBytes
        do throws(RequestCryptoError) {
            inner = try Self.decoded(trimmed)
        } catch {
            throw RequestCryptoError(
                .malformedPEM, "the text is neither PEM nor the base64 of PEM",
                hint: "PEM begins with \"-----BEGIN\"")
        }
        self = try inner.withBytes { inner throws(RequestCryptoError) in
            let innerText = inner.extracting(Self.trimmedRange(of: inner))
            guard Self.starts(innerText, with: Self.begin) else {
                throw RequestCryptoError(
                    .malformedPEM, "the base64 does not hold PEM",
                    hint: "base64 of bare DER needs its \"-----BEGIN\" and \"-----END\" lines")
            }
            return try PEM(block: innerText.extracting(Self.rangeAfterParameters(in: innerText)))
        }
    }

    /// Writes a block with lines of 64 characters.
    static func write(_ form: KeyForm, der: Span<UInt8>) -> SecretBytes {
        let first = "-----BEGIN \(form.label)-----\n"
        let last = "-----END \(form.label)-----\n"
        let base64ByteCount = Base64.encodedByteCount(forByteCount: der.count)
        let lineCount = (base64ByteCount + lineLength - 1) / lineLength
        return SecretBytes(byteCount: first.utf8.count + base64ByteCount + lineCount + last.utf8.count) { output in
            for byte in first.utf8 { output.append(byte) }
            var rest = der
            while rest.count > 0 {
                let line = rest.extracting(first: min(rest.count, lineLength / 4 * 3))
                Base64.encode(line, into: &output)
                output.append(UInt8(ascii: "\n"))
                rest = rest.extracting(droppingFirst: line.count)
            }
            for byte in last.utf8 { output.append(byte) }
        }
    }

    private static let begin = "-----BEGIN "
    private static let end = "-----END "
    private static let lineLength = 64

    /// Reads a trimmed text that begins with `-----BEGIN `.
    private init(block: Span<UInt8>) throws(RequestCryptoError) {
        let firstLine = Self.line(at: 0, of: block)
        guard let label = Self.label(block.extracting(firstLine.content), after: Self.begin) else {
            throw RequestCryptoError(.malformedPEM, "the \"-----BEGIN\" line is not complete")
        }
        let form = try Self.form(of: label)

        var position = firstLine.next
        let bodyStart = position
        var lastLine = Self.line(at: position, of: block)
        while !Self.starts(block.extracting(lastLine.content), with: Self.end) {
            guard !block.extracting(lastLine.content).contains(UInt8(ascii: ":")) else {
                throw RequestCryptoError(
                    .wrongKeyType, "the PEM block has headers, which encrypted keys have",
                    hint: "decrypt the key first: openssl pkey -in KEY -out PLAINKEY")
            }
            guard lastLine.next < block.count else {
                throw RequestCryptoError(
                    .malformedPEM, "the \"-----END\" line is missing", hint: "the text was cut off")
            }
            position = lastLine.next
            lastLine = Self.line(at: position, of: block)
        }
        guard Self.label(block.extracting(lastLine.content), after: Self.end) == label else {
            throw RequestCryptoError(.malformedPEM, "the \"-----END\" line does not repeat the label \"\(label)\"")
        }
        guard lastLine.next == block.count else { throw Self.surplus(block.extracting(droppingFirst: lastLine.next)) }

        der = try Self.decoded(block.extracting(bodyStart..<position))
        self.form = form
    }

    /// What openssl writes in front of an EC or SM2 key: the curve, which the key itself names again.
    private static let parameterLabels = ["EC PARAMETERS", "SM2 PARAMETERS"]

    /// The text without a block of parameters at its start; all of it when there is none, or nothing follows it.
    private static func rangeAfterParameters(in text: Span<UInt8>) -> Range<Int> {
        let all = 0..<text.count
        guard let label = label(text.extracting(line(at: 0, of: text).content), after: begin),
            parameterLabels.contains(label)
        else { return all }
        var position = 0
        while position < text.count {
            let line = line(at: position, of: text)
            position = line.next
            guard Self.label(text.extracting(line.content), after: end) == label else { continue }
            let rest = trimmedRange(of: text.extracting(droppingFirst: position))
            let next = rest.lowerBound + position..<rest.upperBound + position
            // One block of parameters only: with a second one the text was put together by hand.
            let block = text.extracting(next)
            let isKey = starts(block, with: begin) && !parameterLabels.contains { starts(block, with: begin + $0) }
            return isKey ? next : all
        }
        return all
    }

    /// The form that a label names.
    private static func form(of label: String) throws(RequestCryptoError) -> KeyForm {
        switch KeyForm(label: label) {
        case .encryptedPrivateKeyInfo:
            throw RequestCryptoError(
                .wrongKeyType, "the private key is encrypted",
                hint: "decrypt it first: openssl pkey -in KEY -out PLAINKEY")
        case .certificate:
            throw RequestCryptoError(
                .wrongKeyType, "a certificate stands where a key belongs",
                hint: "take the key out of it: openssl x509 -in CERTIFICATE -noout -pubkey")
        case .some(let form):
            return form
        case nil where parameterLabels.contains(label):
            throw RequestCryptoError(
                .malformedPEM, "the block \"\(label)\" stands where a key belongs",
                hint: "it describes a curve; the key is in a block of its own")
        case nil:
            throw RequestCryptoError(
                .wrongKeyType, "the label \"\(label)\" is not that of an RSA or SM2 key")
        }
    }

    /// Decodes base64 with line breaks, and no other blanks, in it.
    private static func decoded(_ text: Span<UInt8>) throws(RequestCryptoError) -> SecretBytes {
        do throws(Base64Error) {
            return try SecretBytes(byteCount: text.count / 4 * 3 + 3) { output throws(Base64Error) in
                var decoder = Base64Decoder()
                var position = 0
                while position < text.count {
                    let line = line(at: position, of: text)
                    try decoder.update(text.extracting(line.content), into: &output)
                    position = line.next
                }
                try decoder.finish(into: &output)
            }
        } catch {
            throw RequestCryptoError(
                .malformedPEM, "the base64 of the key is not canonical: \(error.code)",
                hint: "lines hold base64 only and end in LF or CRLF")
        }
    }

    /// The line that begins at `start`, without its LF or CRLF, and where the next one begins.
    private static func line(at start: Int, of text: Span<UInt8>) -> (content: Range<Int>, next: Int) {
        guard let end = (start..<text.count).first(where: { text[$0] == UInt8(ascii: "\n") }) else {
            return (start..<text.count, text.count)
        }
        let hasReturn = end > start && text[end - 1] == UInt8(ascii: "\r")
        return (start..<(hasReturn ? end - 1 : end), end + 1)
    }

    /// The label of a line that begins with `prefix` and ends in five dashes.
    private static func label(_ line: Span<UInt8>, after prefix: String) -> String? {
        let dashes = 5
        let start = prefix.utf8.count
        guard starts(line, with: prefix), line.count > start + dashes,
            (line.count - dashes..<line.count).allSatisfy({ line[$0] == UInt8(ascii: "-") })
        else { return nil }
        let label = (start..<line.count - dashes).map { line[$0] }
        let isLabel = label.allSatisfy { byte in
            UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || byte == UInt8(ascii: " ")
        }
        return isLabel ? String(decoding: label, as: UTF8.self) : nil
    }

    /// The error for what follows the block.
    private static func surplus(_ rest: Span<UInt8>) -> RequestCryptoError {
        guard starts(rest.extracting(trimmedRange(of: rest)), with: begin) else {
            return RequestCryptoError(.malformedPEM, "something follows the \"-----END\" line")
        }
        return RequestCryptoError(
            .malformedPEM, "there is more than one PEM block", hint: "keep the one block that holds the key")
    }

    private static func starts(_ text: Span<UInt8>, with prefix: String) -> Bool {
        text.count >= prefix.utf8.count && zip(text.indices, prefix.utf8).allSatisfy { text[$0] == $1 }
    }

    /// Where the text is without the blanks and line breaks at both ends.
    private static func trimmedRange(of text: Span<UInt8>) -> Range<Int> {
        let blanks = " \t\r\n".utf8
        guard let first = text.indices.first(where: { !blanks.contains(text[$0]) }),
            let last = text.indices.last(where: { !blanks.contains(text[$0]) })
        else { return 0..<0 }
        return first..<last + 1
    }
}

extension Span<UInt8> {
    fileprivate func contains(_ byte: UInt8) -> Bool { indices.contains { self[$0] == byte } }
}
