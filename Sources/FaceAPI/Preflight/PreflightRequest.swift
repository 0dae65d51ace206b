// SPDX-License-Identifier: Apache-2.0

/// A description of a request that can be held against the documentation before anything is sent.
///
/// The checks are pure functions of the description: they read no file and open no connection.
public protocol PreflightRequest: Hashable, Sendable {
    /// The page that describes the API.
    static var page: DocumentationPage { get }

    /// Everything the documentation says against the request, in the order of its parameters.
    func findings() -> [PreflightFinding]
}

extension PreflightRequest {
    /// Lets a request pass that has warnings at most.
    ///
    /// - Returns: the warnings.
    /// - Throws: `PreflightError` with every finding, when at least one is a refusal.
    public func check() throws(PreflightError) -> [PreflightFinding] {
        let findings = findings()
        if let error = PreflightError(findings) { throw error }
        return findings
    }
}
