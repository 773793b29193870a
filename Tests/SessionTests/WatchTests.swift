import Data
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("A figure watched while a model is trained")
struct WatchTests {
  private static let model = "load arcs count=300; model components=3 hidden=6; "

  @Test("is drawn before, and after each epoch again, into one file and at one size")
  func redrawn() throws {
    let bench = try Workbench()
    var sizes: [[Int]] = []
    var files: [[UInt8]] = []
    bench.session.figures.showLive = { figure in
      if let pixels = try? Pixels(png: figure.png() ?? []) { sizes.append([pixels.width, pixels.height]) }
      files.append((try? bench.read("run/latents-3.png")) ?? [])
    }
    try bench.run(Self.model + "train 3 epochs watch=\"run/latents-3.png\"")
    #expect(sizes.count == 4 && Set(sizes).count == 1)
    #expect(Set(files).count == 4 && files.allSatisfy { $0.starts(with: [0x89, 0x50, 0x4E, 0x47]) })
    #expect(bench.takeNotes() == ["latents after each epoch: run/latents-3.png"])
  }

  @Test("gets the next number among the figures where only its name is said", arguments: ["history", "usage", "style"])
  func numbered(name: String) throws {
    let bench = try Workbench()
    try bench.run(Self.model + "plot data; train 2 epochs watch=\(name); plot data")
    #expect(bench.folder.bytes("figures/002-\(name).png") != nil && bench.folder.bytes("figures/003-data.png") != nil)
  }

  @Test("is a film where its file ends in .gif, of every epoch until there are many")
  func film() throws {
    let bench = try Workbench()
    try bench.run(Self.model + "train 3 epochs watch=\"latents.gif\"")
    #expect(try bench.read("latents.gif").starts(with: Array("GIF89a".utf8)))
    var film = Film()
    for value in 0..<250 {
      film.add(Figure(panels: [.chart(Chart(marks: [.points(Points(x: [Double(value)], y: [0]))]))]))
    }
    // At the 121st figure every second one goes, at the 241st again; then 0, 4, … 248 are kept, and the last one, 249.
    #expect(film.frames.count == 64)
    // All on the same axes, which hold the first and the last.
    guard case .chart(let chart)? = film.frames.first?.panels.first else { throw Surprise("no chart") }
    #expect(chart.xAxis.lower ?? 0 < 0 && chart.xAxis.upper ?? 0 > 249)
  }

  @Test("changes nothing of the training")
  func harmless() throws {
    let weights = try ["", " watch=latents"].map { option in
      let bench = try Workbench()
      try bench.run(Self.model + "train 3 epochs\(option)")
      return try bench.weights()
    }
    #expect(weights[0] == weights[1])
  }

  @Test("is refused before the training where it cannot be drawn or written")
  func refused() throws {
    let bench = try Workbench()
    try bench.run(Self.model)
    try bench.folder.write([1], to: "latents.png")
    let complaints = [
      ("watch=latent", "'latent' begins with the name of no figure that can be watched"),
      ("watch=accuracy", "no accuracy is taken in this training — take it after each epoch with metrics=1"),
      ("watch=weights", "the first layer looks at 2 numbers, which make no picture"),
      ("watch=\"latents.jpg\"", "'latents.jpg' does not say which kind of picture it is to be"),
      ("watch=\"latents.png\"", "'latents.png' exists and was not written by this session"),
    ]
    for (option, complaint) in complaints {
      #expect(bench.complaint("train 2 epochs \(option)").hasPrefix(complaint), "\(option)")
    }
    #expect(try bench.number("model.step") == 0 && bench.read("latents.png") == [1])
    #expect(bench.complaint("train 1 epoch watch=\"latents.png\" force=true") == "")
  }

  @Test("may fail later: the person is told once, training goes on, and the command then fails")
  func fails() throws {
    let bench = try Workbench()
    var count = 0
    bench.session.figures.showLive = { _ in
      count += 1
      if count == 2 { bench.session.state.data = DataShelf() }
    }
    let complaint = bench.complaint(Self.model + "train 4 epochs watch=latents")
    #expect(
      complaint == "the training is done, but latents could not be drawn after each epoch: no data is loaded"
        + " — the model is as trained; draw it once with: plot latents")
    #expect(bench.takeNotes() == ["latents can no longer be drawn, training goes on: no data is loaded"])
    #expect(try bench.number("model.epoch") == 4)
    try bench.run("save script \"s.gmv\"")
    #expect(String(decoding: try bench.read("s.gmv"), as: UTF8.self).contains("\ntrain epochs=4\n"))
  }
}
