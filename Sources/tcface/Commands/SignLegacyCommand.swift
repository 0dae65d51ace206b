// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import StrictJSON
import TC3Signing

/// `tcface sign-legacy`: the HMAC-SHA1 signature of the older image services.
struct SignLegacyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-legacy",
        abstract: "Make the Authorization value of the older image services (livedetectpicture).",
        discussion: """
            The face services want the multi-use form. A signature for one file only is single-use and does not \
            expire.

            Examples:
              tcface sign-legacy --app-id 1252821871 --bucket tencentyun --expires 300
              tcface sign-legacy --app-id 200001 --bucket newbucket --single-use \\
                --file-id /200001/newbucket/a.jpg
            """)

    @Option(help: ArgumentHelp("The account's AppID.", valueName: "N"))
    var appID: String

    @Option(help: ArgumentHelp("The bucket; the face services need none.", valueName: "B"))
    var bucket = ""

    @Option(
        help: ArgumentHelp(
            "When it expires: Unix seconds, or a number of seconds from the timestamp (at most 7776000; 300 if left out).",
            valueName: "N"))
    var expires: Int64?

    @Flag(help: "Make it good for one request on --file-id.")
    var singleUse = false

    @Option(help: ArgumentHelp("What it is bound to, encoded as it is signed.", valueName: "F"))
    var fileID: String?

    @Option(help: ArgumentHelp("Unix seconds; now if left out.", valueName: "N"))
    var timestamp: Int64?

    @Option(help: ArgumentHelp("A number of at most 10 digits; drawn by the system if left out.", valueName: "N"))
    var random: UInt64?

    @Flag(help: "Sign the older text, with u=0 before f.")
    var withUserID = false

    @OptionGroup var signer: ProfileArguments

    @Option(name: .customLong("output"), help: "How to report.")
    var format: ReportFormat = .text

    func validate() throws {
        guard !singleUse || expires == nil else {
            throw ValidationError("a single-use signature does not expire: leave out --expires")
        }
        guard !singleUse || fileID != nil else { throw ValidationError("--single-use needs --file-id") }
    }

    func run() throws {
        let credential = try self.signer.credentials.credential()
        let signer = try Failure.ofArguments {
            try LegacySigner(
                credential: credential, appID: appID, bucket: bucket, form: withUserID ? .withUserID : .current)
        }
        let time = timestamp ?? SystemClock.unixSeconds
        let number = try random ?? LegacySigner.randomNumber()
        let signature = try Failure.ofArguments {
            if singleUse {
                try signer.signSingleUse(fileID: fileID ?? "", at: time, random: number)
            } else {
                try signer.signMultiUse(
                    at: time, validFor: validity(from: time), random: number, fileID: fileID ?? "")
            }
        }
        switch format {
        case .text: try Terminal.say(signature.authorization)
        case .json:
            try Terminal.say([
                "authorization": .string(signature.authorization), "original": .string(signature.original),
            ])
        }
    }

    private func validity(from time: Int64) throws(Failure) -> Int64 {
        guard let expires else { return 300 }
        // No clock shows 1970 any more: so small a number can only count from the timestamp.
        guard expires > LegacySigner.maximumValidity else { return expires }
        guard expires > time else {
            throw Failure(
                "--expires \(expires) is a time that is not after the timestamp \(time)",
                hint: "up to \(LegacySigner.maximumValidity) it counts seconds from the timestamp, "
                    + "beyond that it is in Unix seconds", status: .usage)
        }
        // Too far apart for a number only when the timestamp is before 1970, which the signer refuses.
        let (seconds, isTooLong) = expires.subtractingReportingOverflow(time)
        return isTooLong ? .max : seconds
    }
}
