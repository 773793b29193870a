/// What the commands of LaTeX stand for.
enum MathSymbols {
  /// Letters, which are slanted as variables are.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "infty": "∞", "partial": "∂", "emptyset": "∅", "hbar": "ℏ",
    "ldots": "…", "cdots": "⋯", "dots": "…", "vdots": "⋮", "top": "⊤", "bot": "⊥", "Re": "ℜ", "Im": "ℑ",
  ]

  /// Operators, relations and fences.
  static let operators: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "circ": "∘", "odot": "⊙", "oplus": "⊕", "otimes": "⊗",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
    "simeq": "≃", "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆",
    "cup": "∪",
    "cap": "∩", "setminus": "∖", "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦", "Rightarrow": "⇒",
    "Leftrightarrow": "⇔", "iff": "⇔", "nabla": "∇", "forall": "∀", "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨",
    "mid": "∣", "parallel": "∥", "|": "‖", "Vert": "‖", "vert": "|", "lVert": "‖", "rVert": "‖", "lvert": "|",
    "rvert": "|",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "{": "{", "}": "}",
    "%": "%",
    "$": "$", "&": "&", "#": "#", "_": "_", "colon": ":", "coloneqq": "≔", "ast": "∗", "star": "⋆", "perp": "⟂",
    "lbrace": "{", "rbrace": "}", "prime": "′", "dagger": "†", "triangleq": "≜",
  ]

  /// Operators with limits, which grow in a line of their own.
  static let large: [String: String] = [
    "sum": "∑", "prod": "∏", "int": "∫", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
  ]

  /// Functions by their names.
  static let functions: [String: (words: String, hasLimits: Bool)] = {
    var all: [String: (words: String, hasLimits: Bool)] = [:]
    for name in ["log", "ln", "exp", "sin", "cos", "tan", "tanh", "det", "dim", "ker", "deg", "arg", "Pr"] {
      all[name] = (name, false)
    }
    for name in ["max", "min", "sup", "inf", "lim"] { all[name] = (name, true) }
    all["argmax"] = ("arg max", true)
    all["argmin"] = ("arg min", true)
    return all
  }()

  static let accents: [String: String] = [
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~", "vec": "→", "dot": "˙",
    "ddot": "¨", "underline": "_", "overbrace": "⏞",
  ]

  static let spaces: [String: String] = [
    ",": "0.17em", ":": "0.22em", ";": "0.28em", "!": "-0.17em", " ": "0.33em", "quad": "1em", "qquad": "2em",
  ]

  /// What stands around the rows of an environment.
  static let fences: [String: (left: String, right: String)] = [
    "cases": ("{", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "Bmatrix": ("{", "}"),
  ]
}

/// Alphabets of letters that mean something else.
enum MathAlphabet: String {
  case mathbf, boldsymbol, bm, mathcal, mathbb, mathfrak

  /// The letter in this alphabet; itself if the alphabet does not have it.
  func letter(_ letter: Character) -> Character {
    if let exception = Self.exceptions[self]?[letter] { return exception }
    guard let value = letter.asciiValue, letter.isLetter || letter.isNumber else { return letter }
    let isCapital = letter.isUppercase
    let start: UInt32? =
      switch self {
      case .mathbf, .boldsymbol, .bm: letter.isNumber ? 0x1D7CE : isCapital ? 0x1D400 : 0x1D41A
      case .mathcal: letter.isNumber ? nil : isCapital ? 0x1D49C : 0x1D4B6
      case .mathbb: letter.isNumber ? 0x1D7D8 : isCapital ? 0x1D538 : 0x1D552
      case .mathfrak: letter.isNumber ? nil : isCapital ? 0x1D504 : 0x1D51E
      }
    let first = letter.isNumber ? UInt8(ascii: "0") : isCapital ? UInt8(ascii: "A") : UInt8(ascii: "a")
    return start.flatMap { Unicode.Scalar($0 + UInt32(value - first)) }.map(Character.init) ?? letter
  }

  /// Letters that Unicode had before it took in whole alphabets.
  private static let exceptions: [MathAlphabet: [Character: Character]] = [
    .mathcal: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
    ],
    .mathbb: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
    .mathfrak: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
  ]
}
