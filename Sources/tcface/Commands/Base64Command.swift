// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Base64Stream

/// `tcface base64`: strict RFC 4648, without line ends.
struct Base64Command: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "base64", abstract: "Encode or decode strict RFC 4648 base64.",
        subcommands: [Encode.self, Decode.self])

    struct Files: ParsableArguments {
        @Argument(help: ArgumentHelp("What to read.", valueName: "FILE|-"))
        var input = "-"

        @Option(help: ArgumentHelp("Where the result goes.", valueName: "FILE|-"))
        var out = "-"
    }

    /// `tcface base64 encode`.
    struct Encode: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Bytes to text, with padding and no line end.")

        @OptionGroup var files: Files

        func run() throws {
            var input = try InputFile(files.input)
            var output = try OutputFile(files.out, inputs: [input.identity])
            // Optional, since a closure can take it out to finish it, but cannot use up what it captures.
            var encoder: Base64Encoder? = Base64Encoder()
            var (bytes, text): ([UInt8], [UInt8]) = ([], [])
            while try input.readChunk(into: &bytes) {
                text.removeAll(keepingCapacity: true)
                text.append(addingCapacity: Base64Encoder.maximumByteCount(forUpdate: bytes.count)) { room in
                    encoder?.update(bytes.span, into: &room)
                }
                try output.write(text.span)
            }
            try input.checkUnchanged()
            let rest = [UInt8](capacity: 4) { room in encoder.take()?.finish(into: &room) }
            try output.write(rest.span)
            try output.commit()
        }
    }

    /// `tcface base64 decode`.
    struct Decode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Text to bytes; padding is required, white space and line ends are refused.")

        @OptionGroup var files: Files

        func run() throws {
            var input = try InputFile(files.input)
            var output = try OutputFile(files.out, inputs: [input.identity])
            var decoder: Base64Decoder? = Base64Decoder()
            var (text, bytes): ([UInt8], [UInt8]) = ([], [])
            while try input.readChunk(into: &text) {
                bytes.removeAll(keepingCapacity: true)
                try bytes.append(
                    addingCapacity: Base64Decoder.maximumByteCount(forUpdate: text.count)
                ) { room throws(Base64Error) in
                    try decoder?.update(text.span, into: &room)
                }
                try output.write(bytes.span)
            }
            try input.checkUnchanged()
            let rest = try [UInt8](capacity: 3) { room throws(Base64Error) in try decoder.take()?.finish(into: &room) }
            try output.write(rest.span)
            try output.commit()
        }
    }
}
