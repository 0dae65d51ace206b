// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `tcface call`: calls a service, or a sandbox on this machine.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call a service, or a sandbox on this machine.",
        discussion: """
            Where a call goes: --sandbox, --endpoint or TCFACE_ENDPOINT, else the vendor's hosts. \
            Requests are held against the documentation first, signed, and made again where that can help.

            With --output json, what fails in a call is {"error":{…}} on standard output, too; its attempts, how often \
            the request was sent, is left out where nothing was.

            Examples:
              tcface call detect-ai-fake-faces --media clip.mp4 --encrypt sm4-gcm --sandbox
              tcface call get-liveness-result --sdk-token T --region ap-singapore --video v.mp4
              tcface call raw --service faceid --action BankCardVerification \\
                --version 2018-03-01 --body request.json --fields Name,BankCard
            """,
        subcommands: [
            CallDetectAIFakeFaces.self, CallLivenessCompare.self, CallGetLivenessResult.self,
            CallDetectLiveFaceAccurate.self, CallLiveDetectPicture.self, CallRaw.self,
        ])
}
