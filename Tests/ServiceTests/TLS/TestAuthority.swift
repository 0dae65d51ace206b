// SPDX-License-Identifier: Apache-2.0

import ProgramRunner

/// An authority of one test, and the certificates that it signs, made by the openssl command.
struct TestAuthority {
    let folder: TemporaryFolder
    private let openssl: Program

    /// The file to trust.
    var file: String { path("authority.pem") }

    init(openssl: Program) throws {
        folder = try TemporaryFolder()
        var openssl = openssl
        openssl.folder = folder.path
        self.openssl = openssl
        try run(
            "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=authority of a test", "-keyout", "authority.key",
            "-out",
            "authority.pem", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Makes `NAME.pem` and `NAME.key`, for this machine unless other names are given, valid for so many days.
    func sign(_ name: String, names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2) throws {
        try run(
            "req", "-nodes", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-out", "\(name).csr",
            "-keyout", "\(name).key", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
        try run(
            "x509", "-req", "-in", "\(name).csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
            "-copy_extensions", "copy", "-days", "\(days)", "-out", "\(name).pem")
    }

    private func run(_ arguments: String...) throws { _ = try openssl.run(arguments).successful() }
}
