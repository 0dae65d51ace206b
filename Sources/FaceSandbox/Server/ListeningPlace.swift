// SPDX-License-Identifier: Apache-2.0

internal import FlyingSocks
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A port that a listener was told to take, and who told it.
struct ListeningPlace {
    /// The member of ``SandboxConfiguration`` that names it.
    let setting: String
    /// The port; 0 takes one that is free.
    let port: UInt16

    /// Why nothing listens there.
    ///
    /// - Parameters:
    ///   - address: the address that could not be had
    ///   - taken: the port that could not be had, where this place has none of its own
    func refusal(_ error: any Error, at address: String, taken: UInt16) -> SandboxError {
        let port = port == 0 ? taken : port
        let code: Int32? = if case .failed(_, let code, _)? = error as? SocketError { code } else { nil }
        let place = port == 0 ? "\(address)" : "port \(port) of \(address)"
        let message =
            switch code {
            case EADDRINUSE? where port != 0: "\(place) is in use"
            case let code?: "cannot listen on \(place): \(String(cString: strerror(code)))"
            case nil: "cannot listen on \(place): \(error)"
            }
        return SandboxError(
            .cannotListen, message,
            hint: self.port == 0 ? nil : "set \(setting) to another port, or to 0 for any that is free")
    }
}
