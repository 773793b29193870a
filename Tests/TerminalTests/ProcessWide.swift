import Testing

/// Tests that use readline or signals, which belong to the whole process: these run one at a time.
@Suite("Process-wide", .serialized)
enum ProcessWide {}
