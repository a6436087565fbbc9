package import Forge

extension Forge: CodeReading {}
