import Testing

@testable import Scoring

/// The generator of the index reads texts with the same rules in Python; these hashes are what it says of them.
@Suite struct `Words of a licence` {
    @Test(arguments: [
        ("The Licence, \"AS IS\": organisation's", UInt64(0xf674_da76_aa45_bfd5)),
        (" * Permission is\n * hereby granted\n# to\nrem and\ndnl so", 0x3cff_ebc7_7c29_304c),
        ("<p>Permission <b>is</b></p> &quot;granted&quot; <https://example.org/a> <year>", 0xc1a0_93d2_4782_7cb7),
        ("1. one\n2) two\n(a) three (iv) four\nversion\n2. five", 0x66df_4d08_bd19_2a40),
        (
            "Copyright (c) 2020 Jane Doe\n© 2019 Acme\nAll rights reserved.\nCopyright holders may sue",
            0x8514_59dc_2109_350f
        ),
        ("Café naïve — “quoted” ü × 2", 0x98c9_514d_9b72_32c6),
        ("printf(\"Licensed\\n\" \"under GPL-2.0+\\t\")", 0x29e0_50b1_a822_c621),
        ("one\r\n2. two\rthree\u{0C}four", 0x7d7b_1575_a105_d61c),
    ])
    func `are those that the generator reads`(_ text: String, _ hash: UInt64) {
        let words = LicenceWords(text.utf8)
        #expect(words.run(at: 0, count: words.count) == hash)
    }

    @Test func `know the line they stand on`() {
        let words = LicenceWords("one\r\ntwo\n\nthree\rfour".utf8)
        #expect(words.lines == [1, 2, 4, 5])
    }

    @Test func `are bounded, whatever the text is`() {
        #expect(LicenceWords([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 19)).count == 1)
        #expect(LicenceWords(String(repeating: "b ", count: 70_000).utf8).count <= LicenceWords.maximumBytes / 2)
        #expect(LicenceWords(String(repeating: "a\n", count: 70_000).utf8).count <= LicenceWords.maximumWords)
        #expect(LicenceWords([]).count == 0)
    }
}
