// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceSandbox
import RequestCrypto
import SecretMemory
import StrictJSON

/// `tcface sandbox`: a stand-in for the services on this machine, until it is told to stop.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Stand in for the services on this machine.",
        discussion: """
            It verifies signatures, opens envelopes and checks parameters and media for real. It judges no faces: what \
            a model would decide comes from the scenario, or from documented defaults. It listens on this machine \
            alone, and makes new keys and a new credential each time.

            Examples:
              tcface sandbox --print-env > sandbox.env &
              tcface sandbox --scenario rules.json --fault 'delay:rate=0.1,ms=250' --seed 7
            """)

    @Option(help: ArgumentHelp("The port of the services; 0 for any that is free.", valueName: "N"))
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("The port that tells what came in; 0 for any that is free.", valueName: "N"))
    var managementPort: UInt16 = 0

    @Option(help: ArgumentHelp("What to answer, as JSON.", valueName: "FILE"))
    var scenario: String?

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp("A fault to make, such as reset:every=5; may be given again.", valueName: "SPEC"))
    var faults: [String] = []

    @Option(help: ArgumentHelp("Makes the faults come in the same order again.", valueName: "N"))
    var seed: UInt64?

    @Flag(help: "Do not hold requests to the rates that the APIs' pages name.")
    var noRateLimits = false

    @Flag(help: "Print lines for a shell, the secret key among them, and go on serving.")
    var printEnv = false

    @Option(name: .customLong("output"), help: "How to report; json is what --print-env tells, as one line of JSON.")
    var format: ReportFormat = .text

    func validate() throws {
        guard port == 0 || port != managementPort else {
            throw ValidationError("--port and --management-port are both \(port): give two, or 0 for any that is free")
        }
    }

    func run() async throws {
        var settings = SandboxConfiguration()
        settings.port = port
        settings.managementPort = managementPort
        if let scenario { settings.scenario = try Scenario.load(path: scenario) }
        settings.faults = try faults.map { try Fault($0) }
        settings.seed = seed
        if noRateLimits { settings.rateLimits = .off }
        settings.log = { lines in
            for line in lines.split(separator: "\n") { Terminal.log(String(line)) }
        }
        // Before there is a folder that a signal could leave behind, and to the end of the one that is made below.
        let stop = await StopSignal()
        defer { withExtendedLifetime(stop) {} }
        let sandbox = try FaceSandbox(settings)
        try await sandbox.start()
        var folder = try PrivateFolder()
        let rsa = try folder.write(sandbox.rsaPublicKey.pem(), to: "rsa.pub.pem")
        let sm2 = try folder.write(sandbox.sm2PublicKey.pem(), to: "sm2.pub.pem")
        if printEnv || format == .json {
            try printEnvironment(of: sandbox, rsa: rsa, sm2: sm2)
        } else {
            try Terminal.say(
                """
                services     \(sandbox.endpoint)
                management   \(sandbox.managementEndpoint)
                secret ID    \(sandbox.secretID)   (--print-env prints the key)
                public keys  \(rsa)
                             \(sm2)
                """)
        }
        await stop.wait()
        await sandbox.stop()
    }

    /// What a client needs, for a shell or a program; whoever redirects it into a file has a secret there.
    private func printEnvironment(of sandbox: FaceSandbox, rsa: String, sm2: String) throws {
        let variables = [
            ("TENCENTCLOUD_SECRET_ID", sandbox.secretID), (Self.keyName, Self.keyMark),
            ("TCFACE_ENDPOINT", sandbox.endpoint), ("TCFACE_RSA_PUBLIC_KEY", rsa), ("TCFACE_SM2_PUBLIC_KEY", sm2),
            ("TCFACE_MANAGEMENT_ENDPOINT", sandbox.managementEndpoint),
        ]
        let text =
            switch format {
            case .text: variables.map { "\($0)='\($1.replacing("'", with: "'\\''"))'\n" }.joined()
            case .json:
                JSONValue.object(variables.map { .init($0, .string($1)) }).serializedText() + "\n"
            }
        guard let place = text.firstRange(of: Self.keyMark) else {
            throw Failure("the report has no place for the key")
        }
        let head = Array(text[..<place.lowerBound].utf8)
        let tail = Array(text[place.upperBound...].utf8)
        // One write: whoever waits for the report in a file gets all of it or nothing. The key is made of letters and
        // digits, which stand as they are in both forms.
        let report = sandbox.exportSecretKey().withBytes { key in
            SecretBytes(byteCount: head.count + key.count + tail.count) { output in
                for byte in head { output.append(byte) }
                for index in key.indices { output.append(key[index]) }
                for byte in tail { output.append(byte) }
            }
        }
        try report.withBytes { bytes in try StandardStream.output.write(bytes) }
    }

    private static let keyName = "TENCENTCLOUD_SECRET_KEY"
    /// Stands where the key goes until the text is in memory that is wiped.
    ///
    /// Before it there is only the secret ID, of letters and digits.
    private static let keyMark = "\u{7F}"
}
