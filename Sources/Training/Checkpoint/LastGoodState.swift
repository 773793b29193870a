import Compute
import Files
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// A model's state to go back to where a value stops being finite: its numbers as they lie in memory, and its counters.
///
/// The numbers are kept in a file without a name, which no one else sees and which is gone with the process. A second
/// copy in memory would be 130 MB beside the 180 MB of a model of 11 million parameters; the system writes the file out
/// behind the training.
final class LastGoodState {
  private var descriptor: Int32 = -1
  private var counters: (position: GMVAE.Position, started: GMVAE.StartedEpoch?, optimizer: Adam)?

  deinit { close() }

  /// Takes the model's state in the place of the one before.
  func keep(_ model: GMVAE) {
    counters = nil
    for folder in Self.folders {
      if descriptor < 0 { descriptor = openFile(in: folder) }
      if descriptor >= 0, write(model.parameters.memory) {
        counters = (model.position, model.started, model.optimizer)
        return
      }
      close()
    }
  }

  /// Gives the model that state back.
  ///
  /// - Returns: where the model stands now; nil where no state was kept.
  func restore(_ model: GMVAE) -> GMVAE.Position? {
    guard let counters, read(model.parameters.memory) else { return nil }
    model.position = counters.position
    model.started = counters.started
    model.optimizer = counters.optimizer
    return counters.position
  }

  private func write(_ memory: [Buffer]) -> Bool {
    var offset = 0
    for buffer in memory {
      let bytes = UnsafeRawBufferPointer(buffer.values)
      guard (try? SystemFiles().write(bytes, to: descriptor, at: offset)) != nil else { return false }
      offset += bytes.count
    }
    return true
  }

  private func read(_ memory: [Buffer]) -> Bool {
    var offset = 0
    for buffer in memory {
      let bytes = UnsafeMutableRawBufferPointer(buffer.values)
      var done = 0
      while done < bytes.count {
        let count = pread(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      offset += bytes.count
    }
    return true
  }

  /// `/tmp` is memory on many machines, `/var/tmp` is not; `/dev/shm` is memory everywhere.
  private static var folders: [String] {
    [getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp", "/tmp", "/dev/shm"]
  }

  private func openFile(in folder: String) -> Int32 {
    var template = Array("\(folder)/gmvae-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return descriptor }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    return descriptor
  }

  private func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }
}
