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
    /// - Parameter service: its name, such as `faceid`: letters, digits and hyphens.
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a name that no host can have.
    func endpoint(of service: String) throws(FaceAPIError) -> Endpoint {
        switch base {
        case .single(let endpoint): endpoint
        case .domain(let domain): try Endpoint("https://\(service).\(domain)")
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
