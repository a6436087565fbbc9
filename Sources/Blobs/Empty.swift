enum EmptyBlobs {}
internal import Crypto
