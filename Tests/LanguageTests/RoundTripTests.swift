import Foundation
import Language
import Session
import TestSupport
import Testing

@Suite("Printing and parsing")
struct RoundTripTests {
  /// `GMVAE_PROGRAMS=100000` tries that many.
  static let programs = Int(ProcessInfo.processInfo.environment["GMVAE_PROGRAMS"] ?? "") ?? 2_000

  @Test("parsing what is printed gives the tree again, for generated programs")
  func roundTrip() throws {
    for seed in 0..<Self.programs {
      var generator = Generator(seed: UInt64(seed))
      let program = generator.program()
      let text = SyntaxPrinter.print(program, Commands.set)
      let parsed = try? Parser.parse(SourceText(name: "seed \(seed)", text: text), Commands.set)
      guard parsed == program else {
        Issue.record("seed \(seed), \(SeededGenerator(0)):\n\(text)\n\(String(describing: parsed))")
        return
      }
    }
  }

  @Test("a program is printed in its one form")
  func form() throws {
    let text = """
      let a=compute   accuracy  # the accuracy
      for k in 0 ..< model.components { if k==1 {sample component k count=(2*k+1) > "figures/\\(k).svg"} else if k > 3 { quit } else { print a.nmi 1 } }
      define probe k { (probe); -2**2 }
      """
    let program = try Parser.parse(SourceText(name: "a", text: text), Commands.set)
    #expect(
      SyntaxPrinter.print(program, Commands.set) == """
        let a = compute accuracy
        for k in 0..<model.components {
          if k == 1 {
            sample component k count=(2 * k + 1) > "figures/\\(k).svg"
          } else if k > 3 {
            quit
          } else {
            print a.nmi, 1
          }
        }
        define probe k {
          (probe)
          -2 ** 2
        }

        """)
  }
}
