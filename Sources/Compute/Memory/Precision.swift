import CDNNL

/// What the factors of products are rounded to. Sums of products, and all that is not a factor, are float32.
public enum Precision: String, Sendable {
  /// IEEE 754 single precision: 24 significant bits.
  case float32
  /// bfloat16: 8 significant bits with the exponents of float32; twice the products a second where the processor has it.
  case bf16

  /// Whether the processor multiplies such numbers itself.
  public var isSupported: Bool { self == .float32 || Engine.instructionSet == "avx512" && gm_has_bfloat16() != 0 }

  var type: dnnl_data_type_t { self == .bf16 ? dnnl_bf16 : dnnl_f32 }
}
