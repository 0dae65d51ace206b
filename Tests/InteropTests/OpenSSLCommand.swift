// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Foundation
import ProgramRunner
import RequestDigests

/// The `openssl` command, in a folder of its own.
struct OpenSSLCommand {
    /// Where it is; `nil`, with the reason printed, on a machine without it.
    static let program: Program? = {
        guard let program = Program.named("openssl") else {
            print("skipped: tests against the openssl command, because there is none in PATH")
            return nil
        }
        let version = (try? program.run(["version"]).text.trimmingCharacters(in: .newlines)) ?? "unknown"
        print("held against \(version)")
        return program
    }()

    /// Whether it knows SM2 keys and their encryption, as OpenSSL 1.1.1 and later do where they are built with it.
    static let hasSM2: Bool = {
        guard let openssl = try? OpenSSLCommand(), (try? openssl.makeSM2("probe.pem")) != nil else {
            print("skipped: tests against SM2 of the openssl command, because it makes no SM2 key")
            return false
        }
        return true
    }()

    /// Its folder, in which relative names are.
    let folder: TemporaryFolder
    private let program: Program

    init() throws {
        guard var program = Self.program else { throw ProgramFailure("there is no openssl command") }
        folder = try TemporaryFolder()
        program.folder = folder.path
        self.program = program
    }

    /// Runs it and gives what it prints.
    ///
    /// - Throws: What it complains about.
    @discardableResult
    func callAsFunction(_ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
        try program.run(arguments, input: input).successful().output
    }

    /// Makes an RSA key pair: `NAME.pem` in PKCS#8 and `NAME.pub.pem`.
    func makeRSA(bits: Int, _ name: String) throws {
        try self("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(bits)", "-out", "\(name).pem")
        try self("pkey", "-in", "\(name).pem", "-pubout", "-out", "\(name).pub.pem")
    }

    /// Makes an SM2 private key.
    func makeSM2(_ name: String) throws {
        try self("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", name)
    }

    /// `openssl base64`, as one line.
    func base64(_ bytes: [UInt8]) throws -> String {
        String(decoding: try self("base64", "-e", "-A", input: bytes), as: UTF8.self)
    }

    /// `openssl base64 -d`.
    func unbase64(_ text: String) throws -> [UInt8] { try self("base64", "-d", "-A", input: Array(text.utf8)) }

    /// AES-256-CBC with PKCS#7, one way (`-e`) or the other (`-d`).
    func aes(_ way: String, key: [UInt8], iv: [UInt8], _ input: [UInt8]) throws -> [UInt8] {
        try self("enc", way, "-aes-256-cbc", "-K", Hex.encode(key.span), "-iv", Hex.encode(iv.span), input: input)
    }
}
