import Language
import TestSupport
import Testing

@testable import Session

@Suite("Errors leave the session as it was")
struct SafetyTests {
  static let small = "load arcs count=300; model components=3 hidden=8; train 1 epoch; "

  @Test(
    "commands say what they lack",
    arguments: [
      ("model", "no data is loaded — load some first, for example: load arcs"),
      ("train 1 epoch", "no data is loaded — load some first, for example: load arcs"),
      ("plot data", "no data is loaded — load some first, for example: load arcs"),
      ("describe data", "no data is loaded — load some first, for example: load arcs"),
      ("describe model", "there is no model yet — load data and make one: load arcs; model"),
      ("sample component 1", "there is no model yet — load data and make one: load arcs; model"),
      ("plot history", "there is no model yet — load data and make one: load arcs; model"),
      ("load arcs; compute accuracy", "there is no model yet — make one: model"),
      ("load arcs; train 5 epochs", "there is no model yet — make one: model"),
      ("load arcs; reconstruct", "there is no model yet — make one: model"),
      ("load arcs; model; describe run", "the model has not been trained — train it: train 60 epochs"),
      (
        "load arcs; model; plot history", "the model has not completed an epoch of training — train it: train 60 epochs"
      ),
    ])
  func needs(text: String, complaint: String) throws {
    let bench = try Workbench()
    #expect(bench.complaint(text) == complaint)
    #expect(bench.folder.names() == [])
  }

  @Test(
    "what is not there or cannot be is refused, and data, model and draws stay",
    arguments: [
      ("sample component 3", "there is no component 3 — the model has components 0 to 2"),
      ("sample component 99999999999", "there is no component 99999999999 — the model has components 0 to 2"),
      ("interpolate latents 0 60", "there is no test example 60 — arcs has test examples 0 to 59"),
      ("interpolate latents 300 0 on=train", "there is no train example 300 — arcs has train examples 0 to 299"),
      ("reconstruct [1, 60]", "there is no test example 60 — arcs has test examples 0 to 59"),
      ("reconstruct 0", "0 examples make no figure — one number says how many, a list says which: reconstruct [0]"),
      (
        "model likelihood=bernoulli",
        "a Bernoulli likelihood needs values from 0 to 1, and arcs has -0.347928 — use likelihood=gaussian"
      ),
      (
        "model latent=3; plot latents projection=none",
        "x has 3 dimensions and the plane two — use projection=pca, which auto takes for you, or projection=tsne or umap"
      ),
      (
        "let n = 3; plot history runs=[data]",
        "runs needs values of train — keep them with let: let a = train 10 epochs; "
          + "plot history runs=[a]"
      ),
      (
        "load mnist dir=/none",
        "mnist was not found in /none — run Scripts/fetch-data mnist, or give its folder with dir=…"
      ),
      (
        "sample all > /dev/null/x.png",
        "'/dev/null/x.png' cannot be written: not a directory — name a file in a folder; a part of this path is a file"
      ),
    ])
  func refuses(text: String, complaint: String) throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    let before = bench.state
    #expect(bench.complaint(text) == complaint)
    if !text.hasPrefix("model latent=3") { #expect(bench.state == before) }
    #expect(bench.folder.names() == [])
  }

