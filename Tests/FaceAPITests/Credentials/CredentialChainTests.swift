// SPDX-License-Identifier: Apache-2.0

import Foundation
import TC3Signing
import Testing

@testable import FaceAPI

@Suite struct CredentialChainTests {
    private static let key = "abcdefghijklmnopqrstuvwxyz"
    private static let environment = [
        "TENCENTCLOUD_SECRET_ID": "AKIDenvironment", "TENCENTCLOUD_SECRET_KEY": key,
    ]

    @Test func theEnvironmentComesFirst() throws {
        let home = try Self.home([
            ".tencentcloud/credentials": "[default]\nsecret_id = AKIDfile\nsecret_key = \(Self.key)\n"
        ])
        defer { Self.remove(home) }
        #expect(try Self.secretID(home, Self.environment) == "AKIDenvironment")
        #expect(try Self.secretID(home) == "AKIDfile")
    }

    @Test func aNamedProfileIsNotReplacedByTheEnvironment() throws {
        let home = try Self.home([:])
        defer { Self.remove(home) }
        let error = #expect(throws: CredentialError.self) {
            try Self.secretID(home, Self.environment, profile: "absent")
        }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("absent") == true)
        // Setting the variables, which the general hint asks for, would not help here.
        #expect(error?.hint?.contains("TENCENTCLOUD_SECRET_ID") == false)
    }

    @Test(arguments: [
        "[default]\nsecret_id = AKID1\nsecret_key = KEY\n", "[default]\r\nsecret_id=AKID1\r\nsecret_key=KEY\r\n",
        "\u{FEFF}[default]\nsecret_id=AKID1\nsecret_key=KEY",
        "# a comment\n; another\n[ default ]\n"
            + "\tsecret_id\t=\tAKID1\n\n secret_key = KEY \nregion = x\n",
        "[other]\nsecret_id = no\nsecret_key = no\n[default]\nsecret_id = AKID1\nsecret_key = KEY\n[third]\nsecret_id = no\n",
    ])
    func theSharedFileIsReadInEveryUsualForm(text: String) throws {
        let home = try Self.home([".tencentcloud/credentials": text])
        defer { Self.remove(home) }
        let credential = try #require(try SharedCredentialsFile(environment: .init(["HOME": home])).credential())
        #expect(credential.secretID == "AKID1")
        #expect(credential.withSecretKey { key in key.indices.map { key[$0] } } == Array("KEY".utf8))
        #expect(!credential.isTemporary)
    }

    @Test(
        arguments: [
            (".tencentcloud/credentials", "[default]\nsecret_id = AKID\n", CredentialError.Code.incomplete),
            (".tencentcloud/credentials", "[default]\nsecret_key = k\n", .incomplete),
            (".tencentcloud/credentials", "[default]\nsecret_id = AKID\nsecret_key = q9 z7\n", .malformed),
            (".tencentcloud/credentials", "[default]\nsecret_id = AKID\nsecret_key =\n", .malformed),
            (".tencentcloud/credentials", "secret", .malformed),
            (".tencentcloud/credentials", String(repeating: "#", count: 70_000), .unreadable),
            (".tencentcloud/credentials/file", "", .unreadable),
            (".tencentcloud/credentials", "[another]\nsecret_id = AKID\nsecret_key = k\n", .notFound),
            (".tencentcloud/credentials", "", .notFound),
            (".tccli/default.credential", "{", .malformed), (".tccli/default.credential", "[]", .malformed),
            (".tccli/default.credential", #"{"secretId":5,"secretKey":"k"}"#, .malformed),
            (".tccli/default.credential", #"{"secretId":"AKID","secretKey":["k"]}"#, .malformed),
            (".tccli/default.credential", #"{"secretId":"AKID"}"#, .incomplete),
            (".tccli/default.credential", #"{"secretId":"AKID","secretKey":"q9\nz7"}"#, .malformed),
            (".tccli/default.credential", #"{"type":"oauth","secretId":"AKID","secretKey":"k"}"#, .malformed),
            (".tccli/default.credential", #"{"secretId":null,"secretKey":null}"#, .notFound),
        ] as [(String, String, CredentialError.Code)])
    func aFileThatIsNoCredentialIsNamedAndNotPassedOver(
        name: String, text: String, code: CredentialError.Code
    ) throws {
        let home = try Self.home([name: text])
        defer { Self.remove(home) }
        let error = #expect(throws: CredentialError.self) { try Self.secretID(home) }
        #expect(error?.code == code)
        #expect(error?.description.contains("q9") == false)
    }

    @Test func aTCCLIProfileMayHaveEscapesAndAToken() throws {
        let home = try Self.home([
            ".tccli/p.credential": #"{"secretId":"AKID","secretKey":"a\/b\u0063","token":"t"}"#
        ])
        defer { Self.remove(home) }
        let profile = TCCLIProfile(name: "p", environment: .init(["HOME": home]))
        let credential = try #require(try profile.credential())
        #expect(credential.withSecretKey { key in key.indices.map { key[$0] } } == Array("a/bc".utf8))
        #expect(credential.isTemporary)
    }

    private static func secretID(
        _ home: String, _ variables: [String: String] = [:], profile: String? = nil
    ) throws -> String {
        let environment = ProcessEnvironment(variables.merging(["HOME": home]) { _, new in new })
        return try CredentialChain.standard(profile: profile, environment: environment).credential().secretID
    }

    private static func home(_ files: [String: String]) throws -> String {
        let home = NSTemporaryDirectory() + "tcface-home-\(UUID().uuidString)"
        for (name, text) in files {
            let place = URL(fileURLWithPath: "\(home)/\(name)")
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: place)
        }
        return home
    }

    private static func remove(_ home: String) { try? FileManager.default.removeItem(atPath: home) }
}
