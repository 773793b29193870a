#if canImport(Glibc)
  import Glibc
#endif

/// The time.
public enum Clock {
  /// Seconds since some fixed moment, on a clock that nobody sets.
  public static var now: Double { seconds(reading(CLOCK_MONOTONIC)) }

  /// Seconds since the machine was started, those while it slept included.
  public static var sinceBoot: Double { seconds(reading(CLOCK_BOOTTIME)) }

  /// Seconds since 1970.
  public static var sinceEpoch: Double { seconds(reading(CLOCK_REALTIME)) }

  /// The time as ISO 8601 writes it, in UTC with microseconds.
  public static var timestamp: String {
    var time = reading(CLOCK_REALTIME), parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    return text(parts, "%Y-%m-%dT%H:%M:%S") + "." + String(time.tv_nsec / 1000 + 1_000_000).dropFirst() + "Z"
  }

  /// The local time in the form of `strftime(3)`.
  public static func local(_ form: String) -> String {
    var time = reading(CLOCK_REALTIME), parts = tm()
    localtime_r(&time.tv_sec, &parts)
    return text(parts, form)
  }

  private static func reading(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }

  private static func seconds(_ time: timespec) -> Double { Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9 }

  private static func text(_ parts: tm, _ form: String) -> String {
    var parts = parts, text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, form, &parts)
    return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
