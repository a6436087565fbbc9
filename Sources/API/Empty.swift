enum EmptyAPI {}
internal import Hummingbird
