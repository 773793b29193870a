import Foundation
import TestSupport
import Testing

/// A figure's bytes depend on the figure alone. Each process has its own hash seed; the rest of the surroundings varies here.
@Suite("Figures are the same in every process")
struct SameBytesTests {
  private static let locales = ["C", "C.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8", "ja_JP.UTF-8"]
  private static let zones = ["UTC", "Asia/Kathmandu", "America/St_Johns"]
  /// Twenty with `GMVAE_PROCESSES=20`.
  private static let count = ProcessInfo.processInfo.environment["GMVAE_PROCESSES"].flatMap { Int($0) } ?? 3

  private static let files = ["f.png", "f.svg", "f.pdf", "f.eps"]
  private static let script =
    "load arcs count=300"
    + files.map { "; plot data title=\"λ, מרחב, 組件\" width=3 height=3 > \"\($0)\"" }.joined()
  private static let names = [
    "latents", "latents projection=tsne perplexity=10", "latents projection=umap", "style color=component", "density",
    "samples", "usage",
    "confusion", "responsibilities 3", "history", "accuracy", "reconstructions", "components",
  ]
  /// All figures of a model that is trained anew.
  private static let all =
    script + "; model components=4 hidden=8; train 2 epochs metrics=1"
    + names.enumerated().map { "; plot \($1) > \"\($0).\($0 % 2 == 0 ? "png" : "svg")\"" }.joined()

  /// The files of a process in surroundings of its own.
  private func figures(_ variables: [String: String]) throws -> [[UInt8]] {
    let program = try Program()
    let run = try program.run(["-c", Self.all], variables: variables)
    #expect(run.status == 0, "\(run.messages)")
    let numbered = Self.names.indices.map { "\($0).\($0 % 2 == 0 ? "png" : "svg")" }
    return (Self.files + numbered).map { program.folder.bytes($0) ?? [] }
  }

  @Test("whatever the locale, time zone, folder and settings of the desktop")
  func sameBytes() throws {
    let first = try figures([:])
    #expect(first.allSatisfy { $0.count > 1000 })
    for index in 1..<max(Self.count, 2) {
      let variables = [
        "LC_ALL": Self.locales[index % Self.locales.count], "LANGUAGE": "ja:de", "PANGO_LANGUAGE": "zh-cn",
        "TZ": Self.zones[index % Self.zones.count], "GDK_DPI_SCALE": "2", "SOURCE_DATE_EPOCH": "\(index)",
      ]
      let others = try figures(variables)
      #expect(zip(first, others).map(==) == first.map { _ in true }, "\(variables)")
    }
  }

  @Test("without any font there are boxes in place of text, and no crash")
  func noFont() throws {
    let program = try Program()
    try program.folder.write(Array("<?xml version=\"1.0\"?><fontconfig></fontconfig>".utf8), to: "fonts.conf")
    let run = try program.run(["-c", Self.script], variables: ["FONTCONFIG_FILE": program.folder.path("fonts.conf")])
    #expect(run.status == 0, "\(run.messages)")
    #expect((program.folder.bytes("f.png") ?? []).count > 1000)
  }
}