  @Test("a model too large for the machine is refused with its size")
  func tooLarge() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    let before = bench.state
    let complaint = bench.complaint(
      "model hidden=[65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536]")
    #expect(
      complaint.contains("parameters and needs")
        && complaint.hasSuffix("use smaller hidden layers, latent or components"))
    #expect(bench.state == before)
  }

  @Test("a model for other data than is loaded is not mixed up with it, and works again with its own")
  func otherData() throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run(Self.small + "load mnist")
    let complaint =
      "the model was made for examples of 2 numbers, and mnist has 36 — make a model for this data with: model"
    for command in ["train 1 epoch", "evaluate", "accuracy", "plot latents", "reconstruct", "interpolate latents 0 1"] {
      #expect(bench.complaint(command) == complaint, "\(command)")
    }
    #expect(bench.complaint("sample all > s.png") == "")
    #expect(try bench.number("load arcs count=300; let t = train 1 epoch; model.epoch") == 2)
  }

  @Test("damaged idx files are refused by name, and the session keeps what it had", arguments: 0..<9)
  func damagedFiles(damage: Int) throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let images = TinyDigits.images(200), name = "mnist/" + TinyDigits.names[0]
    switch damage {
    case 0: try folder.write(images.dropLast(), to: name)
    case 1: try folder.write(images + [0], to: name)
    case 2: try folder.write([], to: name)
    case 3: try folder.write(TinyDigits.header(2051, [1 << 31 - 1, 1 << 31 - 1, 1 << 31 - 1]), to: name)
    case 4: try folder.write(TinyDigits.header(2049, [200]) + images.dropFirst(16), to: name)
    case 5: try folder.write(TinyDigits.images(0), to: name)
    case 6: try folder.write([0x1F, 0x8B, 8, 0] + images, to: name + ".gz")
    case 7:
      try folder.write(
        TinyDigits.header(2049, [200]) + [UInt8](repeating: 10, count: 200), to: "mnist/" + TinyDigits.names[1])
    default: try folder.write(TinyDigits.labels(199), to: "mnist/" + TinyDigits.names[1])
    }
    let bench = try Workbench()
    try bench.run(Self.small)
    let before = bench.state
    let complaint = bench.complaint("load mnist dir=\"\(folder.path)\"")
    #expect(complaint.contains(folder.path + "/mnist/train-") && complaint.contains(" — "), "\(complaint)")
    #expect(bench.state == before)
    #expect(try bench.number("let t = train 1 epoch; model.epoch") == 2)
  }

  @Test("paths and names with escape sequences come out as text")
  func hostileNames() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    for text in ["plot data > \"\u{1B}]0;owned\u{7}.gif\"", "load mnist dir=\"\u{1B}[2J\"", "source \"\u{1B}c.gmv\""] {
      let shown = bench.rendered(text)
      #expect(shown.contains("error: ") && !shown.contains("\u{1B}") && !shown.contains("\u{7}"))
    }
    #expect(bench.folder.names() == [])
  }

  @Test("more examples than fit into memory are refused before they are drawn, and fewer are named")
  func largeFigures() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=300; model hidden=4 components=2")
    let loaded = try #require(bench.session.state.models.current)
    #expect(throws: Never.self) {
      try loaded.checkMemory(toDraw: 100_000, groups: 2, argument: "count")
    }
    let error = try #require(throws: CommandError.self) {
      try loaded.checkMemory(toDraw: 1 << 48, groups: 2, argument: "count")
    }
    #expect(error.message.hasPrefix("281474976710656 examples of each of 2 components of 2 numbers need about "))
    #expect(error.hint?.firstMatch(of: #/ask for fewer: count=\d+/#) != nil)
  }

  @Test(
    "more pictures than a figure has room for are refused before they are made, and what is named works",
    arguments: [
      ("sample component 0", "count=100000"), ("sample all", "count=20000"), ("plot samples", "count=9999"),
      ("reconstruct", "2000 on=train"), ("plot data", "count=1000000 on=train dpi=600"),
      ("walk style", "steps=1000 dpi=1200"),
      ("interpolate components 0 to 1", "steps=1000 dpi=600"), ("plot weights", "count=10000"),
    ])
  func manyPictures(command: String, asked: String) throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder, train: 2000)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model mnist-fc hidden=3000 components=3 latent=2")
    let clock = ContinuousClock.now
    let complaint = bench.complaint("\(command) \(asked) > \"s.png\"")
    #expect(complaint.contains(" have no room in one figure"), "\(complaint)")
    #expect(ContinuousClock.now - clock < .seconds(20))
    let fewer = try #require(complaint.firstMatch(of: #/ask for fewer, \w+=(\d+)/#)).1
    guard command == "sample component 0" || command == "reconstruct" else { return }
    let obeyed = asked.replacing(#/\d+/#, with: fewer, maxReplacements: 1)
    #expect(try bench.record("\(command) \(obeyed) > \"s.png\"")["path"] == .text("s.png"))
    #expect(bench.folder.names().contains("s.png"))
  }

  @Test("a size or a font that there is not is refused before the work, which may take minutes")
  func impossiblePages() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=300; model hidden=4 components=2")
    for page in ["width=60 dpi=1200", "font=\"No such font\""] {
      bench.interrupt(fromStep: 1)
      let complaint = bench.complaint("plot latents \(page)")
      #expect(complaint.contains(page.hasPrefix("width") ? "72000 × " : "there is no font"), "\(complaint)")
    }
  }
}
