// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The `openssl` command, for certificates and servers that nobody should trust.
///
/// Output goes to files, never through pipes: a server started meanwhile would inherit the other end of
/// one, and its reader would wait for that server to end.
enum OpenSSLCommand {
    struct Failure: Error {
        let arguments: [String]
        let status: Int32
    }

    /// Whether there is one; the tests that need it print that they are skipped when there is not.
    static let isInstalled: Bool = {
        var status: Int32 = -1
        let found = (try? start(["version"])).map { waitpid($0, &status, 0) == $0 && status == 0 } ?? false
        if !found { print("skipped: TLS tests need the openssl command, which is not installed") }
        return found
    }()

    /// Runs a command to its end, on a thread of its own, so that no task is kept from running.
    static func run(_ arguments: [String]) async throws {
        let status = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        var status: Int32 = -1
                        let process = try start(arguments)
                        while waitpid(process, &status, 0) == -1, errno == EINTR {}
                        return status
                    })
            }
        }
        guard status == 0 else { throw Failure(arguments: arguments, status: status) }
    }

    /// Starts a command with its standard output in a file.
    static func start(_ arguments: [String], output: String = "/dev/null") throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = (["openssl"] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        var process = pid_t()
        let result = posix_spawnp(&process, "openssl", &actions, nil, words + [nil], environ)
        guard result == 0 else { throw Failure(arguments: arguments, status: result) }
        return process
    }
}

/// Certificates made for one test, in a folder that goes with it.
final class TestCertificates: Sendable {
    let folder: URL

    /// The authority that a client of the test trusts.
    var authority: String { path("authority.pem") }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tcface-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await makeAuthority("authority")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Makes a self-signed authority `NAME.pem` with its key.
    func makeAuthority(_ name: String) async throws {
        try await OpenSSLCommand.run(
            ["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=\(name) for tests", "-out", path("\(name).pem")]
                + newKey(name))
    }

    /// Makes `NAME.pem` with its key, signed by an authority, valid for `days` from now.
    func make(
        _ name: String, names: String = "DNS:localhost,IP:127.0.0.1", signedBy authority: String = "authority",
        days: Int = 2
    ) async throws {
        try await OpenSSLCommand.run(
            [
                "req", "-nodes", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-out",
                path("\(name).csr"),
            ]
                + newKey(name))
        try await OpenSSLCommand.run([
            "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).pem"), "-CAkey",
            path("\(authority).key"), "-CAcreateserial", "-copy_extensions", "copy", "-days", "\(days)", "-out",
            path("\(name).pem"),
        ])
    }

    /// The pin of a certificate's public key: base64 of the SHA-256 of its SPKI.
    func pin(of name: String) async throws -> String {
        try await OpenSSLCommand.run([
            "x509", "-in", path("\(name).pem"), "-pubkey", "-noout", "-out", path("\(name).pub"),
        ])
        try await OpenSSLCommand.run([
            "pkey", "-pubin", "-in", path("\(name).pub"), "-outform", "DER", "-out", path("\(name).der"),
        ])
        try await OpenSSLCommand.run([
            "dgst", "-sha256", "-binary", "-out", path("\(name).sha256"), path("\(name).der"),
        ])
        return try Data(contentsOf: folder.appendingPathComponent("\(name).sha256")).base64EncodedString()
    }

    private func newKey(_ name: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", path("\(name).key")]
    }
}

/// `openssl s_server` on a port of 127.0.0.1 that it chose itself, answering every GET with a page.
final class TLSServer: Sendable {
    struct NoPort: Error {}

    let port: Int
    private let process: pid_t

    init(_ certificates: TestCertificates, _ name: String, options: [String] = []) async throws {
        let output = certificates.path("\(UUID().uuidString).out")
        process = try OpenSSLCommand.start(
            [
                "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificates.path("\(name).pem"), "-key",
                certificates.path("\(name).key"),
            ] + options, output: output)
        for _ in 0..<1_000 {
            let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
            if let port = lines.first(where: { $0.hasPrefix("ACCEPT") })?.split(separator: ":").last.flatMap({ Int($0) }
            ) {
                self.port = port
                return
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        kill(process, SIGKILL)
        throw NoPort()
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }
}
