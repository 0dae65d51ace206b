// SPDX-License-Identifier: Apache-2.0

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
    /// - Throws: ``CredentialError``
    public func credential() throws(CredentialError) -> Credential? {
        let path: String
        if let named = environment["TENCENTCLOUD_CREDENTIALS_FILE"] {
            path = named
        } else if let home = environment["HOME"] {
            path = "\(home)/.tencentcloud/credentials"
        } else {
            return nil
        }
        guard let bytes = try CredentialFile.read(path) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CredentialError(.malformed, "\(path) is not UTF-8")
        }
        return try parts(in: text, path: path).credential(
            from: path, idName: "secret_id", keyName: "secret_key")
    }

    private func parts(in text: String, path: String) throws(CredentialError) -> CredentialParts {
        var parts = CredentialParts()
        var isHere = false
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmingBlanks
            guard let first = line.first, first != "#", first != ";" else { continue }
            if first == "[" {
                isHere = line.last == "]" && line.dropFirst().dropLast().trimmingBlanks == section[...]
                continue
            }
            guard let equals = line.firstIndex(of: "=") else {
                throw CredentialError(.malformed, "line \(number + 1) of \(path) is neither a section nor a setting")
            }
            guard isHere else { continue }
            let value = String(line[line.index(after: equals)...].trimmingBlanks)
            switch line[..<equals].trimmingBlanks {
            case "secret_id": parts.secretID = value
            case "secret_key": parts.secretKey = value
            case "token": parts.token = value
            default: continue
            }
        }
        return parts
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let front = drop(while: isBlank)
        guard let last = front.lastIndex(where: { !isBlank($0) }) else { return front }
        return front[...last]
    }
}
