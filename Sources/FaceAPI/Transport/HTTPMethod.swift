// SPDX-License-Identifier: Apache-2.0

/// The request methods that the transport sends.
public struct HTTPMethod: Hashable, Sendable, CustomStringConvertible {
    /// The name on the wire.
    public let name: String
    /// Whether the method only reads, by RFC 9110 section 9.2.1, so that it may be sent again at will.
    public let isSafe: Bool
    /// Whether a request of this method has a body; one without content then says `Content-Length: 0`.
    public let takesBody: Bool

    // Private, so that no method name from outside can reach the request line.
    private init(_ name: String, isSafe: Bool, takesBody: Bool) {
        self.name = name
        self.isSafe = isSafe
        self.takesBody = takesBody
    }

    /// Reads.
    public static let get = HTTPMethod("GET", isSafe: true, takesBody: false)
    /// Reads the header section only.
    public static let head = HTTPMethod("HEAD", isSafe: true, takesBody: false)
    /// Sends a body to be acted on.
    public static let post = HTTPMethod("POST", isSafe: false, takesBody: true)
    /// Sends a body to be stored.
    public static let put = HTTPMethod("PUT", isSafe: false, takesBody: true)
    /// Deletes.
    public static let delete = HTTPMethod("DELETE", isSafe: false, takesBody: false)

    /// The name on the wire.
    public var description: String { name }
}
