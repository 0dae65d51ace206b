// SPDX-License-Identifier: Apache-2.0

import Foundation
import Throughput

/// Foundation's base64, measured in the same rounds as ours.
enum FoundationCases {
    static func all(_ sizes: [ByteSize]) -> [BenchmarkCase] {
        sizes.filter { $0.byteCount <= 64 << 20 }.flatMap { size in
            [
                BenchmarkCase(
                    "foundation/encode/\(size)", "Data.base64EncodedData", byteCount: size.byteCount,
                    floors: ["floor/memcpy/\(size)"]
                ) { material in
                    let media = Data(material.media(size.byteCount))
                    return { _ = media.base64EncodedData() }
                },
                BenchmarkCase(
                    "foundation/decode/\(size)", "Data(base64Encoded:)", byteCount: size.byteCount,
                    floors: ["floor/memcpy/\(size)"]
                ) { material in
                    let text = Data(material.media(size.byteCount)).base64EncodedData()
                    return {
                        guard Data(base64Encoded: text) != nil else {
                            throw ThroughputError(.wrongResult, "Foundation does not decode its own base64")
                        }
                    }
                },
            ]
        }
    }
}
