// SPDX-License-Identifier: Apache-2.0

/// The parts of a TC3 `Authorization` header that arrived.
struct TC3Authorization: Hashable, Sendable {
    let secretID: String
    /// `<date>/<service>/tc3_request`.
    let scope: String
    let signedHeaders: String
    let signature: String

    /// Reads a header's value; `nil` unless it is one of three parts, separated by a comma and a
    /// blank, with a scope of three parts.
    init?(headerValue: String) {
        let prefix = TC3Signature.algorithm + " "
        guard headerValue.hasPrefix(prefix) else { return nil }
        let parts = Self.split(headerValue.dropFirst(prefix.utf8.count), at: ", ")
        guard parts.count == 3,
            let credential = Self.value(of: "Credential", in: parts[0]),
            let signedHeaders = Self.value(of: "SignedHeaders", in: parts[1]),
            let signature = Self.value(of: "Signature", in: parts[2])
        else { return nil }
        let names = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 4, names[3] == SigningKey.terminator, names.allSatisfy({ !$0.isEmpty }) else { return nil }
        secretID = String(names[0])
        scope = names[1...].joined(separator: "/")
        self.signedHeaders = String(signedHeaders)
        self.signature = String(signature)
    }

    /// The date and the service that the scope names.
    var scopeDate: String { String(scope.prefix { $0 != "/" }) }
    var scopeService: String {
        String(scope.drop { $0 != "/" }.dropFirst().prefix { $0 != "/" })
    }

    private static func value(of name: String, in part: Substring) -> Substring? {
        let prefix = name + "="
        guard part.hasPrefix(prefix), part.utf8.count > prefix.utf8.count else { return nil }
        return part.dropFirst(prefix.utf8.count)
    }

    private static func split(_ text: Substring, at separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = text
        while let range = rest.firstRange(of: separator) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }
}
