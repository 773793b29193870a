/// The steps that writing a file takes, so that tests can make each of them fail.
public protocol FileSystem {
  /// Makes an empty file, or empties the one there is, and gives its descriptor.
  func create(_ path: String) throws(SystemError) -> Int32
  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) throws(SystemError)
  /// Waits until the file's content is on the disk.
  func sync(_ descriptor: Int32) throws(SystemError)
  /// Closes a descriptor.
  func close(_ descriptor: Int32) throws(SystemError)
  /// Gives a file the name of another, which it replaces.
  func rename(_ path: String, to other: String) throws(SystemError)
  /// Waits until a folder's names are on the disk.
  func syncFolder(_ path: String) throws(SystemError)
  /// Removes a file if it exists.
  func remove(_ path: String)
}
