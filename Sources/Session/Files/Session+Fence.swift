import Data

extension Session {
  /// From now on reads and writes only below the working folder, the folders in which data sets are looked for, and
  /// `folders`; nothing takes that back.
  public func confineFiles(allowing folders: [String]) {
    files.confine(to: [environment.workingFolder] + searchPath.folders + folders)
  }

  /// Does work in which no file outside of the allowed folders is read.
  func confined<Result>(_ work: () throws -> Result) rethrows -> Result {
    guard let fence = files.fence else { return try work() }
    return try ReadPermission.$current.withValue(ReadPermission { fence.contains($0) }, operation: work)
  }
}
