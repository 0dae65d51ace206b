// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open descriptor that is written to the end or fails with a reason.
struct StandardStream {
    static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
    static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

    let descriptor: Int32
    let name: String

    /// Takes the places of standard streams that the caller closed, so that no file that is opened later is taken for
    /// one of them.
    ///
    /// What is opened here refuses the use that the stream is meant for, as a closed one does.
    static func occupyClosed() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is taken, which is this one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Whether a person is looking.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all bytes, through interruptions and short writes.
    func write(_ bytes: Span<UInt8>) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(written...)
            let count = rest.withUnsafeBufferPointer { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure("cannot write to \(name): \(systemReason(errno))")
            }
            written += count
        }
    }
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    // The module's own `write` would be found first by its short name.
    #if canImport(Glibc)
    Glibc.write(descriptor, base, count)
    #elseif canImport(Musl)
    Musl.write(descriptor, base, count)
    #else
    Darwin.write(descriptor, base, count)
    #endif
}
