enum EmptyHub {}
internal import AsyncHTTPClient
internal import Yams
