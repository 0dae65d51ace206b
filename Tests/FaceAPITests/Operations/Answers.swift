// SPDX-License-Identifier: Apache-2.0

import StrictJSON

@testable import FaceAPI

/// The object under `Response` of an answer as it is written.
func response(_ text: String) throws -> JSONValue { try JSONValue(parsing: text.utf8.span)["Response"] ?? .null }

/// What a reading threw; nil when it threw nothing.
func failure<Value>(_ body: () throws(FaceAPIError) -> Value) -> FaceAPIError? {
    do throws(FaceAPIError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

/// What a call threw; nil when it threw nothing.
func failure<Value>(_ body: () async throws(FaceAPIError) -> Value) async -> FaceAPIError? {
    do throws(FaceAPIError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
