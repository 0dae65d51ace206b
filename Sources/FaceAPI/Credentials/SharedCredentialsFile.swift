// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
public import TC3Signing

/// The file that the vendor's SDKs share: `~/.tencentcloud/credentials`, or the one that
/// `TENCENTCLOUD_CREDENTIALS_FILE` names.
///
/// Its lines are `[section]`, `secret_id = …`, `secret_key = …`, and `token = …` for temporary credentials.
public struct SharedCredentialsFile: CredentialPlace {
    private let section: String
    private let environment: ProcessEnvironment

    /// Names a section; the file is read when asked.
    public init(section: String = "default", environment: ProcessEnvironment = .current) {
        self.section = section
        self.environment = environment
    }

    /// The credential, or `nil` when there is no such file or section.
    ///
    /// - Throws: ``CredentialError`` with `unreadable` when the file is there and cannot be read, `malformed` for a
    ///   line that is neither section nor setting or a value that no credential has, `incomplete` when the section has
    ///   only an ID or only a key.
    public func credential() throws(CredentialError) -> Credential? {
        let path: String
        if let named = environment["TENCENTCLOUD_CREDENTIALS_FILE"] {
            path = named
        } else if let home = environment["HOME"] {
            path = "\(home)/.tencentcloud/credentials"
        } else {
            return nil
        }
        guard let content = try CredentialFile.read(path) else { return nil }
        return try content.withBytes { bytes throws(CredentialError) in
            try parts(in: bytes, path: path)
                .credential(from: path, idName: "secret_id", keyName: "secret_key")
        }
    }

    /// Reads the section's settings, without making a string of what may be secret.
    private func parts(in text: Span<UInt8>, path: String) throws(CredentialError) -> CredentialParts {
        var parts = CredentialParts()
        var isHere = false
        var (start, number) = (Self.hasByteOrderMark(text) ? 3 : 0, 0)
        while start < text.count {
            let end = Self.first("\n", in: text, start..<text.count) ?? text.count
            let line = Self.trimmed(start..<end, in: text)
            (start, number) = (end + 1, number + 1)
            guard !line.isEmpty, text[line.lowerBound] != UInt8(ascii: "#"), text[line.lowerBound] != UInt8(ascii: ";")
            else { continue }
            if text[line.lowerBound] == UInt8(ascii: "[") {
                let name = Self.trimmed(line.dropFirst().dropLast(), in: text)
                isHere = text[line.upperBound - 1] == UInt8(ascii: "]") && Self.string(name, in: text) == section
                continue
            }
            guard let equals = Self.first("=", in: text, line) else {
                throw CredentialError(
                    .malformed, "line \(number) of \(path) is neither a section nor a setting",
                    hint: "sections look like [default], settings like secret_id = AKID…")
            }
            guard isHere else { continue }
            let value = Self.trimmed(equals + 1..<line.upperBound, in: text)
            switch Self.string(Self.trimmed(line.lowerBound..<equals, in: text), in: text) {
            case "secret_id": parts.secretID = Self.string(value, in: text)
            case "secret_key": parts.secretKey = SecretBytes(copying: text.extracting(value))
            case "token": parts.token = SecretBytes(copying: text.extracting(value))
            default: continue
            }
        }
        return parts
    }

    // MARK: - Text in place

    /// Whether the text starts as some editors start a file in UTF-8.
    private static func hasByteOrderMark(_ text: Span<UInt8>) -> Bool {
        text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
    }

    private static func first(_ byte: Unicode.Scalar, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        range.first { text[$0] == UInt8(ascii: byte) }
    }

    /// The range without blanks, and the carriage return of a CR LF, at its ends.
    private static func trimmed(_ range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        func isBlank(_ index: Int) -> Bool {
            [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(text[index])
        }
        guard let first = range.first(where: { !isBlank($0) }), let last = range.last(where: { !isBlank($0) }) else {
            return range.lowerBound..<range.lowerBound
        }
        return first..<last + 1
    }

    private static func string(_ range: Range<Int>, in text: Span<UInt8>) -> String {
        String(decoding: range.map { text[$0] }, as: UTF8.self)
    }
}
