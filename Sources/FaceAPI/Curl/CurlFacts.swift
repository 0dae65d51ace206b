// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

/// What libcurl knows of a finished transfer.
struct CurlFacts {
    let handle: UnsafeMutableRawPointer

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return tcface_curl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return tcface_curl_get_offset(handle, info, &value) == CURLE_OK ? Int64(value) : 0
    }

    func string(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard tcface_curl_get_string(handle, info, &value) == CURLE_OK else { return nil }
        return value.map { String(cString: $0) }
    }

    var version: HTTPResponse.Version {
        switch long(CURLINFO_HTTP_VERSION) {
        case CURL_HTTP_VERSION_1_0: .http10
        case CURL_HTTP_VERSION_2_0: .http2
        case CURL_HTTP_VERSION_3: .http3
        default: .http11
        }
    }

    var timings: TransportTimings {
        TransportTimings(
            nameLookup: .microseconds(offset(CURLINFO_NAMELOOKUP_TIME_T)),
            connect: .microseconds(offset(CURLINFO_CONNECT_TIME_T)),
            tlsHandshake: .microseconds(offset(CURLINFO_APPCONNECT_TIME_T)),
            firstByte: .microseconds(offset(CURLINFO_STARTTRANSFER_TIME_T)),
            total: .microseconds(offset(CURLINFO_TOTAL_TIME_T)))
    }
}
