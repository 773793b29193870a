import Data
import Files

extension Session {
  /// From now on reads and writes only below the working folder, the folders in which data sets are looked for, and
  /// `folders`; nothing takes that back.
  public func confineFiles(allowing folders: [String]) {
    files.confine(to: [environment.workingFolder] + searchPath.folders + folders)
  }

  /// Does work in which no file outside of the allowed folders is opened.
  func confined<Result>(_ work: () throws -> Result) rethrows -> Result {
    try FileFence.$current.withValue(files.fence, operation: work)
  }
}
