// SPDX-License-Identifier: Apache-2.0

import ProgramRunner
import Testing

@Suite("tcface on a full disk")
struct FullDiskTests {
    /// Whether a small file system can be mounted here, in a name space of its own; the reason is printed where not.
    static let canMount: Bool = {
        let outcome = try? Program.named("unshare")?.run([
            "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt",
        ])
        guard outcome?.status == 0 else {
            print(
                "skipped: writing to a full file system, because unshare cannot mount a tmpfs here: "
                    + (outcome?.errorText ?? "there is no unshare"))
            return false
        }
        return true
    }()

    @Test(
        "says so and leaves nothing",
        .enabled(if: canMount, "no small file system can be mounted here (printed)"),
        arguments: [
            #"seal --media "$MEDIA/face.bmp" --type image --out out --data-key-out key"#,
            #"base64 encode "$MEDIA/face.bmp" --out out"#,
            "open --in ../sealed --private-key ../rsa.pem --out out",
        ])
    func leavesNothing(words: String) throws {
        let folder = try TemporaryFolder()
        var shell = try #require(Program.named("unshare"))
        shell.folder = folder.path
        shell.environment["TCFACE"] = SourceTree.command.path
        shell.environment["MEDIA"] = SourceTree.root + "/Tests/Media"
        let script = #"""
            "$TCFACE" keys generate rsa --out rsa > made &&
            "$TCFACE" seal --media "$MEDIA/face.bmp" --type image --public-key rsa.pub.pem --out sealed > made || exit 99
            mkdir small && mount -t tmpfs -o size=64k none small && cd small || exit 99
            eval "\"\$TCFACE\" $1"
            status=$?
            ls -A
            exit $status
            """#
        let outcome = try shell.run(["-rm", "/bin/sh", "-c", script, "sh", words])
        #expect(outcome.ending == .exit(1))
        #expect(outcome.errorText == "error: cannot write to out: No space left on device\n")
        #expect(outcome.text == "")
    }
}
