import Domain

/// The rule for the names of a package: unpacked into a folder, every file finds its own place.
enum PackageNames {
    /// Throws the first name that occurs twice (also when only Unicode spells it differently) or lies inside a file.
    static func check(_ paths: [RepositoryPath]) throws(PackageFault) {
        var files: Set<String> = []
        files.reserveCapacity(paths.count)
        for path in paths {
            guard files.insert(path.text).inserted else { throw .duplicateName(path.text) }
        }
        var folders: Set<String> = []
        for path in paths {
            var parent = path.parent
            while let folder = parent, folders.insert(folder.text).inserted {
                guard !files.contains(folder.text) else { throw .nameInsideFile(folder.text) }
                parent = folder.parent
            }
        }
    }
}
