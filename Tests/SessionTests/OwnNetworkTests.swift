import Language
import TestSupport
import Testing

@Suite("A network of one's own")
struct OwnNetworkTests {
  @Test("of convolutions trains, is described in the notation it was written in, and is saved and opened")
  func convolutions() throws {
    let bench = try Workbench()
    try bench.folder.write(Self.pictures(count: 60, side: 8), to: "pictures.npy")
    _ = try bench.run("load npy \"pictures.npy\"")
    _ = try bench.run(
      """
      model encoder="conv4x3*, conv6x4s2p1*, fc20*" prior="fc12 tanh" \
      decoder="fc20*, fc6x3x3*, deconv4x4s2p1*, deconv1x3" components=3 latent=4 style=3
      """)
    let layers = try bench.table("describe model").rows.map { $0.prefix(3) }
    #expect(layers[0] == [.text("encoder.1"), .text("conv4x3*"), .text("4 × 6 × 6")])
    #expect(layers[9] == [.text("decoder.heads"), .text("deconv1x3 linear"), .text("1 × 8 × 8")])
    _ = try bench.run("train 1 epochs batch=10")
    let elbo = try bench.number("let e = evaluate; e.elbo")
    #expect(elbo.isFinite)
    _ = try bench.run("save model \"own.safetensors\"")
    _ = try bench.run("open model \"own.safetensors\"")
    #expect(try bench.number("let e = evaluate; e.elbo") == elbo)
  }

  @Test("that cannot be read or does not fit is answered with the layer, and the model stays")
  func errors() throws {
    let bench = try Workbench()
    _ = try bench.run("load arcs count=100; model components=4")
    #expect(
      bench.complaint("model encoder=\"fc20, conv4x3\"")
        == "layer 2 of the encoder, conv4x3, does not fit: it needs an image, and gets 20 numbers (fcCxHxW makes an image of them) — describe model shows the layers of a preset and what each gives"
    )
    #expect(
      bench.complaint("model decoder=\"fc20; fc30\"")
        == "layer 1 of the decoder, 'fc20; fc30': it is not a layer; layers are fcN, fcCxHxW, convCxK and deconvCxK, with sN for stride and pN for padding — for example: decoder=\"fc500, fc500\""
    )
    #expect(try bench.number("model.components") == 4)
  }

  @Test("and without options, components follow the classes and the likelihood follows the data")
  func defaults() throws {
    let bench = try Workbench()
    try bench.folder.write(
      ("a,b,c,d,e,kind\n"
        + (0..<60).map { "\($0),\($0 % 7),-1,2.5,\($0 * 3),\(["iris", "rose", "lily"][$0 % 3])\n" }.joined()).utf8,
      to: "flowers.csv")
    _ = try bench.run("load csv \"flowers.csv\" label=kind; model")
    #expect(try bench.record("model")["components"] == .number(3))
    #expect(try bench.table("describe model").title?.contains("gaussian likelihood") == true)
  }

  /// Gray pictures as an npy file of bytes.
  private static func pictures(count: Int, side: Int) -> [UInt8] {
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(count), \(side), \(side)), }"
    let padded = header + String(repeating: " ", count: (128 - 10 - 1 - header.utf8.count)) + "\n"
    let pixels = (0..<count * side * side).map { UInt8(truncatingIfNeeded: $0 * $0 * 7 / 5) }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8) + pixels
  }
}
