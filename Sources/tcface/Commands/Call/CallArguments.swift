// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import RequestCrypto
import TC3Signing

/// What every call takes.
struct CallArguments: ParsableArguments {
    enum SiteArgument: String, ExpressibleByArgument, CaseIterable {
        case international
        case mainland
    }

    @Flag(help: "Call a sandbox that is started for this call, with fresh keys and a credential of its own.")
    var sandbox = false

    @Option(help: ArgumentHelp("What the sandbox answers, as JSON.", valueName: "FILE"))
    var scenario: String?

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp("What goes wrong in the sandbox, such as throttle:count=1.", valueName: "SPEC"))
    var faults: [String] = []

    @Option(help: ArgumentHelp("One endpoint for everything; TCFACE_ENDPOINT if left out.", valueName: "URL"))
    var endpoint: String?

    @Option(help: "Whose hosts are called where no endpoint is given.")
    var site: SiteArgument = .international

    @Option(help: ArgumentHelp("The region, for APIs that take one.", valueName: "R"))
    var region: String?

    @OptionGroup var signer: ProfileArguments

    @Option(help: ArgumentHelp("The time for the whole call, further attempts included.", valueName: "S"))
    var timeout: Double?

    @Option(
        help: ArgumentHelp(
            "How often a call is made again at most; once for a wrong clock and once for a refused token come on top.",
            valueName: "N"))
    var retries: Int?

    @Flag(inversion: .prefixedNo, help: "Hold the request against the documentation before anything is sent.")
    var preflight = true

    @Option(name: .customLong("ca-file"), help: ArgumentHelp("The authorities to trust, as PEM.", valueName: "FILE"))
    var authorityFile: String?

    @Option(help: ArgumentHelp("The proxy, such as http://host:port; no variable sets one.", valueName: "URL"))
    var proxy: String?

    @Flag(help: "Tell on standard error of each attempt, without secrets and content.")
    var verbose = false

    @Option(name: .customLong("output"), help: "How to report.")
    var format: ReportFormat = .text

    func validate() throws {
        guard !sandbox || (endpoint == nil && signer.profile == nil) else {
            throw ValidationError("--sandbox has an endpoint and a credential of its own")
        }
        guard sandbox || (scenario == nil && faults.isEmpty) else {
            throw ValidationError("--scenario and --fault go with --sandbox")
        }
        guard timeout.map({ $0 > 0 && $0 <= 86_400 }) ?? true else {
            throw ValidationError("--timeout is a number of seconds, more than 0 and at most 86400")
        }
        guard retries.map({ (0...100).contains($0) }) ?? true else {
            throw ValidationError("--retries is a number from 0 to 100")
        }
    }

    /// Refuses a threshold that no score can be compared with.
    static func check(threshold: Double) throws {
        guard (0...100).contains(threshold) else { throw ValidationError("--threshold is a number from 0 to 100") }
    }

    /// Refuses what no header of a request may hold.
    static func checkHeaders(action: String = "A", version: String = "1", region: String?) throws {
        _ = try Failure.ofArguments {
            try TC3Request(host: "localhost", action: action, version: version, region: region)
        }
    }

    /// Opens the place that is called, calls, reports, and closes it.
    ///
    /// - Parameter call: makes the call and gives its report.
    func run(_ call: (CallSession) async throws -> CallReport) async throws {
        try Self.checkHeaders(region: region)
        let place = try await CallPlace.open(self)
        let failure: (any Error)?
        do {
            let report = try await call(try CallSession(self, place))
            if !report.isSilent {
                switch format {
                case .json: try Terminal.say(report.json)
                case .text: try Terminal.say(report.text)
                }
            }
            failure = report.failure
        } catch {
            if format == .json, let error = error as? FaceAPIError { try Terminal.say(CallReport.json(of: error)) }
            failure = error
        }
        await place.close()
        if let failure { throw failure }
    }
}
