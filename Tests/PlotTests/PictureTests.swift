import Foundation
import TestSupport
import Testing

@testable import Plot

/// The kept pictures are in `Pictures`; each was looked at when it was kept.
@Suite struct PictureTests {
  private static let chartScale = 0.55
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Pictures")

  @Test("a figure looks as its kept picture does", arguments: Gallery.all.map(\.name))
  func keptPicture(name: String) throws {
    let figure = try #require(Gallery.all.first { $0.name == name }).figure
    // Pixels of images are sharp at scale 1 only; charts are kept smaller.
    let holdsImages = figure.panels.contains { if case .pictures = $0 { true } else { false } }
    let png = try Renderer.render(figure, as: .png(scale: holdsImages ? 1 : Self.chartScale))
    let kept = Self.folder.appending(path: name + ".png")
    let comparison = try PictureComparison(of: png, withKept: kept)
    #expect(comparison.isSame, "\(name): \(comparison)")
  }

  private static let lookedAt = ProcessInfo.processInfo.environment["GMVAE_PICTURES"]

  /// For a person to look at: `GMVAE_PICTURES` names a folder.
  @Test("all figures, usual and not, as pictures", .enabled(if: lookedAt != nil))
  func pictures() throws {
    let folder = URL(fileURLWithPath: try #require(Self.lookedAt))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, figure) in Gallery.all + Gallery.unusual {
      for (format, ending) in [(PictureFormat.png(), "png"), (.svg, "svg"), (.pdf, "pdf")] {
        try Data(Renderer.render(figure, as: format)).write(to: folder.appending(path: "\(name).\(ending)"))
      }
    }
  }

  @Test(
    "another color of one ellipse is noticed",
    .disabled(if: ProcessInfo.processInfo.environment["GMVAE_RECORD_PICTURES"] != nil, "pictures are being recorded"))
  func noticed() throws {
    var figure = Gallery.latents()
    guard case .chart(var chart) = figure.panels[0], case .ellipses(var ellipses) = chart.marks[1] else {
      Issue.record("the second mark is no ellipses")
      return
    }
    ellipses.ellipses[0].ink = .category(3)
    chart.marks[1] = .ellipses(ellipses)
    figure.panels[0] = .chart(chart)
    let png = try Renderer.render(figure, as: .png(scale: Self.chartScale))
    let comparison = try PictureComparison(of: png, withKept: Self.folder.appending(path: "latents.png"))
    #expect(!comparison.isSame)
  }
}
