// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct EndpointTests {
    @Test("each site has its hosts")
    func sites() throws {
        #expect(try Endpoints.international.endpoint(of: "faceid").host == "faceid.intl.tencentcloudapi.com")
        #expect(try Endpoints.mainland.endpoint(of: "iai").url == "https://iai.tencentcloudapi.com")
        #expect(Endpoints.mainland.legacy.url == "https://recognition.image.myqcloud.com")
        let sandbox = try Endpoint("http://127.0.0.1:8080/")
        #expect(try Endpoints.single(sandbox).endpoint(of: "kms").url == "http://127.0.0.1:8080")
        #expect(Endpoints.single(sandbox).legacy.host == "127.0.0.1:8080")
    }

    @Test(
        "what is no endpoint is refused before any traffic",
        arguments: [
            "", "faceid.tencentcloudapi.com", "ftp://host", "http://faceid.tencentcloudapi.com", "https://host/path",
            "https://host?query", "https://user@host", "https://host:0", "https://ho st", "https://host\r\nX: y",
            "http://127.0.0.1.example.com", "http://localhost.example.com",
        ])
    func refused(_ url: String) {
        #expect(throws: FaceAPIError(.invalidRequest, "")) { try Endpoint(url) }
    }

    @Test(
        "a service whose name no host has is refused",
        arguments: ["", "a/b", "a b", "a\r\nb", "evil.example.com/", "a@b", "a:1", "a#b", "a?b"])
    func service(_ name: String) {
        #expect(throws: FaceAPIError(.invalidRequest, "")) { try Endpoints.mainland.endpoint(of: name) }
    }
}
