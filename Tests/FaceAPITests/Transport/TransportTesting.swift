// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation

extension TransportConfiguration {
    /// Limits that a test does not wait long for.
    static var impatient: TransportConfiguration {
        var configuration = TransportConfiguration()
        configuration.connectTimeout = .seconds(3)
        configuration.stallTimeout = .seconds(1)
        configuration.totalTimeout = .seconds(3)
        return configuration
    }
}

/// What a request came to, and after how long.
func outcome(
    of request: HTTPRequest, with transport: HTTPTransport
) async -> (result: Result<HTTPResponse, TransportError>, elapsed: Duration) {
    let start = ContinuousClock.now
    do throws(TransportError) {
        let response = try await transport.send(request)
        return (.success(response), start.duration(to: .now))
    } catch {
        return (.failure(error), start.duration(to: .now))
    }
}

extension Result {
    /// The error, when it is one.
    var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// A body that is made of one repeated byte, or breaks off after some of it.
final class GeneratedBody: RequestBodyReader {
    private var left: Int
    private let error: (any Error)?

    init(_ byteCount: Int, thenThrowing error: (any Error)? = nil) {
        left = byteCount
        self.error = error
    }

    func read(into buffer: inout OutputSpan<UInt8>) throws {
        if left == 0, let error { throw error }
        let count = min(left, buffer.freeCapacity)
        buffer.append(repeating: UInt8(ascii: "x"), count: count)
        left -= count
    }
}

/// The process as the kernel sees it; Linux only.
enum ProcessFacts {
    /// Whether the system tells; the tests that need it print that they are skipped when it does not.
    static let areKnown: Bool = {
        let known = descriptors != nil && peakResidentKiB != nil
        if !known { print("skipped: no /proc/self on this system, so descriptors and memory cannot be counted") }
        return known
    }()

    /// The open descriptors, each with what it leads to, or nil where /proc is missing.
    ///
    /// Timers are left out: the runtime opens one for each kind of `Task.sleep` and keeps it.
    static var descriptors: Set<String>? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else { return nil }
        let links = names.compactMap { name in
            // The one that lists the folder is gone by now.
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
            return target.map { "\(name): \($0)" }
        }
        return Set(links.filter { !$0.contains("timerfd") })
    }

    /// The most memory that has been resident at once, in KiB, or nil where /proc is missing.
    static var peakResidentKiB: Int? { status("VmHWM:") }

    private static func status(_ name: String) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix(name) }
            .flatMap { $0.split(whereSeparator: { " \t".contains($0) }).dropFirst().first }.flatMap { Int($0) }
    }
}
