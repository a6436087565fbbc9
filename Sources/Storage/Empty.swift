enum EmptyStorage {}
internal import GRDB
