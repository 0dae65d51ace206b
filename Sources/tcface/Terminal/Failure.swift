// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceAPI
import FaceSandbox
import RequestCrypto
import SecretMemory
import StrictJSON
import TC3Signing
import Throughput

/// Why a command stops, in the words that go to the terminal.
struct Failure: Error {
    /// The exit codes that scripts may rely on.
    enum Status: Int32 {
        /// It did not work.
        case failure = 1
        /// A verification did not match.
        case mismatch = 2
        /// The service answered with an error.
        case service = 3
        /// The command line itself is wrong, whatever its files hold: nothing was sent or written.
        case usage = 64
    }

    let message: String
    let hint: String?
    let status: Status

    init(_ message: String, hint: String? = nil, status: Status = .failure) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    /// Gives any error of the libraries its words; `nil` for one that is not theirs.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as RequestCryptoError: self.init(error.message, hint: error.hint)
        case let error as TC3SigningError: self.init(error.message, hint: error.hint)
        case let error as FaceAPIError: self.init(error)
        case let error as SandboxError:
            self.init(
                error.message, hint: error.hint.map(Self.forCommandLine),
                status: error.code == .malformedFault ? .usage : .failure)
        case let error as CredentialError: self.init(error.message, hint: error.hint)
        case let error as ThroughputError:
            self.init(error.message, hint: error.hint, status: error.code == .noSuchCore ? .usage : .failure)
        case let error as Base64Error: self.init(error.message, hint: error.hint)
        case let error as JSONError: self.init(error.description)
        case let error as SecretMemoryError: self.init(error.description)
        default: return nil
        }
    }

    /// Does what the command line alone decides: what fails of it is wrong with that.
    ///
    /// - Throws: a ``Failure`` with status `usage`; as they are, what is wrong with a credential, and a ``Failure``.
    static func ofArguments<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let failure as Failure {
            throw failure
        } catch let error as TC3SigningError where error.code == .invalidCredential {
            throw error
        } catch {
            guard let failure = Failure(error) else { throw error }
            throw Failure(failure.message, hint: failure.hint, status: .usage)
        }
    }

    /// An advice for programs as one for the command line.
    private static func forCommandLine(_ hint: String) -> String {
        [
            ("set certificateAuthorityFile", "give --ca-file"), ("allow more time", "allow more with --timeout"),
            ("raise stallTimeout if it is known to take longer", "it had to send something for so long"),
            ("raise maximumResponseByteCount if that is expected", "this is not what the service answers"),
            ("check the network, or raise connectTimeout", "check the network"),
            ("set FaceInputType to 1 for a photo", "give --type image"),
            ("set FaceInputType to 2 for a video", "give --type video"),
            ("set port to another port, or to 0", "give another --port, or 0"),
            ("set managementPort to another port, or to 0", "give another --management-port, or 0"),
        ].reduce(hint) { $0.replacing($1.0, with: $1.1) }
    }

    /// A call that failed: with the service's own name for it, since its support asks for that.
    private init(_ error: FaceAPIError) {
        let status: Status =
            switch error.code {
            case .serviceError, .businessFailure, .httpStatus: .service
            default: .failure
            }
        let place = error.requestID.map { " (RequestId \($0))" } ?? ""
        guard let preflight = error.preflight else {
            self.init(error.message + place, hint: error.hint.map(Self.forCommandLine), status: status)
            return
        }
        var hints = preflight.refusals.compactMap(\.hint).map(Self.forCommandLine)
        // A file of no bytes is refused by whoever builds the body, too.
        let canBeSent = !preflight.refusals.contains { $0.code == .emptyMedia }
        if canBeSent { hints.append("--no-preflight sends it anyway") }
        self.init(
            "the request was not sent: \(error.message)", hint: hints.isEmpty ? nil : hints.joined(separator: "; "),
            status: preflight.refusals.contains(where: Self.isOfArguments) ? .usage : .failure)
    }

    /// Whether a finding is about an option and its value, not about what a file holds.
    private static func isOfArguments(_ finding: PreflightFinding) -> Bool {
        [.missingParameter, .valueNotAllowed, .regionNotAllowed, .malformedURL].contains(finding.code)
    }
}
