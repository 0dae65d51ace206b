// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import RequestCrypto

@Suite struct MediaFileTests {
    /// A folder that goes with the test.
    final class Folder {
        let path: String

        init() throws {
            path = NSTemporaryDirectory() + "tcface-media-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ name: String, _ bytes: [UInt8]) throws -> String {
            let file = "\(path)/\(name)"
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            return file
        }
    }

    @Test(arguments: EnvelopeFixture.algorithms)
    func aStreamGivesTheBodyThatIsHeldOtherwise(algorithm: ContentAlgorithm) throws {
        let folder = try Folder()
        for count in [1, 100, 65_535, 65_536, 65_537, 300_000] {
            let media = EnvelopeFixture.bytes(count)
            let path = try folder.write("clip-\(count).mp4", media)
            let held = try EnvelopeFixture.seal(media, as: .media(.video), algorithm, cut: count)
            for room in [1, 17, 4_096, 1 << 20] where room > 1 || count <= 100 {
                var stream = try SealedMediaStream(
                    try MediaFile(path: path), try EnvelopeFixture.session(.media(.video), algorithm))
                #expect(stream.byteCount == held.bytes.count)
                var bytes: [UInt8] = []
                var hasMore = true
                while hasMore {
                    try bytes.append(addingCapacity: room) { output throws(RequestCryptoError) in
                        hasMore = try stream.read(into: &output)
                    }
                }
                let finished = stream.finish()
                let summary = try #require(finished)
                #expect(bytes == held.bytes)
                #expect(summary.sha256 == held.sha256)
                #expect(summary.contentByteCount == count)
            }
        }
    }

    /// Files that have no blocks on the disk.
    @Test func aFileBeyondWhatCanBeSealedIsRefusedBeforeItIsRead() throws {
        let folder = try Folder()
        let path = try folder.write("sparse.mp4", [])
        // Its base64 is longer than one SM4-GCM message.
        try #require(truncate(path, Int(GCMLength.maximum)) == 0)
        let stream = BodySealerTests.code { () throws(RequestCryptoError) in
            _ = try BodySealer(algorithm: .sm4GCM).stream(mediaAt: path, kind: .video)
        }
        #expect(stream == .sizeLimitExceeded)
        #expect(try BodySealer().stream(mediaAt: path, kind: .video).byteCount > GCMLength.maximum)
        for algorithm in EnvelopeFixture.algorithms {
            let held = BodySealerTests.code { () throws(RequestCryptoError) in
                _ = try BodySealer(algorithm: algorithm).seal(mediaAt: path, kind: .video)
            }
            #expect(held == .sizeLimitExceeded)
        }
        // Most file systems have no file as long as this; where there is one, its size must not overflow.
        guard truncate(path, Int.max - 4_095) == 0 else {
            print("skipped: the file system has no files of 8 EiB: error number \(errno)")
            return
        }
        let huge = BodySealerTests.code { () throws(RequestCryptoError) in _ = try MediaFile(path: path) }
        #expect(huge == .sizeLimitExceeded)
    }

    @Test func aFileIsSealedWithoutHoldingIt() throws {
        let folder = try Folder()
        let media = EnvelopeFixture.bytes(123_457)
        let path = try folder.write("clip.mp4", media)
        let sealed = try BodySealer(
            algorithm: .sm4GCM, dataKeys: RepeatedDataKey(EnvelopeFixture.key(for: .sm4GCM), blob: "x")
        ).seal(mediaAt: path, kind: .video)
        let opened = try EnvelopeFixture.opener(for: .sm4GCM).open(sealed.bytes.span)
        #expect(
            EnvelopeFixture.text(opened.plaintext)
                == #"{"FaceInput":"\#(Data(media).base64EncodedString())","FaceInputType":2}"#)
    }

    @Test func whatIsNoRegularFileWithBytesIsRefused() throws {
        let folder = try Folder()
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let cases: [(String, RequestCryptoError.Code)] = [
            ("\(folder.path)/absent", .unreadableFile), (folder.path, .unreadableFile), (pipe, .unreadableFile),
            ("/dev/zero", .unreadableFile), (try folder.write("empty", []), .emptyFile),
        ]
        for (path, code) in cases {
            let found = BodySealerTests.code { () throws(RequestCryptoError) in _ = try MediaFile(path: path) }
            #expect(found == code, "\(path)")
        }
    }

    @Test(arguments: ["grown", "shrunk", "rewritten"])
    func aFileThatChangesWhileItIsReadIsNoticed(how: String) throws {
        let folder = try Folder()
        let path = try folder.write("clip.mp4", EnvelopeFixture.bytes(200_000))
        var stream = try SealedMediaStream(
            try MediaFile(path: path), try EnvelopeFixture.session(.media(.video), .aes256CBC))
        var hasMore = true
        var isFirst = true
        var bytes: [UInt8] = []
        let code = BodySealerTests.code { () throws(RequestCryptoError) in
            while hasMore {
                try bytes.append(addingCapacity: 50_000) { output throws(RequestCryptoError) in
                    hasMore = try stream.read(into: &output)
                }
                if isFirst { Self.change(path, how) }
                isFirst = false
            }
        }
        #expect(code == .fileChanged)
    }

    private static func change(_ path: String, _ how: String) {
        let descriptor = open(path, O_WRONLY)
        defer { close(descriptor) }
        // Time stamps move in steps of a few milliseconds.
        usleep(30_000)
        switch how {
        case "grown": ftruncate(descriptor, 200_001)
        case "shrunk": ftruncate(descriptor, 100_000)
        default: pwrite(descriptor, [1, 2, 3] as [UInt8], 3, 199_000)
        }
    }
}
