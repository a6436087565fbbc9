/// Takes keys out of what providers say: some repeat the one they were sent.
enum KeyMask {
    static func masked(_ words: String) -> String {
        words.replacing(/(?i)\bbearer\s+[^\s"',]+/, with: "Bearer …")
            .replacing(
                /\b(?:sk|gsk|xai|pk|rk|hf|r8|roost|AIza|ya29|csk|nvapi|pplx|fw)[-_.][A-Za-z0-9_.*\-]{3,}/, with: "…"
            )
            .replacing(/\bAIza[A-Za-z0-9_\-]{3,}/, with: "…")
            .replacing(/(?i)\b((?:api[-_ ]?)?key|token)(\s*(?:provided|is|=|:|"|')\s*:?\s*)[^\s"',]{6,}/) {
                "\($0.1)\($0.2)…"
            }
            .replacing(/[A-Za-z0-9_\-]{32,}/) { match in
                // Names of models are shorter or have dots; digests and keys are not.
                match.0.contains(where: \.isNumber) && match.0.contains(where: \.isLetter) ? "…" : String(match.0)
            }
    }
}
