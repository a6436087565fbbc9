/// Who makes the commits of the Hub's repository: the Contributor Absence Factor of CHAOSS, the fewest people who make
/// half of them.
struct HubContributors {
    let factor: Int
    let people: Int
    let commits: Int
    /// `a 61 %, b 22 %`: those who make half.
    let shares: String

    /// Nil when there are no commits by people.
    init?(_ captured: Captured<[CommitFact]>) {
        guard let all = captured.value else { return nil }
        var counts: [String: (name: String, share: Double)] = [:]
        var commits = 0
        for commit in all {
            let authors = commit.authors.prefix(20).filter { !$0.isEmpty && !Bots.contains(name: $0) }
            guard !authors.isEmpty else { continue }
            commits += 1
            for author in authors {
                let key = author.lowercased()
                counts[key] = (counts[key]?.name ?? author, (counts[key]?.share ?? 0) + 1 / Double(authors.count))
            }
        }
        guard commits > 0 else { return nil }
        let ordered = counts.sorted { ($1.value.share, $0.key) < ($0.value.share, $1.key) }.map(\.value)
        var sum = 0.0
        var factor = 0
        for person in ordered where sum < Double(commits) / 2 - 1e-9 {
            sum += person.share
            factor += 1
        }
        self.factor = factor
        people = ordered.count
        self.commits = commits
        shares = ordered.prefix(min(factor, 5)).map { "\($0.name) \(Score.percent($0.share / Double(commits)))" }
            .joined(separator: ", ")
    }
}
