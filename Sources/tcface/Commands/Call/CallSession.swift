// SPDX-License-Identifier: Apache-2.0

import FaceAPI

/// A client for one call, and how the call is made.
struct CallSession {
    /// The client.
    let client: FaceClient
    /// Where it goes.
    let place: CallPlace
    /// How it is made, without a progress bar.
    let options: CallOptions

    init(_ arguments: CallArguments, _ place: CallPlace) throws {
        var configuration = ClientConfiguration()
        configuration.endpoints = place.endpoints
        configuration.transport.certificateAuthorityFile = arguments.authorityFile
        configuration.transport.proxy = arguments.proxy
        if let retries = arguments.retries { configuration.retry.maximumAttempts = retries + 1 }
        if arguments.verbose {
            configuration.log = { entry in
                Terminal.log(entry.description)
                for header in entry.headers { Terminal.log("  \(header.name): \(header.value)") }
            }
        }
        var options = CallOptions()
        options.timeout = arguments.timeout.map { .seconds($0) }
        options.skipsPreflight = !arguments.preflight
        options.onWarnings = { findings in
            for finding in findings { Terminal.warn(finding.description) }
        }
        client = try Self.client(place, configuration)
        self.place = place
        self.options = options
    }

    private static func client(_ place: CallPlace, _ configuration: ClientConfiguration) throws -> FaceClient {
        do throws(FaceAPIError) {
            return try FaceClient(credentials: place.credentials, configuration: configuration)
        } catch {
            guard error.code == .invalidRequest else { throw error }
            // All that can be wrong in the configuration comes from an option.
            throw Failure(error.message, hint: error.hint, status: .usage)
        }
    }

    /// Makes a call with a progress bar, where a person is looking.
    func withProgress<Answer>(_ call: (CallOptions) async throws -> Answer) async throws -> Answer {
        guard StandardStream.error.isTerminal else { return try await call(options) }
        let (updates, reporter) = ProgressReporter.make()
        var options = options
        options.progress = reporter
        async let bar: Void = ProgressBar.show(updates)
        do {
            let answer = try await call(options)
            reporter.finish()
            await bar
            return answer
        } catch {
            reporter.finish()
            await bar
            throw error
        }
    }
}
