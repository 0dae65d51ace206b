// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a task hands to the event loop: a request and where its result goes.
struct TransferTicket: Sendable {
    typealias Outcome = Result<HTTPResponse, TransportError>

    let request: CheckedRequest
    let progress: ProgressReporter?
    let cancellation: TransferCancellation
    /// Resumed exactly once, by whoever takes the ticket out of the mailbox or refuses it.
    let continuation: CheckedContinuation<Outcome, Never>
}

/// Whether the task behind a transfer has been cancelled: set by any thread, read by the event loop.
final class TransferCancellation: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() { flag.store(true, ordering: .releasing) }
}
