// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A scenario in use: how often each action was called, and how often each rule applied.
final class ScenarioRun: Sendable {
    private struct State {
        var scenario: Scenario
        var calls: [String: Int] = [:]
        var uses: [Int: Int] = [:]
    }

    private let state: Mutex<State>

    init(_ scenario: Scenario) {
        state = Mutex(State(scenario: scenario))
    }

    /// Starts over with another scenario, or with the same one.
    func restart(with scenario: Scenario? = nil) {
        state.withLock { $0 = State(scenario: scenario ?? $0.scenario) }
    }

    /// Counts a call, and gives what the first rule that applies to it answers.
    func outcome(of action: String, _ subject: ScenarioSubject) -> ScenarioOutcome? {
        state.withLock { state in
            let call = state.calls[action, default: 0] + 1
            state.calls[action] = call
            for (index, rule) in state.scenario.rules.enumerated() {
                guard rule.times.map({ state.uses[index, default: 0] < $0 }) ?? true,
                    rule.applies(to: action, subject, call: call)
                else { continue }
                state.uses[index, default: 0] += 1
                return rule.outcome
            }
            return nil
        }
    }

    /// What is known of a token.
    enum TokenLookup {
        case known(ScenarioToken)
        /// The scenario has tokens, and not this one.
        case unknown
        /// The scenario has no tokens: any one will do.
        case anyGoes
    }

    func token(_ token: String) -> TokenLookup {
        state.withLock { state in
            guard !state.scenario.tokens.isEmpty else { return .anyGoes }
            return state.scenario.tokens.first { $0.token == token }.map { .known($0) } ?? .unknown
        }
    }

    var allowsNonceReuse: Bool { state.withLock { $0.scenario.allowsNonceReuse } }

    /// How many rules and tokens the scenario has.
    var count: Int { state.withLock { $0.scenario.count } }
}
