extension Commands {
  /// What the word after a verb names, in the singular and the plural: `plot` takes a figure. Nil where there is no word
  /// for it.
  static func noun(of verb: String) -> (one: String, many: String)? {
    switch verb {
    case "load": ("data set", "data sets")
    case "plot": ("figure", "figures")
    case "describe": ("subject", "subjects")
    case "compute": ("measure", "measures")
    case "set": ("setting", "settings")
    case "export": ("subject", "subjects")
    default: nil
    }
  }
}
