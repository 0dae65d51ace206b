// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import TC3Signing

/// Decides which faults strike which request, and counts them.
///
/// The same seed and the same order of requests give the same faults, and no fault shifts what another does.
final class FaultInjector: Sendable {
    /// A fault and what it has done.
    struct Count: Sendable {
        let fault: Fault
        /// The requests it was asked about.
        var considered = 0
        /// The requests it struck.
        var struck = 0
    }

    private struct State {
        var counts: [Count]
        /// A stream for each fault.
        var random: [SplitMix]

        init(_ faults: [Fault], seed: UInt64) {
            counts = faults.map { Count(fault: $0) }
            var seeds = SplitMix(seed)
            random = faults.map { _ in SplitMix(seeds.next()) }
        }
    }

    private let faults: [Fault]
    private let seed: UInt64
    private let state: Mutex<State>

    init(_ faults: [Fault], seed: UInt64) {
        self.faults = faults
        self.seed = seed
        state = Mutex(State(faults, seed: seed))
    }

    /// The faults that strike the next request.
    func plan(for action: String?) -> FaultPlan {
        guard !faults.isEmpty else { return FaultPlan() }
        return state.withLock { state in
            var plan = FaultPlan()
            for index in state.counts.indices {
                let trigger = state.counts[index].fault.trigger
                if let wanted = trigger.action, wanted != action { continue }
                state.counts[index].considered += 1
                // Both drawn for each request, struck or not, so that a limit does not shift what is drawn after it.
                let drawn = state.random[index].unit()
                let garbling = state.random[index].next()
                let turn = state.counts[index].considered - trigger.after
                guard turn > 0, drawn < trigger.rate ?? 1, turn % (trigger.every ?? 1) == 0,
                    state.counts[index].struck < trigger.count ?? .max
                else { continue }
                state.counts[index].struck += 1
                plan.add(state.counts[index].fault.kind, garbling: garbling)
            }
            return plan
        }
    }

    var counts: [Count] { state.withLock { $0.counts } }

    /// Counts from 0 and draws from the seed again.
    func reset() {
        state.withLock { $0 = State(faults, seed: seed) }
    }
}

/// The faults that strike one request.
struct FaultPlan: Sendable {
    private(set) var names: [String] = []
    private(set) var delay = Duration.zero
    private(set) var ending = HandledExchange.Ending.whole
    private(set) var status: (code: Int, retryAfter: Int?)?
    private(set) var throttles = false
    private(set) var skew: Int64 = 0
    private(set) var expiresToken = false
    private(set) var announcesWrongDigests = false
    /// Where the answer's bytes are altered; nil for nowhere.
    private(set) var garbling: UInt64?

    mutating func add(_ kind: Fault.Kind, garbling seed: UInt64) {
        names.append(kind.name)
        switch kind {
        case .delay(let milliseconds): delay += .milliseconds(milliseconds)
        case .reset(let midway): ending = midway ? .resetMidway : .resetBefore
        case .truncate: ending = .truncated
        case .garble: garbling = seed
        case .status(let code, let retryAfter): status = (code, retryAfter)
        case .throttle: throttles = true
        case .skew(let seconds): skew += seconds
        case .expiredToken: expiresToken = true
        case .wrongDigest: announcesWrongDigests = true
        }
    }

    /// The answer as it leaves a broken gateway.
    func spoil(_ reply: inout HTTPReply) {
        if let status {
            reply = HTTPReply(status: status.code, contentType: "text/html")
            reply.body = Array("<html><body><h1>\(status.code)</h1></body></html>\n".utf8)
            if let seconds = status.retryAfter {
                reply.headers.append(.init(name: "Retry-After", value: String(seconds)))
            }
        }
        guard let garbling, !reply.body.isEmpty else { return }
        var random = SplitMix(garbling)
        // One byte in 16, and always the first, so that the answer is no JSON.
        reply.body[0] = 0xff
        for _ in 0..<(reply.body.count / 16) {
            reply.body[Int(random.next() % UInt64(reply.body.count))] ^= 0x80
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): repeatable, and nothing that a secret may come from.
struct SplitMix: Sendable {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to 1, without 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
