// SPDX-License-Identifier: Apache-2.0

/// Finds the service's own time in an answer that refuses a timestamp.
enum ServerTime {
    /// Seconds since 1970: the `Date` header's, else the number that the message names ("…and the server time
    /// 1706406788.").
    static func seconds(of response: HTTPResponse, message: String?) -> Int64? {
        if let date = response.remoteDate { return date }
        guard let message, let range = message.firstRange(of: "server time") else { return nil }
        let digits = message[range.upperBound...].drop { !$0.isASCII || !$0.isNumber }.prefix {
            $0.isASCII && $0.isNumber
        }
        // Ten digits are the years 2001 to 2286; anything else is not a time.
        return digits.count == 10 ? Int64(digits) : nil
    }
}
