// SPDX-License-Identifier: Apache-2.0

/// A header of a request, as it is sent.
///
/// Its description, and what a debugger shows, leave out the value of a token.
public struct HeaderField: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The name, in the letter case it is sent in.
    public let name: String
    /// The value.
    public let value: String

    /// Makes a header; what may stand in it is checked where it is used.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// Whether this is the header of that name; letter case does not count (RFC 9110, section 5.1).
    public func isNamed(_ name: String) -> Bool {
        self.name.utf8.count == name.utf8.count
            && zip(self.name.utf8, name.utf8).allSatisfy { ASCII.lowerCased($0) == ASCII.lowerCased($1) }
    }

    /// The header as a line, with a token left out.
    public var description: String { "\(name): \(shownValue)" }

    /// The name and the value, with a token left out.
    public var customMirror: Mirror {
        Mirror(self, children: ["name": name, "value": shownValue], displayStyle: .struct)
    }

    private var shownValue: String { isNamed("x-tc-token") ? "redacted" : value }
}
