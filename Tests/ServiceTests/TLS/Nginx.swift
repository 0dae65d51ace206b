// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// nginx on a port of this machine, which ends TLS and hands every request on to a plain one.
final class Nginx {
    /// What is needed to run it; nil, with the reason printed, where something is missing.
    static let programs: (nginx: Program, openssl: Program)? = {
        // Debian keeps servers out of the path of everyday users.
        let nginx =
            Program.named("nginx")
            ?? ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].first { FileManager.default.isExecutableFile(atPath: $0) }
            .map { Program(path: $0) }
        guard let nginx, let openssl = Program.named("openssl") else {
            print("skipped: tests of TLS through a real terminator, because nginx or openssl is not installed")
            return nil
        }
        return (nginx, openssl)
    }()

    /// Which HTTP versions it offers.
    enum Versions { case http1, http2 }

    let port: UInt16
    private let folder: TemporaryFolder
    private let process: Int32
    private var hasEnded = false

    /// Starts it and waits until it takes connections.
    ///
    /// - Parameters:
    ///   - certificate: the name of one that `authority` has signed.
    ///   - upstream: where requests go, as `http://127.0.0.1:PORT`.
    ///   - idle: the seconds after which it closes a connection that nobody uses.
    init(
        _ nginx: Program, _ authority: TestAuthority, certificate: String, to upstream: String,
        versions: Versions = .http2, idle: Int = 60
    ) throws {
        folder = try TemporaryFolder()
        // A port that was free a moment ago; whoever takes it first, nginx then says so and the next one is tried.
        for _ in 0..<10 {
            let port = try Self.freePort()
            let settings = """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 512; }
                http {
                    log_format facts '$connection $server_protocol $status $request_length';
                    access_log access.log facts;
                    client_max_body_size 20m;
                    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                    keepalive_timeout \(idle)s;
                    server {
                        listen 127.0.0.1:\(port) ssl\(versions == .http2 ? " http2" : "");
                        ssl_certificate \(authority.path(certificate)).pem;
                        ssl_certificate_key \(authority.path(certificate)).key;
                        location / {
                            proxy_pass \(upstream);
                            proxy_http_version 1.1;
                            proxy_set_header Host $http_host;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """
            try Data(settings.utf8).write(to: URL(filePath: folder.path + "/nginx.conf"))
            let null = try OpenFile.null()
            let output = try OpenFile(folder.path + "/output")
            let running = try nginx.start(
                ["-p", folder.path, "-c", folder.path + "/nginx.conf", "-e", folder.path + "/error.log"], input: null,
                output: output, errors: output)
            if Self.answers(port, process: running.processID) {
                self.port = port
                process = running.processID
                return
            }
        }
        throw ProgramFailure("nginx does not start: \((try? folder.text(of: "error.log")) ?? "no log")")
    }

    deinit { stop() }

    /// Ends it, as if its machine had gone.
    func stop() {
        guard !hasEnded else { return }
        hasEnded = true
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
    }

    /// One request that it has handed on.
    struct Access: Hashable {
        let connection: String
        let version: String
        let status: Int
        let byteCount: Int
    }

    /// What it has handed on so far; a request is in it a moment after its answer.
    func accesses(atLeast count: Int = 0) throws -> [Access] {
        for _ in 0..<200 {
            let lines = ((try? folder.text(of: "access.log")) ?? "").split(separator: "\n")
            if lines.count >= count {
                return lines.compactMap { line in
                    let words = line.split(separator: " ").map(String.init)
                    guard words.count == 4, let status = Int(words[2]), let byteCount = Int(words[3]) else {
                        return nil
                    }
                    return Access(connection: words[0], version: words[1], status: status, byteCount: byteCount)
                }
            }
            usleep(10_000)
        }
        throw ProgramFailure("nginx has logged fewer than \(count) requests")
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = try listener()
        defer { close(descriptor.socket) }
        return descriptor.port
    }

    private static func listener() throws -> (socket: Int32, port: UInt16) {
        #if canImport(Glibc)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard bound else {
            close(descriptor)
            throw ProgramFailure("no port is free: error \(errno)")
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    /// Waits until somebody takes connections there; false when the process has ended instead.
    private static func answers(_ port: UInt16, process: Int32) -> Bool {
        for _ in 0..<1_000 {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process { return false }
            #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
            #endif
            defer { close(descriptor) }
            var address = loopback(port)
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if connected { return true }
            usleep(10_000)
        }
        return false
    }
}
