import Foundation
import TestSupport
import Testing

@Suite("The instruction set")
struct InstructionSetTests {
  private static let training =
    "load arcs count=500; model hidden=[64, 64]; train 3 epochs; print run.elbo; describe session"

  @Test("is the one that GMVAE_INSTRUCTIONS names, and the model learns the same with each")
  func sets() throws {
    var elbos: [Double] = []
    for name in ["baseline", "avx2", "avx512"] {
      let run = try Program().run(["-c", Self.training], variables: ["GMVAE_INSTRUCTIONS": name])
      // The processor does not have it.
      if run.status == 64 { break }
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.results.contains(try Regex("instructions +\(name)\n")), "\(run.results)")
      elbos += run.results.split(separator: "\n").compactMap { Double($0) }
    }
    #expect(elbos.count >= 1 && elbos.allSatisfy { abs($0 - elbos[0]) < 1e-3 * abs(elbos[0]) }, "\(elbos)")
  }

  @Test("that is none, or none of this processor, is refused", arguments: ["avx3", "", "avx\u{1B}[2J"])
  func refused(name: String) throws {
    let run = try Program().run(["-c", "print 1"], variables: ["GMVAE_INSTRUCTIONS": name])
    #expect(run.status == 64 && run.results == "")
    #expect(run.messages.contains("it takes baseline, avx2 or avx512") && !run.messages.contains("\u{1B}"))
  }
}
