import Foundation
import Testing

/// Loops that take a share of a training step have to be loops over vectors in the code that processors run: a comment that
/// says so is no proof, and a scalar loop gives the same numbers.
@Suite(
  "The kernels' machine code",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/objdump"),
    "objdump reads machine code (apt install binutils)"))
struct VectorCodeTests {
  /// Kernels by file. A copy of 12 numbers in AVX-512's clone is one of 8 and one of 4.
  static let hot: [(file: String, kernels: [String])] = [
    ("normalization", ["moments_body", "normalize_body", "gradient_sums_body", "gradient_body"]),
    ("transformation", ["affine_body", "noise_body"]), ("random", ["normals_body", "uniforms_body", "bernoulli_body"]),
    ("likelihood", ["bernoulli_body", "gaussian_body"]),
    ("count_likelihoods", ["poisson_body", "nb_body", "zinb_body"]),
    ("mixture", ["forward_body", "backward_body", "log_density_body"]), ("consistency", ["density_backward_body"]),
    ("posterior", ["draw_body", "draw_backward_body"]), ("layers", ["adam_body", "activation_body"]),
    ("layer_normalization", ["layer_body", "layer_gradient_body"]),
    ("dense", ["forward_body"]), ("dense_weights", ["gradient_body"]), ("dense_input", ["input_gradient_body"]),
  ]

  @Test("of hot loops works on whole vectors, for AVX-512 and for AVX2", arguments: hot.map(\.file))
  func vectors(file: String) throws {
    let listing = try Self.disassembly(of: file)
    for kernel in Self.hot.first(where: { $0.file == file })?.kernels ?? [] {
      for (clone, register) in [("avx512", "%zmm"), ("avx2", "%ymm")] {
        let found = Self.packedInstructions(listing, "\(kernel)_\(clone)", register)
        #expect(found >= 4, "\(file).c: \(kernel) has \(found) instructions on \(register) in its clone for \(clone)")
        let share = Self.shareInVectors(listing, "\(kernel)_\(clone)")
        #expect(
          share > 2.0 / 3, "\(file).c: \(kernel) has \(share) of its numbers in vectors in its clone for \(clone)")
      }
    }
  }

  @Test("of panels copies vectors")
  func panels() throws {
    let listing = try Self.disassembly(of: "dense_weights")
    for clone in ["avx512", "avx2"] {
      #expect(Self.packedInstructions(listing, "input_panels_body_\(clone)", "%ymm") >= 2, "\(clone)")
    }
  }

  /// Few loops are short ones: `categorical_body` and `mixed_body` add up a column's levels in their order, which are two to
  /// ten as a rule, and `to_image_body` adds windows of 4 or 6 numbers. They are not in the list for that reason.
  @Test("that has the numbers of any processor works on vectors of double or single precision")
  func unfusedVectors() throws {
    let kernels = [
      ("mixture_fit", ["expect_body", "maximize_body", "distances_body"]),
      ("consistency", ["groups_body", "gradients_body"]),
    ]
    for (file, names) in kernels {
      let listing = try Self.disassembly(of: file)
      for name in names {
        let share = Self.shareInVectors(listing, "\(name)_unfused")
        #expect(share > 2.0 / 3, "\(file).c: \(name) has \(share) of its numbers in vectors")
      }
    }
  }

  @Test(
    "that has to give the numbers of any processor fuses no product with a sum",
    arguments: ["mixture_fit", "consistency"])
  func unfused(file: String) throws {
    let clones = try Self.disassembly(of: file).filter { $0.name.hasSuffix("_unfused") }
    #expect(clones.count >= 2)
    for clone in clones {
      #expect(!clone.lines.contains { $0.contains("vfmadd") || $0.contains("vfnmadd") }, "\(clone.name)")
    }
  }

  private struct Function {
    let name: String
    var lines: [Substring] = []
  }

  /// Arithmetic and moves of float32 on those registers in all functions of a name.
  private static func packedInstructions(_ listing: [Function], _ name: String, _ register: String) -> Int {
    listing.filter { $0.name.hasPrefix(name) }.reduce(0) { count, function in
      count + function.lines.count { $0.contains("ps ") && $0.contains(register) }
    }
  }

  /// Of the numbers that the arithmetic in all functions of a name works on, the share that is in vectors. What is left over
  /// beside whole vectors has scalar code too, about as many instructions as the loop over vectors.
  private static func shareInVectors(_ listing: [Function], _ name: String) -> Double {
    var packed = 0, scalar = 0
    for line in listing.lazy.filter({ $0.name.hasPrefix(name) }).flatMap(\.lines) {
      guard let kind = arithmetic(line) else { continue }
      let bits = line.contains("%zmm") ? 512 : line.contains("%ymm") ? 256 : 128
      if kind.hasPrefix("p") { packed += bits / (kind == "ps" ? 32 : 64) } else { scalar += 1 }
    }
    return packed == 0 ? 0 : Double(packed) / Double(packed + scalar)
  }

  private static let operations = [
    "add", "sub", "mul", "div", "sqrt", "max", "min", "fmadd", "fmsub", "fnmadd", "fnmsub",
  ]

  /// What an instruction of arithmetic works on: ps, ss, pd or sd (packed or scalar, single or double); nil if it is another.
  private static func arithmetic(_ line: Substring) -> Substring? {
    let word = line.split(separator: "\t").last?.prefix { $0 != " " } ?? "", kind = word.suffix(2)
    guard ["ps", "ss", "pd", "sd"].contains(kind) else { return nil }
    // vfnmadd231ps: of three operands, their order in digits.
    let stem = word.dropLast(2).drop { $0 == "v" }.prefix { !$0.isNumber }
    return operations.contains { stem == $0 } ? kind : nil
  }

  /// The functions of an object file that the tests were linked from.
  private static func disassembly(of file: String) throws -> [Function] {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let object = URL(fileURLWithPath: program).deletingLastPathComponent().appending(path: "CKernels.build/\(file).c.o")
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/objdump")
    process.arguments = ["-d", "--no-show-raw-insn", object.path]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var functions: [Function] = []
    for line in text.split(separator: "\n") {
      if line.hasSuffix(">:"), let start = line.firstIndex(of: "<") {
        functions.append(Function(name: String(line[line.index(after: start)...].dropLast(2))))
      } else if !functions.isEmpty {
        functions[functions.count - 1].lines.append(line)
      }
    }
    return functions
  }
}
