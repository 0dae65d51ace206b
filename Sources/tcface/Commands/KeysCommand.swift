// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto
import SecretMemory
import StrictJSON

/// `tcface keys`: key pairs for tests and sandboxes.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Make key pairs to wrap data keys with.", subcommands: [Generate.self])

    /// `tcface keys generate rsa|sm2 --out PREFIX`.
    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make PREFIX.pem (mode 600) and PREFIX.pub.pem.")

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case rsa
            case sm2
        }

        @Argument(help: "rsa carries AES-256-CBC keys, sm2 carries SM4-GCM keys; each can carry both.")
        var kind: Kind

        @Option(help: ArgumentHelp("Where the pair goes.", valueName: "PREFIX"))
        var out: String

        @Option(help: ArgumentHelp("The size of an RSA key, 1024 to 16384; 2048 if left out.", valueName: "N"))
        var bits: Int?

        @Flag(help: "Replace files that are there.")
        var force = false

        @Option(name: .customLong("output"), help: "How to report.")
        var format: ReportFormat = .text

        func validate() throws {
            guard bits == nil || kind == .rsa else { throw ValidationError("--bits goes with rsa: sm2 has one size") }
            guard bits.map({ (1024...16384).contains($0) }) ?? true else {
                throw ValidationError("--bits is a number from 1024 to 16384")
            }
            guard out != "-", out != "", out.last != "/" else {
                throw ValidationError("--out is the beginning of two files' names, such as service")
            }
        }

        func run() throws {
            let paths = (secret: "\(out).pem", open: "\(out).pub.pem")
            for path in [paths.secret, paths.open] where !force && FileIdentity(path: path) != nil {
                throw Failure("\(path) is there already", hint: "give another --out, or --force to replace it")
            }
            let pair =
                switch kind {
                case .rsa: try UnwrappingKey.generateRSA(bits: bits ?? 2048)
                case .sm2: try UnwrappingKey.generateSM2()
                }
            var secret = try OutputFile(paths.secret, inputs: [], isSecret: true)
            try pair.pem().withBytes { pem in try secret.write(pem) }
            var open = try OutputFile(paths.open, inputs: [])
            let pem = Array(pair.publicKey.pem().utf8)
            try open.write(pem.span)
            try secret.settle()
            try open.settle()
            try secret.commit()
            try open.commit()
            switch format {
            case .json: try Terminal.say(["privateKey": .string(paths.secret), "publicKey": .string(paths.open)])
            case .text: try Terminal.say("\(paths.secret) (keep it secret) and \(paths.open)")
            }
        }
    }
}
