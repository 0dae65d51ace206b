// SPDX-License-Identifier: Apache-2.0

/// Where the services of one site answer.
public struct Endpoints: Hashable, Sendable, CustomStringConvertible {
    private enum Base: Hashable {
        /// `<service>.<domain>`, and the legacy service's own host.
        case domain(String)
        case single(Endpoint)
    }

    private let base: Base

    /// The international site: `faceid.intl.tencentcloudapi.com` and its siblings.
    public static let international = Endpoints(base: .domain("intl.tencentcloudapi.com"))
    /// The site for mainland China: `faceid.tencentcloudapi.com` and its siblings.
    public static let mainland = Endpoints(base: .domain("tencentcloudapi.com"))

    /// One endpoint for every service: a gateway, or a sandbox on this machine.
    public static func single(_ endpoint: Endpoint) -> Endpoints { Endpoints(base: .single(endpoint)) }

    /// Where a service answers.
    ///
    /// - Parameter service: its name, such as `faceid`: small letters, digits and hyphens.
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a name that no host can have.
    func endpoint(of service: String) throws(FaceAPIError) -> Endpoint {
        // A name from outside becomes part of a host: with a dot or a slash in it, requests would go elsewhere.
        guard (1...63).contains(service.utf8.count), service.utf8.allSatisfy(Self.isLabelByte) else {
            throw FaceAPIError(
                .invalidRequest, "\"\(service.prefix(60))\" is not the name of a service",
                hint: "use the first label of its host, such as faceid")
        }
        switch base {
        case .single(let endpoint): return endpoint
        case .domain(let domain): return Endpoint(vendorHost: "\(service).\(domain)")
        }
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Where the legacy image service answers: one host of its own on either site.
    var legacy: Endpoint {
        switch base {
        case .single(let endpoint): endpoint
        case .domain: Endpoint(vendorHost: "recognition.image.myqcloud.com")
        }
    }

    /// The domain, or the one endpoint.
    public var description: String {
        switch base {
        case .domain(let domain): "*.\(domain)"
        case .single(let endpoint): endpoint.description
        }
    }
}
