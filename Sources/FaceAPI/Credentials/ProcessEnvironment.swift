// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The variables that a program was started with, or others in their place for a test.
public struct ProcessEnvironment: Sendable {
    private let lookUp: @Sendable (String) -> String?

    /// This process's own variables.
    public static let current = ProcessEnvironment { name in getenv(name).map { String(cString: $0) } }

    /// Given variables.
    public init(_ variables: [String: String]) { lookUp = { variables[$0] } }

    private init(_ lookUp: @escaping @Sendable (String) -> String?) { self.lookUp = lookUp }

    /// A variable's value; `nil` when it is not set or empty.
    public subscript(name: String) -> String? {
        guard let value = lookUp(name), !value.isEmpty else { return nil }
        return value
    }
}
