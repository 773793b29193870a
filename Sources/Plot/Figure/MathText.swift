/// Formulas in texts, `$\\lambda_0 \\leq 10^{-3}$`, as the letters that stand for them.
public enum MathText {
  /// The text with what stands between two dollar signs set in letters; a text with one sign alone stays as it is, as does a
  /// name that is not known.
  public static func plain(_ text: String) -> String {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count > 2, parts.count % 2 == 1 else { return text }
    return parts.enumerated().map { $0 % 2 == 1 ? formula($1) : String($1) }.joined()
  }

  private static func formula(_ formula: Substring) -> String {
    var text = "", rest = formula
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        let name = rest.prefix { $0.isLetter && $0.isASCII }
        rest = rest.dropFirst(name.count)
        text +=
          name.isEmpty
          ? rest.popFirst().map { $0 == "," ? " " : String($0) } ?? "" : symbols[String(name)] ?? "\\" + name
      case "_", "^":
        let letters = character == "_" ? lower : upper, group = group(&rest)
        let moved = group.map { letters[$0] }
        text += moved.contains(nil) ? (character == "_" ? "_" : "^") + group : String(moved.compactMap(\.self))
      case "{", "}": break
      default: text.append(character == "-" ? "\u{2212}" : character)
      }
    }
    return text
  }

  /// The group in braces that follows, or the next character, in letters.
  private static func group(_ rest: inout Substring) -> String {
    guard rest.first == "{" else {
      guard rest.first == "\\" else { return rest.popFirst().map { String($0) } ?? "" }
      let name = rest.dropFirst().prefix { $0.isLetter }
      rest = rest.dropFirst(name.count + 1)
      return formula("\\" + name)
    }
    let inner = rest.dropFirst().prefix { $0 != "}" }
    rest = rest.dropFirst(inner.count + 2)
    return formula(inner)
  }

  private static let symbols: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈",
    "sim": "∼", "to": "→", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "sqrt": "√", "in": "∈",
    "log": "log", "exp": "exp", "mid": "|", "ldots": "…",
  ]
  private static let lower: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "+": "₊",
    "\u{2212}": "₋", "a": "ₐ", "e": "ₑ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "m": "ₘ", "n": "ₙ", "o": "ₒ", "x": "ₓ",
  ]
  private static let upper: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
    "\u{2212}": "⁻", "i": "ⁱ", "n": "ⁿ", "T": "ᵀ",
  ]
}
