import GRDB
import GRDBSQLite

/// How well a row of an FTS5 table matches: `roost_rank(table, weight, …)`, with a weight for each column; lower is better.
///
/// It is BM25 without the two parts that cost most. How rare each word is would be counted over all rows that have it
/// before the first row is ranked; every row found has every word, so it only shifts weight between them. How long each
/// text is would be a look into another table for each row; the weights of the columns say more.
enum SQLiteRankFunction {
    static let name = "roost_rank"
    /// BM25's k1: how soon more of the same word no longer counts.
    private static let saturation = 1.2

    static func install(in connection: GRDB.Database) throws {
        let api = FTS5.api(connection)
        let result = api.pointee.xCreateFunction(
            UnsafeMutablePointer(mutating: api), name, nil,
            { extensions, match, context, count, weights in
                SQLiteRankFunction.rank(extensions, match, context, count, weights)
            }, nil)
        guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
    }

    private static func rank(
        _ extensions: UnsafePointer<Fts5ExtensionApi>?, _ match: OpaquePointer?, _ context: OpaquePointer?,
        _ count: CInt, _ weights: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        guard let calls = extensions?.pointee, let weights else { return }
        let phrases = Int(calls.xPhraseCount(match))
        var instances: CInt = 0
        guard calls.xInstCount(match, &instances) == SQLITE_OK else { return sqlite3_result_error_nomem(context) }
        let score = withUnsafeTemporaryAllocation(of: Double.self, capacity: max(phrases, 1)) { sums in
            sums.initialize(repeating: 0)
            var (phrase, column, offset): (CInt, CInt, CInt) = (0, 0, 0)
            for instance in 0..<instances {
                guard calls.xInst(match, instance, &phrase, &column, &offset) == SQLITE_OK, column < count,
                    phrase < phrases
                else { continue }
                sums[Int(phrase)] += sqlite3_value_double(weights[Int(column)])
            }
            return sums.reduce(0) { $0 - $1 * (saturation + 1) / ($1 + saturation) }
        }
        sqlite3_result_double(context, score)
    }
}
