// SPDX-License-Identifier: Apache-2.0

extension TC3Verifier {
    /// Checks a request, and compares the sender's own steps with the verifier's.
    ///
    /// For a developer who has both: unlike ``verify(_:at:explains:)``, the report shows the
    /// signature that the verifier computed where that is the first difference. It also has what
    /// ``verify(_:at:explains:)`` finds and the steps do not show, so that no request matches here
    /// that is refused there.
    public func compare(
        _ message: HTTPRequestMessage, with steps: SigningSteps, at now: Int64? = nil
    ) -> VerificationReport {
        let reading = read(message, now: now)
        let known = judge(reading, explains: true)
        guard let request = reading.request, let expected = reading.expected, let trial = reading.trial else {
            return known
        }
        for (step, ours, theirs) in [
            (VerificationReport.Step.canonicalRequest, expected.canonicalRequest, steps.canonicalRequest),
            (.stringToSign, expected.stringToSign, steps.stringToSign),
            (.signature, trial.signature(of: expected), steps.signature ?? request.authorization.signature),
        ] {
            guard let theirs, let difference = LineDifference(expected: ours, received: theirs) else { continue }
            let explained = known.findings.first { $0.step == step && $0.difference.line == difference.line }
            let finding = VerificationReport.Finding(
                step: step, cause: explained?.cause ?? .signature, difference: difference,
                explanation: explained?.explanation ?? "the steps differ from here on")
            let signs = trial.isSigned(stringToSign(of: steps, expected), by: expected, or: request.authorization)
            let others = known.findings.filter { other in
                // The steps say why the signature does not fit when they lead to it.
                other != explained && !(other.cause == .signature && signs)
            }
            return report([finding] + others, expected: expected)
        }
        return known
    }

    /// The text that the sender signed, by its own account.
    private func stringToSign(of steps: SigningSteps, _ expected: SenderSteps) -> String {
        if let text = steps.stringToSign { return text }
        guard let canonicalRequest = steps.canonicalRequest else { return expected.stringToSign }
        return expected.stringToSign(over: Array(canonicalRequest.utf8))
    }
}
